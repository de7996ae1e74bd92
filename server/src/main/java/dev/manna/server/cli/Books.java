package dev.manna.server.cli;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.server.Complaint;
import dev.manna.server.Config;
import dev.manna.server.Setting;
import dev.manna.server.proof.StoppedLog;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands about the books. */
@Command(
    name = "ledger",
    description = "Rebuilds the books from the log.",
    subcommands = Books.Rebuild.class)
final class Books implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }

  /** The books that a command's options and the settings name. */
  static Database named(@Nullable Path file, Path data, @Nullable String ledger) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, data.toString());
    if (ledger != null) {
      flags.put(Setting.LEDGER, ledger);
    }
    Database database = Config.read(file, System.getenv(), flags).books();
    if (database == null) {
      throw new Complaint("the settings say that no books are kept; name some with --ledger");
    }
    return database;
  }

  /** Takes everything out of the books and writes it again. */
  @Command(
      name = "rebuild",
      description = {
        "Empties the books and writes them again from the log of a stopped server.",
        "Books of another log are left alone. User and password: MANNA_LEDGER_USER,",
        "MANNA_LEDGER_PASSWORD or the file of settings."
      })
  static final class Rebuild implements Callable<Integer> {
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
        description = "The data directory of a stopped server.")
    private Path data = Path.of("");

    @Option(
        names = "--ledger",
        paramLabel = "URL",
        description = "The books; else those of the settings, else books.db of the directory.")
    private @Nullable String ledger;

    @Override
    public Integer call() {
      Database database = named(file, data, ledger);
      try (StoppedLog log = StoppedLog.open(data);
          Ledger books = new Ledger(database)) {
        clear(books, log);
        Feed feed =
            new Feed(books, log.asLog(), System::currentTimeMillis, Feed.CHUNK_EVENTS, line -> {});
        while (feed.doWork()) {
          Thread.onSpinWait();
        }
        if (!feed.trouble().isEmpty()) {
          throw new Complaint("the books are not whole: " + feed.trouble() + " Then run it again.");
        }
        spec.commandLine()
            .getOut()
            .printf("books in %s: %,d events%n", database.shown(), feed.position());
        return 0;
      } catch (Trouble e) {
        throw new Complaint(String.valueOf(e.getMessage()), e);
      }
    }

    private void clear(Ledger books, StoppedLog log) throws Trouble {
      Bookmark found = books.open();
      String name = Feed.identity(log.asLog());
      if (!found.log().isEmpty() && !found.log().equals(name)) {
        throw new Complaint(
            "the books belong to the log "
                + found.log()
                + ", and "
                + data
                + " holds the log "
                + name
                + "; name other books with --ledger, or empty these yourself");
      }
      books.clear();
    }
  }
}
