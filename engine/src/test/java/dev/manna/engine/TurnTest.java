package dev.manna.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Log;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.law.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a node does that hears of others while it waits and while it decides. */
class TurnTest {
  private final LogInMemory shared = new LogInMemory();
  private final Hearing log = new Hearing();
  private final Machine machine = new Machine();
  private final WriterStats stats = new WriterStats();
  private Runnable whileDeciding = () -> {};

  /** A side that hears of everything at once. */
  private final class Hearing implements Log {
    private final Log side = new LogInMemory.Side(shared);
    private final List<Appended> appended = new ArrayList<>();
    private int read;

    @Override
    public long position() {
      return shared.position();
    }

    @Override
    public boolean endsAt(long position) {
      return side.endsAt(position);
    }

    @Override
    public void heard(long position, BatchReader reader) {
      side.read(position, reader);
    }

    @Override
    public Appended append(long expectedPosition, Batch batch) {
      appended.add(side.append(expectedPosition, batch));
      return appended.getLast();
    }

    @Override
    public void read(long position, BatchReader reader) {
      read++;
      side.read(position, reader);
    }

    @Override
    public void close() {}
  }

  private static Command sale(String campaign) {
    return new Command.Define(campaign, new Sale(Terms.open("x"), List.of(new Sku("a", "", 1))), 0);
  }

  /** Another node founds the log, or defines a sale. */
  private void other(String campaign) {
    Machine its = new Machine();
    shared.batches.forEach(its::replay);
    its.begin(1_000);
    if (its.founded()) {
      its.handle(its.prepare(sale(campaign)), () -> 4);
    } else {
      its.found(1, 2);
    }
    new LogInMemory.Side(shared).append(its.batch().first() - 1, its.batch());
  }

  private Writer writer(Intake intake) {
    Watch watch = new Watch(machine.conservation(), 100, intake);
    return new Writer(
        intake,
        log,
        machine,
        () -> {
          Runnable once = whileDeciding;
          whileDeciding = () -> {};
          once.run();
          return 1_000;
        },
        () -> 4,
        stats,
        new Acknowledging(machine.booked(), null),
        watch,
        new Freezer(machine, intake, watch));
  }

  @Test
  void shouldTakeInWhatItHasHeardWithoutAskingTheLog() {
    other("founds");
    other("c");
    new Turn(log, machine, stats).await();
    assertThat(machine.position()).isEqualTo(shared.position());
    assertThat(stats.position()).isEqualTo(shared.position());
    assertThat(log.read).isZero();
  }

  /** It would only be told so by the log, with all that was decided in vain. */
  @Test
  void shouldDecideAgainWithoutAppendingWhenTheLogHasGoneOn() {
    other("founds");
    Intake intake = new Intake(machine, 64);
    Writer writer = writer(intake);
    writer.doWork();
    CompletableFuture<Reply> reply = intake.submit(sale("d"));
    whileDeciding = () -> other("c");
    writer.doWork();
    assertThat(reply.join()).isInstanceOf(Reply.Defined.class);
    assertThat(log.appended).hasSize(1).allMatch(each -> each instanceof Log.Appended.Done);
    assertThat(stats.racesLost()).isEqualTo(1);
    Machine fresh = new Machine();
    shared.batches.forEach(fresh::replay);
    assertThat(machine.digest()).isEqualTo(fresh.digest());
  }

  @Test
  void shouldDecideLessAfterEachLossInARow() {
    other("founds");
    Turn turn = new Turn(log, machine, stats);
    turn.await();
    int before = turn.mayDecide();
    assertThat(before).isEqualTo(8_192);
    for (int i = 0; i < 20; i++) {
      machine.begin(1_000);
      turn.lose();
      assertThat(turn.mayDecide()).isEqualTo(Math.max(512, before / 2));
      before = turn.mayDecide();
    }
    turn.win();
    assertThat(turn.mayDecide()).isEqualTo(8_192);
  }
}
