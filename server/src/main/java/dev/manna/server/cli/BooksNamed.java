package dev.manna.server.cli;

import dev.manna.ledger.Database;
import dev.manna.server.Complaint;
import dev.manna.server.Setting;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The server and the books that a command is about. */
final class BooksNamed {
  @Mixin private Installation server = new Installation();

  @Option(
      names = "--ledger",
      paramLabel = "URL",
      description = "The books; else those of the settings, else books.db of the directory.")
  private @Nullable String ledger;

  /** The server whose books they are. */
  Installation server() {
    return server;
  }

  /** The data directory of the server. */
  Path data() {
    return server.data();
  }

  /** The books; complains if the settings say that there are none. */
  Database database() {
    Database database = orNone();
    if (database == null) {
      throw new Complaint("the settings say that no books are kept; name some with --ledger");
    }
    return database;
  }

  /** The books, null where none are kept. */
  @Nullable Database orNone() {
    Map<Setting, String> flags = ledger == null ? Map.of() : Map.of(Setting.LEDGER, ledger);
    return server.settings(flags).books();
  }
}
