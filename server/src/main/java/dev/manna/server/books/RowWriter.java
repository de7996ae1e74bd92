package dev.manna.server.books;

import dev.manna.ledger.query.Listing;
import java.util.List;

/** Writes rows of a listing as lines of a file, piece by piece. */
public interface RowWriter {
  /** What stands before the first row. */
  String head();

  /** Some rows, each with the end of its line. */
  String rows(List<Object[]> rows);

  /** The formats in which rows can be exported. */
  enum Format {
    CSV("text/csv; charset=utf-8"),
    JSONL("application/jsonl");

    private final String type;

    Format(String type) {
      this.type = type;
    }

    /** The type of its content. */
    public String type() {
      return type;
    }

    /** What callers call it, and how its files end. */
    public String word() {
      return this == CSV ? "csv" : "jsonl";
    }

    /** Whoever writes a listing in it. */
    public RowWriter of(Listing listing) {
      return this == CSV ? new CsvRows(listing) : new JsonRows(listing);
    }
  }
}
