package dev.manna.server.cli;

import dev.manna.core.Log;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.engine.journal.Disk;
import dev.manna.engine.journal.JournalReader;
import dev.manna.engine.journal.RealDisk;
import dev.manna.ledger.BooksView;
import dev.manna.ledger.Database;
import dev.manna.server.Complaint;
import dev.manna.server.Setting;
import dev.manna.server.proof.LogBeside;
import dev.manna.server.proof.LogPlace;
import dev.manna.server.reconcile.BooksReconciliation;
import dev.manna.server.reconcile.EachStream;
import dev.manna.server.reconcile.ReconcileReport;
import dev.manna.server.reconcile.StreamFindings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that compares the books with the log. */
@Command(
    name = "reconcile",
    description = {
      "Compares the books with the log that they were made of, by grant and by sum.",
      "It does so at the position at which the books stand; and with each stream of the",
      "settings, at its position: of Kafka every message, of RocketMQ the position alone.",
      "The server may run meanwhile. Exit status 1 if anything differs; nothing is corrected.",
      "With --ledger none only streams are compared. User and password: MANNA_LEDGER_USER,",
      "MANNA_LEDGER_PASSWORD or the file of settings."
    })
final class Reconcile implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BooksNamed named = new BooksNamed();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Some brokers; else those of the settings, as are the topics.")
  private @Nullable String kafka;

  @Option(names = "--json", description = "Writes one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    LogPlace log = named.server().log();
    if (log instanceof LogPlace.Journal(Path data) && !Files.isDirectory(data)) {
      throw new Complaint(data + ": there is no such directory; --data names that of a server");
    }
    try {
      Map<Setting, String> flags = kafka == null ? Map.of() : Map.of(Setting.KAFKA, kafka);
      Database database = named.orNone();
      List<StreamFindings> streams = EachStream.compare(named.server().settings(flags));
      if (database == null && streams.isEmpty()) {
        throw new Complaint(
            "the settings say that no books are kept, and name no stream; name some with --ledger"
                + " or --kafka");
      }
      BooksReconciliation books = database == null ? null : books(database, log);
      ReconcileReport report =
          new ReconcileReport(database == null ? "" : database.shown(), books, streams);
      new Output(spec, json).end(report.lines(), report.json());
      return report.ok() ? 0 : 1;
    } catch (Trouble e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }

  private static BooksReconciliation books(Database database, LogPlace log) throws Trouble {
    try (BooksView books = BooksView.open(database)) {
      return switch (log) {
        case LogPlace.Journal(Path data) -> {
          Disk disk = RealDisk.of(data);
          yield BooksReconciliation.of(
              books,
              disk.where(),
              (durable, reader) -> JournalReader.readBeside(disk, durable, reader));
        }
        case LogPlace.Shared shared -> {
          try (LogBeside beside = shared.beside()) {
            yield BooksReconciliation.of(
                books, shared.where(), (durable, reader) -> beside.upTo(durable).read(0, reader));
          }
        }
      };
    } catch (Log.Gone e) {
      throw new Complaint(
          "%s, and the books are compared with all of it".formatted(e.getMessage()), e);
    } catch (IOException e) {
      throw new Complaint(log.where() + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
