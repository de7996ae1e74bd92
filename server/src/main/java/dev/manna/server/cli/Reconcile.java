package dev.manna.server.cli;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.engine.journal.Disk;
import dev.manna.engine.journal.JournalReader;
import dev.manna.engine.journal.RealDisk;
import dev.manna.ledger.BooksView;
import dev.manna.ledger.Database;
import dev.manna.server.Complaint;
import dev.manna.server.Config;
import dev.manna.server.reconcile.BooksReconciliation;
import dev.manna.server.reconcile.ReconcileReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that compares the books with the log. */
@Command(
    name = "reconcile",
    description = {
      "Compares the books with the log that they were made of, by grant and by sum, at the"
          + " position",
      "at which the books stand. The server may run meanwhile. Exit status 1 if anything differs;",
      "nothing is corrected. User and password: MANNA_LEDGER_USER, MANNA_LEDGER_PASSWORD or the",
      "file of settings."
    })
final class Reconcile implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML; ./" + Config.FILE + " where it exists.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The data directory of a server.")
  private Path data = Path.of("");

  @Option(
      names = "--ledger",
      paramLabel = "URL",
      description = "The books; else those of the settings, else books.db of the directory.")
  private @Nullable String ledger;

  @Option(names = "--json", description = "Writes one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    if (!Files.isDirectory(data)) {
      throw new Complaint(data + ": there is no such directory; --data names that of a server");
    }
    Database database = Books.named(file, data, ledger);
    try (BooksView books = BooksView.open(database)) {
      Disk disk = RealDisk.of(data);
      BooksReconciliation reconciliation =
          BooksReconciliation.of(
              books,
              disk.where(),
              (durable, reader) -> JournalReader.readBeside(disk, durable, reader));
      ReconcileReport report = new ReconcileReport(books.shown(), reconciliation);
      new Output(spec, json).end(report.lines(), report.json());
      return reconciliation.ok() ? 0 : 1;
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    } catch (Trouble e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }
}
