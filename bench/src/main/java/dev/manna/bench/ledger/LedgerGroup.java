package dev.manna.bench.ledger;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Group;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.bench.engine.FollowedEngine;
import dev.manna.ledger.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The books: how fast they are written, and what that costs the engine. */
public final class LedgerGroup implements Group {
  /** The least of a raw bulk load of the same rows that the drain must reach. */
  private static final Gate DRAIN = Gate.atLeast(0.6);

  private static final int STEADY_PER_SECOND = 20_000;
  private static final Gate STEADY_BEHIND_SECONDS = Gate.atMost(2);

  /** Opens a database in a folder. */
  @FunctionalInterface
  private interface Opener {
    Books open(Path folder) throws Exception;
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String heap() {
    return "4g";
  }

  @Override
  public List<Row> measure(Bench bench) throws Exception {
    List<Row> rows = new ArrayList<>();
    Drain drain = new Drain(bench.size(100_000, 3_000));
    List<Opener> kinds = List.of(Books::sqlite, Books::postgresql, Books::mariaDb);
    for (int i = 0; i < kinds.size(); i++) {
      Path folder = Files.createDirectories(bench.folder().resolve("drain-" + i));
      try (Books books = kinds.get(i).open(folder)) {
        rows.add(drain(bench, drain, books));
      }
    }
    rows.add(engine(bench, "SQLite", Books::sqlite));
    rows.add(engine(bench, "PostgreSQL", Books::postgresql));
    rows.add(steady(bench));
    return rows;
  }

  private static Row drain(Bench bench, Drain drain, Books books) throws Exception {
    bench.say("books in " + books.kind() + " against a raw bulk load of the same rows");
    drain.perSecond(books);
    RawLoad raw = RawLoad.of(books);
    for (int i = 0; i < bench.size(2, 0); i++) {
      drain.perSecond(books, raw);
      drain.perSecond(books);
    }
    Pairs pairs =
        Pairs.of(bench.pairs(), () -> drain.perSecond(books), () -> drain.perSecond(books, raw));
    return Row.of("ledger", "drain into " + books.kind() + " / raw load", "claims/s", pairs)
        .against(DRAIN)
        .durable(books.kind().equals("SQLite") ? "after the next checkpoint" : "COMMIT")
        .note(
            "draws, orders and snatches, a third each, into empty books; on the other side the rows"
                + " that stand there then, into the same tables and indexes, in as many"
                + " transactions, with "
                + (books.kind().equals("PostgreSQL") ? "COPY" : "statements of 256 rows"));
  }

  private static Row engine(Bench bench, String kind, Opener opener) throws Exception {
    bench.say("the engine with books in " + kind + " and without");
    Path folder = Files.createDirectories(bench.folder().resolve("engine-" + kind));
    try (Books books = opener.open(folder);
        FollowedEngine engine = FollowedEngine.start(bench, folder, books.database())) {
      return engine.row(kind);
    }
  }

  private static Row steady(Bench bench) throws Exception {
    int seconds = bench.size(60, 1);
    int rate = bench.size(STEADY_PER_SECOND, 500);
    bench.say("%,d claims a second for %d s with books in PostgreSQL".formatted(rate, seconds));
    Path folder = Files.createDirectories(bench.folder().resolve("steady"));
    try (Books books = Books.postgresql(folder)) {
      Database database = books.database();
      try (FollowedEngine engine = FollowedEngine.start(bench, folder, database)) {
        return engine.steady(rate, seconds).against(STEADY_BEHIND_SECONDS);
      }
    }
  }
}
