package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Books whose process is killed (SIGKILL) between any two steps of what it does with the database,
 * also directly before a COMMIT and directly after it, and goes on in another process. {@code
 * -Dmanna.ledger.kills} says how often for each database, {@code -Dmanna.ledger.seed} where.
 */
final class KillTest {
  private static final int KILLS = Integer.getInteger("manna.ledger.kills", 12);
  private static final long SEED = Long.getLong("manna.ledger.seed", 17);

  /** Opening books takes some 30 steps the first time, and then 5; a chunk some 10 to 20. */
  private static final int MOST_STEPS = 90;

  private static final int REQUESTS = 3_000;

  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldLoseNothingAndWriteNothingTwice(Places places) throws IOException {
    Chance chance = new Chance(SEED);
    CrowdLog log = CrowdLog.of(SEED, REQUESTS * KILLS / 12);
    Places.Place place = places.fresh();
    System.out.printf("%s: seed %d, %d kills%n", places, SEED, KILLS);
    List<Long> standing = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      int steps = (int) chance.between(1, MOST_STEPS);
      assertThat(killed(place, chance.bits(), steps)).as("it was killed at a step").isTrue();
      standing.add(position(place.database()));
    }
    assertThat(standing).isSorted();
    assertThat(standing.getLast()).isPositive().isLessThan(log.position());
    LedgerContract.drain(new Ledger(place.database()), log, 500);
    new Recount(log).compare(place.database());
    assertThat(Contents.of(place.database())).isEqualTo(CutTest.rebuilt(log));
  }

  private static long position(Database books) {
    try {
      return Contents.rows(books, "SELECT position FROM positions").stream()
          .mapToLong(Long::parseLong)
          .sum();
    } catch (IllegalStateException e) {
      // It died before the tables were there.
      return 0;
    }
  }

  /** Whether it came as far as the step at which it was to die. */
  private static boolean killed(Places.Place place, long seed, int steps) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            DrainMain.class.getName(),
            place.url().formatted(place.port()),
            place.user() == null ? "-" : place.user(),
            "" + SEED,
            "" + REQUESTS * KILLS / 12,
            "" + seed,
            "" + steps);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      while (line != null && !line.equals(DrainMain.AT) && !line.equals(DrainMain.DONE)) {
        said.add(line);
        line = out.readLine();
      }
      assertThat(line).as("what it said last, after %s", said).isNotNull();
      return line.equals(DrainMain.AT);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }
}
