package dev.manna.server.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Command;
import dev.manna.core.GrantId;
import dev.manna.core.Request;
import dev.manna.server.Complaint;
import dev.manna.server.proof.LogPlace;
import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look back sees what an engine was that stood there. */
class PastStateTest {
  @TempDir private Path data;

  /** By position, what stood for the engine's state; and by time, the position at its end. */
  private final Map<Long, String> digests = new TreeMap<>();

  private final TreeMap<Long, Long> ends = new TreeMap<>();

  /** Random requests, and snapshots before a third and before two thirds of them. */
  private void play(SmallLog log, int requests) throws IOException {
    Random random = new Random(requests);
    log.define("wheel", SmallLog.lottery());
    log.define("rain", SmallLog.rain());
    log.define("flash", SmallLog.sale());
    for (int i = 0; i < requests; i++) {
      log.pass(random.nextInt(2_000));
      log.ask(request(random, i));
      digests.put(log.position(), log.digest());
      ends.put(log.millis(), log.position());
      if (i == requests / 3 || i == 2 * requests / 3) {
        log.snapshot();
      }
    }
  }

  private static Request request(Random random, int i) {
    String user = "u" + random.nextInt(9);
    return switch (random.nextInt(5)) {
      case 0 -> new Command.Draw("wheel", user, "d" + i, 1 + random.nextInt(3));
      case 1 -> new Command.Snatch("rain", user, "s" + i);
      case 2 ->
          new Command.Settle(new GrantId("rain", 1 + random.nextInt(20)), Command.Settlement.OPEN);
      case 3 ->
          new Command.Settle(
              new GrantId("flash", 1 + random.nextInt(20)), Command.Settlement.CANCEL);
      default -> SmallLog.order("flash", user, "o" + i, 1, random.nextInt(2) * 5_000L);
    };
  }

  private static PastState at(Path data, long position) {
    return PastState.of(new LogPlace.Journal(data), new Moment.Position(position), null);
  }

  @Test
  void shouldBeWhatAnEngineWasThatStoodThere() throws IOException {
    try (SmallLog log = new SmallLog(data)) {
      play(log, 200);
    }
    digests.forEach(
        (position, digest) ->
            assertThat(at(data, position).digest()).as("at %d", position).isEqualTo(digest));
    long last = digests.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
    assertThat(at(data, last).from()).as("from the newest snapshot").isGreaterThan(last / 2);
    assertThat(at(data, last / 2).from()).as("from the older").isBetween(1L, last / 2);
    assertThat(at(data, 5).from()).as("from the beginning").isZero();
    assertThat(PastState.of(new LogPlace.Journal(data), new Moment.End(), null).position())
        .isEqualTo(last);
    assertThat(PastState.of(new LogPlace.Journal(data), new Moment.End(), "wheel").digest())
        .isEqualTo(digests.get(last));
  }

  @Test
  void shouldBeWhatAnEngineWasAtThatTime() throws IOException {
    try (SmallLog log = new SmallLog(data)) {
      play(log, 60);
    }
    ends.forEach(
        (millis, position) -> {
          PastState state = PastState.of(new LogPlace.Journal(data), new Moment.Time(millis), null);
          assertThat(state.position()).isEqualTo(position);
          assertThat(state.digest()).isEqualTo(digests.get(position));
        });
    long late = ends.lastKey() + 1_000_000;
    assertThat(PastState.of(new LogPlace.Journal(data), new Moment.Time(late), null).position())
        .isEqualTo(ends.lastEntry().getValue());
  }

  @Test
  void shouldStopWithinABatch() throws IOException {
    try (SmallLog log = new SmallLog(data)) {
      play(log, 40);
    }
    for (long position = 2; position <= ends.lastEntry().getValue(); position++) {
      assertThat(at(data, position).position()).isEqualTo(position);
    }
  }

  @Test
  void shouldSeeWhatIsDurableBesideARunningEngine() throws IOException {
    try (SmallLog log = new SmallLog(data)) {
      play(log, 30);
      long known = PastState.of(new LogPlace.Journal(data), new Moment.End(), null).position();
      assertThat(known).isBetween(log.position() - 4, log.position());
      assertThat(at(data, 10).position()).isEqualTo(10);
    }
    assertThat(PastState.of(new LogPlace.Journal(data), new Moment.End(), null).position())
        .isEqualTo(ends.lastEntry().getValue());
  }

  @Test
  void shouldTakeAnOlderStateForADamagedSnapshot() throws IOException {
    try (SmallLog log = new SmallLog(data)) {
      play(log, 60);
    }
    try (var files = Files.list(data)) {
      for (Path file : files.filter(each -> each.toString().contains("snapshot-")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    PastState state = at(data, ends.lastEntry().getValue());
    assertThat(state.from()).isZero();
    assertThat(state.digest()).isEqualTo(digests.get(ends.lastEntry().getValue()));
  }

  @Test
  void shouldSayWhatIsNotThere() throws IOException {
    try (SmallLog log = new SmallLog(data)) {
      play(log, 5);
    }
    long last = ends.lastEntry().getValue();
    assertThatThrownBy(() -> at(data, last + 1))
        .isInstanceOf(Complaint.class)
        .hasMessage("--at " + (last + 1) + ": the log ends at position " + last);
    assertThatThrownBy(() -> at(data, 0)).hasMessage("--at 0: the log's first position is 1");
    assertThatThrownBy(() -> PastState.of(new LogPlace.Journal(data), new Moment.Time(1_000), null))
        .hasMessageContaining("begins later than 1970-01-01T00:00:01Z");
    assertThatThrownBy(() -> at(data.resolve("none"), 1)).hasMessageContaining("no such directory");
    Path empty = Files.createDirectory(data.resolve("empty"));
    assertThatThrownBy(() -> at(empty, 1)).hasMessageContaining("holds no journal");
  }
}
