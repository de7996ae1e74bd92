package dev.manna.log.postgres;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log page by page, each in a statement of its own, so that memory is bounded and no
 * transaction stays open for a slow reader. Within a page, and from one to the next, batches must
 * follow each other and their chain must hold.
 */
final class Pages {
  private static final int MAX_ROWS = 500;

  /** A page ends with the batch that reaches this. */
  private static final int PAGE_BYTES = 4 << 20;

  /**
   * The batches that end after a position, and the one before them, for its chain. Of that one the
   * payload is not fetched.
   */
  private static final String PAGE =
      """
      SELECT first, position, count, time, chain,
        CASE WHEN position > ? THEN payload END, position > ?,
        (SELECT trimmed FROM manna_head WHERE log = ?)
      FROM (
        SELECT *, sum(CASE WHEN position > ? THEN octet_length(payload) ELSE 0 END)
          OVER (ORDER BY first) - octet_length(payload) AS before
        FROM (
          SELECT * FROM manna_log WHERE log = ? AND first >= coalesce((
            SELECT min(first) FROM (
              SELECT first FROM manna_log WHERE log = ? AND first <= ? + 1
              ORDER BY first DESC LIMIT 2) near), 0)
          ORDER BY first LIMIT %d) rows) pages
      WHERE before < %d
      ORDER BY first
      """
          .formatted(MAX_ROWS, PAGE_BYTES);

  private Pages() {}

  /** Reads what comes after a position, page by page, until the reader has enough. */
  static void read(long after, LongFunction<Page> pages, Log.BatchReader reader) {
    Page page = pages.apply(after);
    while (!page.batches().isEmpty()) {
      for (Batch batch : page.batches()) {
        if (!reader.read(batch)) {
          return;
        }
      }
      page = pages.apply(page.last());
    }
  }

  /** Batches that follow each other. */
  static final class Page {
    private final List<Batch> batches;
    private final byte @Nullable [] chain;

    private Page(List<Batch> batches, byte @Nullable [] chain) {
      this.batches = batches;
      this.chain = chain;
    }

    List<Batch> batches() {
      return batches;
    }

    /** The chain after the last of them; of none there is none. */
    byte @Nullable [] chain() {
      return chain;
    }

    long last() {
      return batches.getLast().last();
    }
  }

  /**
   * The next batches that end after a position; none where there are no more.
   *
   * @throws Log.Gone if the first of them was removed
   * @throws Log.Failure if what is there is no log
   */
  static Page after(Connection connection, String log, long position) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
      statement.setLong(1, position);
      statement.setLong(2, position);
      statement.setString(3, log);
      statement.setLong(4, position);
      statement.setString(5, log);
      statement.setString(6, log);
      statement.setLong(7, position);
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows, log, position);
      }
    }
  }

  private static Page read(ResultSet rows, String log, long position) throws SQLException {
    Chain hashes = new Chain();
    List<Batch> batches = new ArrayList<>();
    byte[] chain = null;
    long end = position;
    while (rows.next()) {
      long first = rows.getLong(1);
      byte[] own = rows.getBytes(5);
      if (rows.getBoolean(7)) {
        remains(log, position, rows.getLong(8));
        if (first > end + 1) {
          throw damaged(log, "after position %d comes %d".formatted(end, first));
        }
        Batch batch =
            new Batch(first, rows.getInt(3), rows.getLong(4), ByteBuffer.wrap(rows.getBytes(6)));
        byte[] before = first == 1 ? Chain.empty() : chain;
        if (before != null && !hashes.holds(before, batch, own)) {
          throw damaged(log, "the batch at position " + first + " is not what was appended");
        }
        batches.add(batch);
      }
      chain = own;
      end = rows.getLong(2);
    }
    return new Page(batches, chain);
  }

  /** The newest batch of a log lies there even if it is taken for removed. */
  private static void remains(String log, long position, long trimmed) {
    if (position < trimmed) {
      throw new Log.Gone(
          "log \"%s\" begins at position %d; what came before was removed"
              .formatted(log, trimmed + 1),
          trimmed + 1);
    }
  }

  static Log.Failure damaged(String log, String what) {
    String message =
        "log \"%s\" is damaged: %s. Stop all nodes, and put back manna_log from a backup of the"
                .formatted(log, what)
            + " database; what followers have shows what is missing.";
    return new Log.Failure(message, new SQLException(what));
  }
}
