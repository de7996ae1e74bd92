package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.manna.server.past.Moment;
import dev.manna.server.past.PastState;
import dev.manna.server.proof.LogPlace;
import dev.manna.server.proof.StoppedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that keeps a part of its log only. */
@Timeout(90)
final class TrimmedServerTest {
  private static final String WHEEL =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"car\",\"weight\":1,\"stock\":100000}]}";

  private static final String FIRST = "segment-0000000001";

  @TempDir private Path folder;
  private Server server;
  private int claimed;

  @AfterEach
  void stop() {
    server.stop();
  }

  private Caller start(String keep, String ledger, String reserve) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, data().toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, reserve);
    flags.put(Setting.SNAPSHOT_EVENTS, "50");
    flags.put(Setting.LEDGER, ledger);
    flags.put(Setting.KEEP_LOG, keep);
    flags.put(Setting.ARCHIVE_LOG, folder.resolve("archive").toString());
    Config config = Config.read(null, Map.of(), flags);
    server = Server.start(config, line -> {}, e -> fail("the process would end", e));
    return new Caller(server.port());
  }

  private Path data() {
    return folder.resolve("data");
  }

  private List<String> segments(Path of) {
    try (Stream<Path> files = Files.list(of)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.matches("segment-\\d+"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void claim(Caller caller, int times) {
    for (int i = 0; i < times; i++) {
      caller.claim("wheel", "k" + claimed, "{\"user\":\"u" + claimed + "\"}").is(200);
      claimed++;
    }
  }

  private static void await(BooleanSupplier done) {
    long deadline = System.nanoTime() + Duration.ofSeconds(50).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came to that").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void claimUntil(Caller caller, BooleanSupplier done) {
    await(
        () -> {
          claim(caller, 10);
          return done.getAsBoolean();
        });
  }

  private boolean isTrimmed() {
    return !segments(data()).contains(FIRST);
  }

  /** Goes on until the first segment has been looked at below two snapshots. */
  private void passTheFirstSegment(Caller caller) {
    claimUntil(caller, () -> segments(data()).size() > 2);
    long behind = claimed + 1L;
    claimUntil(caller, () -> snapshots().size() == 2 && snapshots().getFirst() > behind);
    long newest = snapshots().getLast();
    claimUntil(caller, () -> snapshots().getLast() > newest);
  }

  /** The positions of the snapshots that are there. */
  private List<Long> snapshots() {
    try (Stream<Path> files = Files.list(data())) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.matches("snapshot-\\d+"))
          .map(each -> Long.parseLong(each.substring("snapshot-".length())))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Test
  void shouldRemoveWhatNobodyNeedsAndGoOn() throws IOException {
    Caller caller = start("1MB", "sqlite", "0");
    caller.put("/v1/campaigns/wheel", WHEEL).is(201);
    claimUntil(caller, this::isTrimmed);
    List<String> gone = segments(folder.resolve("archive"));
    assertThat(gone).contains(FIRST);
    assertThat(caller.get("/metrics").body()).containsPattern("manna_log_first [1-9][0-9]{2}");
    assertThat(caller.get("/v1/claims/wheel/u5/k5/explain").is(503).body())
        .contains("the log begins at position ", "a claim is explained from its beginning");
    server.stop();

    assertThatThrownBy(
            () -> {
              try (StoppedLog log = StoppedLog.open(data())) {
                log.read(batch -> true);
              }
            })
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("the log begins at position ")
        .hasMessageContaining("this needs all of it");
    assertThatThrownBy(
            () -> PastState.of(new LogPlace.Journal(data()), new Moment.Position(5), null))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("no snapshot of an earlier one reaches up to it");
    PastState end = PastState.of(new LogPlace.Journal(data()), new Moment.End(), null);
    assertThat(end.view().grants(0)).isEqualTo(claimed);

    Caller again = start("1MB", "sqlite", "0");
    claim(again, 5);
    String first = again.claim("wheel", "k0", "{\"user\":\"u0\"}").is(200).body();
    assertThat(first).contains("\"id\":\"wheel.1\"");
    await(() -> again.get("/health/ready").body().contains("\"behindEvents\":0"));
    assertThat(again.get("/health/ready").body()).contains("\"ok\":true");
  }

  @Test
  void shouldPutBackFromTheArchiveWhatAuditNeeds() throws IOException {
    Caller caller = start("1MB", "none", "0");
    caller.put("/v1/campaigns/wheel", WHEEL).is(201);
    claimUntil(caller, this::isTrimmed);
    server.stop();
    for (String name : segments(folder.resolve("archive"))) {
      Files.copy(folder.resolve("archive").resolve(name), data().resolve(name));
    }
    int[] events = {0};
    try (StoppedLog log = StoppedLog.open(data())) {
      log.read(
          batch -> {
            events[0] += batch.count();
            return true;
          });
      assertThat((long) events[0]).isEqualTo(log.position());
    }
  }

  @Test
  void shouldKeepWhatAFollowerNeedsThatCannotBeReached() {
    Caller caller = start("1MB", "jdbc:postgresql://127.0.0.1:1/none", "0");
    caller.put("/v1/campaigns/wheel", WHEEL).is(201);
    passTheFirstSegment(caller);
    assertThat(isTrimmed()).isFalse();
    assertThat(caller.get("/metrics").body())
        .containsPattern(
            "manna_feed_held_bytes\\{sink=\"ledger\"\\} ([3-9][0-9]{6}\\.0|[1-9]\\.[0-9]+E7)")
        .contains("manna_log_first 1.0");
  }

  @Test
  void shouldNameTheFollowerThatHoldsTheLogBackWhenTheDiskIsFull() {
    Caller caller = start("1MB", "jdbc:postgresql://127.0.0.1:1/none", "0");
    caller.put("/v1/campaigns/wheel", WHEEL).is(201);
    claimUntil(caller, () -> segments(data()).size() > 2);
    server.stop();
    Caller full = start("1MB", "jdbc:postgresql://127.0.0.1:1/none", "1048576");
    String[] answer = {""};
    await(
        () -> {
          claimed++;
          String body = "{\"user\":\"u" + claimed + "\"}";
          Caller.Got got = full.claim("wheel", "k" + claimed, body);
          answer[0] = got.body();
          return got.status() == 503;
        });
    assertThat(answer[0])
        .contains("bytes are free")
        .contains("the follower \\\"ledger\\\" holds ", "it was not reached since the start");
    full.claim("wheel", "k0", "{\"user\":\"u0\"}").is(200);
  }
}
