package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.manna.core.Batch;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Conservation;
import dev.manna.core.law.Conservation.Violation;
import dev.manna.core.law.Machine;
import dev.manna.core.law.StateView;
import dev.manna.simulation.audit.Invariant;
import dev.manna.simulation.audit.Witness;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The law against the auditor's, which shares no code with it, without a disk in between. */
@Timeout(value = 1, unit = TimeUnit.DAYS)
class LawTest {
  private static final long REQUESTS = Long.getLong("manna.law.requests", 200_000);
  private static final int REQUESTS_OF_A_RUN = 2_000;

  /** Far above what a slow machine takes for so many, so that what hangs is ended. */
  private static final Duration LIMIT = Duration.ofMinutes(5 + REQUESTS / 20_000);

  @Test
  void shouldDecideAsTheAuditorDoes() {
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            LongStream.range(0, REQUESTS / REQUESTS_OF_A_RUN)
                .parallel()
                .forEach(seed -> new Run(seed).play()));
  }

  private static final class Run {
    private final long seed;
    private final Chance chance;
    private final Workload workload;
    private final Witness witness = new Witness();
    private final Machine live = new Machine();
    private final Conservation books = live.conservation();
    private final List<Batch> log = new ArrayList<>();
    private final Clock clock;

    Run(long seed) {
      this.seed = seed;
      chance = new Chance(seed);
      clock = new Clock(chance, new Faults());
      workload = new Workload(chance, 1 + chance.below(4), 1 + chance.below(30));
    }

    void play() {
      live.begin(clock.millis());
      live.found(chance.bits(), chance.bits());
      keep(List.of(), List.of());
      byte[] snapshot = save(live);
      int snapshotAt = log.size();
      for (int done = 0; done < REQUESTS_OF_A_RUN; ) {
        clock.pass();
        done += batch();
        if (chance.oneIn(40)) {
          snapshot = save(live);
          snapshotAt = log.size();
        }
      }
      assertThat(replayed(new Machine(), 0)).as("replay, seed %d", seed).isEqualTo(live.digest());
      assertThat(replayed(load(snapshot), snapshotAt))
          .as("snapshot and tail, seed %d", seed)
          .isEqualTo(live.digest());
    }

    private int batch() {
      List<Request> requests = new ArrayList<>();
      int size = (int) chance.between(1, 40);
      for (int i = 0; i < size; i++) {
        requests.add(workload.next(clock.millis()));
      }
      if (chance.oneIn(3)) {
        String before = live.digest();
        decide(requests);
        live.undo();
        assertThat(live.digest()).as("undone, seed %d", seed).isEqualTo(before);
      }
      keep(requests, decide(requests));
      return size;
    }

    private List<Reply> decide(List<Request> requests) {
      live.begin(clock.millis());
      List<Reply> replies = new ArrayList<>();
      for (Request request : requests) {
        Reply reply = live.handle(live.prepare(request), chance::bits);
        workload.learn(reply);
        replies.add(reply);
      }
      return replies;
    }

    private void keep(List<Request> requests, List<Reply> replies) {
      Batch batch = live.batch();
      if (batch != null) {
        ByteBuffer copy = ByteBuffer.allocate(batch.payload().remaining());
        copy.put(batch.payload().duplicate()).flip();
        batch = new Batch(batch.first(), batch.count(), batch.timeMillis(), copy);
        log.add(batch);
        witness.see(batch);
      }
      live.commit();
      books.look((int) chance.between(1, 200), new Balanced(seed));
      for (int i = 0; i < requests.size(); i++) {
        witness.hear(requests.get(i), replies.get(i), clock.millis(), false);
      }
      witness.settle();
      if (!witness.auditor().ok()) {
        assertThat(witness.invariants())
            .as("seed %d", seed)
            .filteredOn(invariant -> !invariant.held())
            .extracting(Invariant::detail)
            .isEmpty();
      }
    }

    private String replayed(Machine machine, int from) {
      log.subList(from, log.size()).forEach(machine::replay);
      return machine.digest();
    }
  }

  /** Whoever looks at the books of a healthy state finds nothing. */
  private record Balanced(long seed) implements Conservation.Observer {
    @Override
    public void violated(Violation violation) {
      throw new AssertionError("seed " + seed + ": " + violation);
    }

    @Override
    public void item(String campaign, StateView.Item item, long free) {}

    @Override
    public void looked(String campaign, boolean alarmed) {}
  }

  private static byte[] save(Machine machine) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    machine.save(
        part -> {
          byte[] copy = new byte[part.remaining()];
          part.get(copy);
          bytes.writeBytes(copy);
        });
    return bytes.toByteArray();
  }

  private static Machine load(byte[] snapshot) {
    ByteBuffer bytes = ByteBuffer.wrap(snapshot);
    return Machine.load(
        into -> {
          into.put(bytes.slice(bytes.position(), into.remaining()));
          bytes.position(bytes.position() + into.limit());
        });
  }
}
