package dev.manna.server.books;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Limits;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Happened;
import dev.manna.core.feed.Marks;
import dev.manna.core.law.Machine;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Books of one sale with as many grants as a test wants, one an order. */
public final class ManyGrants {
  private static final int BATCH = 1_000;
  private static final int BATCHES = 8;
  private static final long BEGIN = 1_800_000_000_000L;

  private final Chance chance = new Chance(1);
  private final Machine machine = new Machine();
  private final List<Batch> batches = new ArrayList<>();
  private Bookmark at = Bookmark.START;
  private String log = "";

  private ManyGrants() {}

  /** Writes them into a file of SQLite. */
  public static Database write(Path file, int grants) {
    Database database = Database.at("jdbc:sqlite:" + file, null, null);
    try (Ledger ledger = new Ledger(database)) {
      ledger.open();
      new ManyGrants().write(ledger, grants);
      return database;
    } catch (Trouble e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(Ledger ledger, int grants) throws Trouble {
    machine.begin(BEGIN);
    machine.found(chance.bits(), chance.bits());
    Sale sale =
        new Sale(Terms.open("").with(Limits.NONE), List.of(new Sale.Sku("phone", "", grants)));
    machine.handle(machine.prepare(new Command.Define("shop", sale, 0)), chance::bits);
    batches.add(CrowdLog.copy(machine));
    log = Marks.log((Event.Founded) CrowdLog.events(batches.getFirst()).getFirst().event());
    for (int done = 0; done < grants; ) {
      machine.begin(BEGIN + done);
      for (int i = 0; i < BATCH && done < grants; i++, done++) {
        Command.Deduct order =
            new Command.Deduct(
                "shop",
                "user-" + chance.below(grants),
                "key-" + done,
                List.of(new Command.Line("phone", 1)),
                0);
        machine.handle(machine.prepare(order), chance::bits);
      }
      batches.add(CrowdLog.copy(machine));
      if (batches.size() == BATCHES || done == grants) {
        flush(ledger);
      }
    }
  }

  private void flush(Ledger ledger) throws Trouble {
    List<Happened> events = new ArrayList<>();
    batches.forEach(batch -> events.addAll(CrowdLog.events(batch)));
    Batch last = batches.getLast();
    Bookmark to = new Bookmark(log, last.last(), Marks.batch(last));
    ledger.take(new Chunk(at, to, events));
    at = to;
    batches.clear();
  }
}
