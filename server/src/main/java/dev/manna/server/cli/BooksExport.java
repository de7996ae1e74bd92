package dev.manna.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manna.core.Malformed;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.ledger.query.BooksAt;
import dev.manna.ledger.query.By;
import dev.manna.ledger.query.Filter;
import dev.manna.ledger.query.Inquiry;
import dev.manna.ledger.query.Listing;
import dev.manna.ledger.query.Page;
import dev.manna.ledger.query.Seen;
import dev.manna.server.Complaint;
import dev.manna.server.books.Parameters;
import dev.manna.server.books.RowWriter;
import dev.manna.server.books.RowWriter.Format;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that writes rows of the books into a file. */
@Command(
    name = "export",
    description = {
      "Writes grants, claims or movements of the books into a file, as CSV or JSON lines.",
      "All of them as they stand at one position; the server may run meanwhile. User and password:",
      "MANNA_LEDGER_USER, MANNA_LEDGER_PASSWORD or the file of settings."
    })
final class BooksExport implements Callable<Integer> {
  private static final int ROWS = 1_000;

  /** A page of it may take so long; nobody else waits for it. */
  private static final int PATIENCE_SECONDS = 300;

  private static final long NANOS_A_MILLI = 1_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BooksNamed named = new BooksNamed();

  @Option(names = "--what", required = true, description = "grants, claims or movements.")
  private String what = "";

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "csv or jsonl (default: ${DEFAULT-VALUE}).")
  private String format = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file (default: standard output).")
  private @Nullable Path out;

  @Option(
      names = "--where",
      paramLabel = "NAME=VALUE",
      description = {
        "Only rows of which this is so; may stand several times. Names: campaign, user, item,",
        "claim, state, from, to of grants; campaign, user, key, claim, kind, outcome, from, to of",
        "claims; campaign, item, from, to of movements."
      })
  private Map<String, String> where = new LinkedHashMap<>();

  @Override
  public Integer call() {
    Listing listing = listing();
    Filter filter = filter(listing);
    RowWriter writer = format().of(listing);
    try (Inquiry inquiry =
            new Inquiry(
                named.database(), () -> System.nanoTime() / NANOS_A_MILLI, PATIENCE_SECONDS);
        BooksAt books = inquiry.look()) {
      long written = write(books, listing, filter, writer);
      spec.commandLine()
          .getErr()
          .printf(
              "%,d %s at position %,d written to %s%n",
              written, listing.word(), books.position(), out == null ? "standard output" : out);
      return 0;
    } catch (FileAlreadyExistsException e) {
      throw new Complaint("--out " + out + ": is there already; name a new file", e);
    } catch (IOException e) {
      throw new Complaint("--out " + out + ": cannot be written: " + e.getMessage(), e);
    } catch (Malformed e) {
      throw new Complaint("--where " + e.getMessage(), e);
    } catch (Trouble e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }

  private Listing listing() {
    return switch (what) {
      case "grants" -> Listing.GRANTS;
      case "claims" -> Listing.CLAIMS;
      case "movements" -> Listing.MOVEMENTS;
      default ->
          throw new Complaint("--what \"" + what + "\": grants, claims, movements are allowed");
    };
  }

  private Format format() {
    return switch (format) {
      case "csv" -> Format.CSV;
      case "jsonl" -> Format.JSONL;
      default -> throw new Complaint("--format \"" + format + "\": csv, jsonl are allowed");
    };
  }

  private Filter filter(Listing listing) {
    for (String name : where.keySet()) {
      if (!Parameters.of(listing).contains(name)) {
        throw new Complaint(
            "--where \"%s\": %s are picked by %s"
                .formatted(name, listing.word(), String.join(", ", Parameters.of(listing))));
      }
    }
    try {
      return Parameters.filter(listing, where);
    } catch (Malformed e) {
      throw new Complaint("--where " + e.getMessage(), e);
    }
  }

  private long write(BooksAt books, Listing listing, Filter filter, RowWriter writer)
      throws IOException, Trouble {
    // Names are checked before a file is made.
    Page first = page(books, listing, filter, null);
    if (out == null) {
      return write(books, listing, filter, writer, first, spec.commandLine().getOut());
    }
    boolean whole = false;
    Path made = out;
    try (Writer to = Files.newBufferedWriter(made, UTF_8, StandardOpenOption.CREATE_NEW)) {
      try {
        long written = write(books, listing, filter, writer, first, to);
        whole = true;
        return written;
      } finally {
        if (!whole) {
          Files.deleteIfExists(made);
        }
      }
    }
  }

  private static long write(
      BooksAt books, Listing listing, Filter filter, RowWriter writer, Page first, Writer to)
      throws IOException, Trouble {
    to.write(writer.head());
    long written = 0;
    Page page = first;
    while (true) {
      to.write(writer.rows(page.rows()));
      written += page.rows().size();
      if (page.next() == null) {
        to.flush();
        return written;
      }
      page = page(books, listing, filter, page.next());
    }
  }

  private static Page page(BooksAt books, Listing listing, Filter filter, @Nullable String cursor)
      throws Trouble {
    return switch (books.page(listing, filter, cursor, ROWS)) {
      case Seen.There<Page>(Page page) -> page;
      case Seen.Unknown<Page>(By by, String name) ->
          throw new Complaint(
              "--where %s=%s: there is none in the books at position %,d"
                  .formatted(by.word(), name, books.position()));
    };
  }
}
