package dev.manna.server.cli;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.Marks;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.server.Complaint;
import dev.manna.server.proof.StoppedLog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about the books. */
@Command(
    name = "ledger",
    aliases = "books",
    description = "Rebuilds the books from the log, and exports what is in them.",
    subcommands = {Books.Rebuild.class, BooksExport.class})
final class Books implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }

  /** Takes everything out of the books and writes it again. */
  @Command(
      name = "rebuild",
      description = {
        "Empties the books and writes them again from the log of a stopped server, or of nodes",
        "that are all stopped.",
        "Books of another log are left alone. User and password: MANNA_LEDGER_USER,",
        "MANNA_LEDGER_PASSWORD or the file of settings."
      })
  static final class Rebuild implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BooksNamed named = new BooksNamed();

    @Override
    public Integer call() {
      Database database = named.database();
      try (StoppedLog log = named.server().log().open();
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
      String name = Marks.identity(log.asLog());
      if (!found.log().isEmpty() && !found.log().equals(name)) {
        throw new Complaint(
            "the books belong to the log "
                + found.log()
                + ", and "
                + log.where()
                + " holds the log "
                + name
                + "; name other books with --ledger, or empty these yourself");
      }
      books.clear();
    }
  }
}
