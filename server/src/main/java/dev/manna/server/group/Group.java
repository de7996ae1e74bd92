package dev.manna.server.group;

import dev.manna.ledger.Database;
import dev.manna.server.crowd.Crowd;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a crowd asks: servers of one's own, as processes, that are killed while it asks. */
public sealed interface Group extends AutoCloseable permits OneServer, SharedNodes {
  /**
   * One that is not started yet.
   *
   * @param log where its log lies
   * @param folder for everything that it keeps
   * @param programs where those of PostgreSQL lie, null for wherever they are found
   * @param ledger the URL of the books, null for the group's own
   */
  static Group of(LogKind log, Path folder, @Nullable Path programs, @Nullable String ledger) {
    return switch (log) {
      case JOURNAL -> new OneServer(folder, ledger);
      case POSTGRES ->
          new SharedNodes(
              folder, new PostgresStore(PostgresPrograms.find(programs), folder), ledger);
      case REDIS ->
          new SharedNodes(folder, new RedisStore(PostgresPrograms.find(programs), folder), ledger);
    };
  }

  /** Starts it, and waits until it serves. */
  void start();

  /** What is up once it serves, as the beginning of a sentence. */
  String shown();

  /** What stops, as the beginning of a sentence. */
  String stopped();

  /** What is killed in the middle, with the verb. */
  String killed();

  /** Where clients find it: any of these may be asked for anything. */
  List<URI> servers();

  /** Its own books. */
  Database books();

  /**
   * Kills what may die in the middle of a crowd's requests, and starts it again.
   *
   * @param say takes lines that say what happens
   * @param meanwhile called every some milliseconds
   * @return for how many seconds nobody was answered
   */
  double crash(Crowd crowd, Consumer<String> say, Runnable meanwhile);

  /** Stops it; its log then lies in {@link #data}. */
  void stop();

  /** A directory with its whole log, as a server that is stopped leaves it. */
  Path data();

  @Override
  void close();
}
