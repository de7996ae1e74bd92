package dev.manna.server.move;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.law.Machine;
import dev.manna.log.postgres.Database;
import dev.manna.log.redis.RedisLogOptions;
import dev.manna.server.Complaint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Copies a log whole, compares it batch by batch, works out the state of both, and only then makes
 * the copy one from which servers start. Positions, times and bytes stay what they are: books,
 * streams, receipts and proofs go on from where they stand.
 *
 * @param events in the log
 * @param batches in which they were appended
 * @param digest SHA-256 of the state at its end
 */
public record Moving(String from, String to, long events, long batches, String digest) {
  private static final long TELL_EVENTS = 1_000_000;

  /**
   * Moves the journal of a stopped server.
   *
   * @param told takes lines that say how far it is
   * @throws Complaint if it cannot be done; nothing is found at the destination then
   */
  public static Moving ofJournal(Path data, Database database, String log, Consumer<String> told) {
    try (Origin origin = JournalOrigin.open(data);
        Destination destination = PostgresDestination.begin(database, log)) {
      return move(origin, destination, told);
    } catch (IOException | Log.Failure | Log.Away | Check.Broken e) {
      throw refused(e);
    }
  }

  /**
   * Moves the journal of a stopped server into Redis: its end, and a snapshot of all of it into
   * PostgreSQL; see {@link #ofJournal}.
   */
  public static Moving intoRedis(
      Path data, RedisLogOptions redis, Database database, Consumer<String> told) {
    try (Origin origin = JournalOrigin.open(data)) {
      RedisDestination destination = RedisDestination.begin(redis, database);
      origin.fence();
      told.accept(
          "%s: %,d events go to %s".formatted(origin.shown(), origin.end(), destination.shown()));
      Machine state = new Machine();
      long[] batches = {0};
      origin.read(
          0,
          batch -> {
            state.replay(batch);
            destination.append(batch);
            batches[0]++;
            tell(batch, told);
            return true;
          });
      destination.finish(state);
      told.accept(sentence(destination.beginsAfter()));
      return new Moving(
          origin.shown(), destination.shown(), origin.end(), batches[0], state.digest());
    } catch (IOException | Log.Failure | Log.Away | Check.Broken e) {
      throw refused(e);
    }
  }

  private static String sentence(long beginsAfter) {
    return beginsAfter == 0
        ? "all of it stands in Redis"
        : "up to position %,d it is in the snapshot alone: what stands before that cannot go on"
            .formatted(beginsAfter);
  }

  /** Moves a log in Redis back into a journal, if it has its beginning; see {@link #ofJournal}. */
  public static Moving outOfRedis(
      RedisLogOptions redis, Database database, Path data, Consumer<String> told) {
    try (Origin origin = RedisOrigin.open(redis, database);
        Destination destination = JournalDestination.begin(data)) {
      return move(origin, destination, told);
    } catch (IOException | Log.Failure | Log.Away | Check.Broken e) {
      throw refused(e);
    }
  }

  /** Moves a log that nodes have shared back into a journal; see {@link #ofJournal}. */
  public static Moving toJournal(Database database, String log, Path data, Consumer<String> told) {
    try (Origin origin = PostgresOrigin.open(database, log);
        Destination destination = JournalDestination.begin(data)) {
      return move(origin, destination, told);
    } catch (IOException | Log.Failure | Log.Away | Check.Broken e) {
      throw refused(e);
    }
  }

  private static Complaint refused(Exception e) {
    return new Complaint("the log was not moved: " + e.getMessage(), e);
  }

  private static Moving move(Origin origin, Destination destination, Consumer<String> told)
      throws IOException {
    origin.fence();
    told.accept(
        "%s: %,d events go to %s".formatted(origin.shown(), origin.end(), destination.shown()));
    copy(origin, destination, told);
    long batches = Comparison.of(origin, destination);
    told.accept("both hold the same %,d batches".formatted(batches));
    String digest = state(origin::read, origin.end()).digest();
    Machine state = state(destination::read, origin.end());
    if (!state.digest().equals(digest)) {
      throw new IOException(
          "the state is %s in %s and %s in %s"
              .formatted(digest, origin.shown(), state.digest(), destination.shown()));
    }
    destination.finish(state);
    return new Moving(origin.shown(), destination.shown(), origin.end(), batches, digest);
  }

  private static void copy(Origin origin, Destination destination, Consumer<String> told)
      throws IOException {
    IOException[] broken = {null};
    origin.read(
        destination.position(),
        batch -> {
          try {
            destination.append(batch);
          } catch (IOException e) {
            broken[0] = e;
          }
          tell(batch, told);
          return broken[0] == null;
        });
    if (broken[0] != null) {
      throw broken[0];
    }
  }

  private static void tell(Batch batch, Consumer<String> told) {
    long before = (batch.first() - 1) / TELL_EVENTS;
    if (batch.last() / TELL_EVENTS > before) {
      told.accept("copied up to position %,d".formatted(batch.last()));
    }
  }

  /** How a log is read. */
  private interface Reading {
    void read(long after, Log.BatchReader reader) throws IOException;
  }

  private static Machine state(Reading log, long end) throws IOException {
    Machine state = new Machine();
    log.read(
        0,
        batch -> {
          state.replay(batch);
          return true;
        });
    if (state.position() != end) {
      throw new IOException(
          "the log ends at position %d, and its state at %d".formatted(end, state.position()));
    }
    return state;
  }
}
