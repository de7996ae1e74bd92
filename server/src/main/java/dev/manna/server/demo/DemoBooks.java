package dev.manna.server.demo;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.engine.journal.Disk;
import dev.manna.engine.journal.JournalReader;
import dev.manna.engine.journal.RealDisk;
import dev.manna.ledger.BooksView;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.server.Complaint;
import dev.manna.server.Config;
import dev.manna.server.Setting;
import dev.manna.server.crowd.Operator;
import dev.manna.server.group.Group;
import dev.manna.server.group.LogKind;
import dev.manna.server.reconcile.BooksReconciliation;
import dev.manna.server.reconcile.ReconcileReport;
import dev.manna.server.terminal.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The books of a demonstration: the server's own, or a database that the caller names. */
final class DemoBooks {
  /** How a file in the data directory is asked for. */
  private static final String OWN = "sqlite";

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Database database;

  private DemoBooks(Database database) {
    this.database = database;
  }

  /** Those of a group of servers, or what the caller names. */
  static DemoBooks of(Group group, @Nullable String ledger) {
    return new DemoBooks(ledger == null ? group.books() : database(group.data(), ledger));
  }

  /** Refuses a database that cannot be used, before anything is begun. */
  static void expectUsable(@Nullable String ledger, LogKind log) {
    if (ledger == null || (ledger.equals(OWN) && !log.isShared())) {
      return;
    }
    Database database = database(Path.of("."), ledger);
    if (log.isShared() && (ledger.equals(OWN) || ledger.startsWith("jdbc:sqlite:"))) {
      throw new Complaint(
          "--ledger %s: several nodes keep no books in a file; name a database that all of them"
                  .formatted(ledger)
              + " reach, or none for one of their own");
    }
    try (Ledger books = new Ledger(database)) {
      long position = books.open().position();
      if (position > 0) {
        throw new Complaint(
            "--ledger %s: there are books that stand at position %s; name an empty database"
                .formatted(database.shown(), Table.grouped(position)));
      }
    } catch (Trouble e) {
      throw new Complaint("--ledger: " + e.getMessage(), e);
    }
  }

  private static Database database(Path data, String ledger) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, data.toString());
    flags.put(Setting.LEDGER, ledger);
    Database named = Config.read(null, secrets(), flags).books();
    if (named == null) {
      throw new Complaint("--ledger none: a demonstration ends with its books; name a database");
    }
    return named;
  }

  /** Who may use the database is said as to a server; nothing else is taken from there. */
  private static Map<String, String> secrets() {
    Map<String, String> known = new HashMap<>(System.getenv());
    known.keySet().retainAll(List.of("MANNA_LEDGER_USER", "MANNA_LEDGER_PASSWORD"));
    return known;
  }

  /** Waits until the books have all that was decided. */
  void await(Operator operator) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (operator.booksBehind() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Compares them with the journal, by grant and by sum. */
  ReconcileReport reconcile(Path data) {
    try (BooksView books = BooksView.open(database)) {
      Disk disk = RealDisk.of(data);
      return new ReconcileReport(
          books.shown(),
          BooksReconciliation.of(
              books,
              disk.where(),
              (durable, reader) -> JournalReader.readBeside(disk, durable, reader)),
          List.of());
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    } catch (Trouble e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }

  /** What they hold of each campaign, as a table. */
  List<String> shown() {
    Table table = new Table("in the books", "claims", "grants");
    try (BooksView books = BooksView.open(database)) {
      for (BooksView.Campaign each : books.campaigns()) {
        table.row(each.name(), each.claims(), each.grants());
      }
    } catch (Trouble e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
    return table.lines();
  }
}
