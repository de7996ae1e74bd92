package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Acks;
import dev.manna.core.Batch;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.law.Machine;
import dev.manna.simulation.CrowdLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books in Sqlite. */
final class SqliteLedgerTest extends LedgerContract {
  private static final int NORMAL = 1;
  private static final int FULL = 2;

  @TempDir private Path place;
  private Connection last;

  SqliteLedgerTest() {
    super(Places.SQLITE);
  }

  private Ledger ledger() {
    Database at = Database.at("jdbc:sqlite:" + place.resolve("books.db"), null, null);
    return new Ledger(
        at,
        () -> {
          last = at.connect();
          return last;
        });
  }

  /** How much a commit waits for; asked between transactions. */
  private int synchronous() throws SQLException {
    try (Statement statement = last.createStatement();
        var rows = statement.executeQuery("PRAGMA synchronous")) {
      return rows.getInt(1);
    } finally {
      last.commit();
    }
  }

  private static Campaign sale(Acks acks) {
    return new Sale(Terms.open("").answered(acks), List.of(new Sku("a", "", 9)));
  }

  /** What somebody was told because it is in the books must survive a power cut. */
  @Test
  void shouldWaitForTheDiskOnceACampaignAnswersFromTheBooks() throws Trouble, SQLException {
    List<Chunk> chunks = log().chunks(1);
    List<Integer> modes = new ArrayList<>();
    try (Ledger ledger = ledger()) {
      ledger.open();
      for (Chunk chunk : chunks) {
        ledger.take(chunk);
        modes.add(synchronous());
      }
      assertThat(modes).containsExactly(NORMAL, NORMAL, FULL, FULL, FULL);
      assertThat(ledger.open()).isEqualTo(chunks.getLast().to());
    }
  }

  /** After a new connection it is not known before such a campaign is met. */
  @Test
  void shouldFindOutAgainAfterANewConnection() throws Trouble, SQLException {
    List<Integer> modes = new ArrayList<>();
    try (Ledger ledger = ledger()) {
      for (Chunk chunk : log().chunks(1)) {
        ledger.open();
        ledger.take(chunk);
        modes.add(synchronous());
      }
    }
    assertThat(modes).containsExactly(NORMAL, NORMAL, FULL, NORMAL, FULL);
  }

  private static CrowdLog log() {
    List<Command> commands =
        List.of(
            new Command.Define("plain", sale(Acks.LOG), 0),
            new Command.Define("booked", sale(Acks.LEDGER), 0),
            new Command.Deduct("plain", "u", "k", List.of(new Line("a", 1)), 0),
            new Command.Deduct("booked", "u", "k", List.of(new Line("a", 1)), 0));
    Machine machine = new Machine();
    List<Batch> batches = new ArrayList<>();
    machine.begin(1_000);
    machine.found(3, 4);
    batches.add(CrowdLog.copy(machine));
    for (Command command : commands) {
      machine.begin(1_000);
      machine.handle(machine.prepare(command), () -> 5);
      batches.add(CrowdLog.copy(machine));
    }
    return CrowdLog.of(batches);
  }
}
