package dev.manna.server.group;

import dev.manna.ledger.Database;
import dev.manna.server.child.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where nodes have the log that they share, as processes of its own that can be killed. */
interface Store extends AutoCloseable {
  String LOG_PASSWORD = "MANNA_LOG_PASSWORD";
  String LEDGER_PASSWORD = "MANNA_LEDGER_PASSWORD";

  /** What it is called, in the middle of a sentence. */
  String shown();

  /** Starts it with nothing in it, and waits until it serves. */
  void start();

  /** The flags of {@code serve} that name the log and who uses it. */
  List<String> log();

  /** The flags of {@code serve} that name the books where nobody names others. */
  List<String> ledger();

  /**
   * The passwords, by the name of the variable of the environment.
   *
   * @param books whether the books are those of {@link #ledger}
   */
  Map<String, String> secrets(boolean books);

  /** The books that {@link #ledger} names. */
  Database books();

  /** Waits until the store may be killed although a node has died shortly before. */
  void awaitDeath(List<ServerProcess> living, Runnable meanwhile);

  /** SIGKILL. */
  void kill();

  /** Starts it again after {@link #kill} on what it has left, and waits until it serves. */
  void restart();

  /** Copies the log of nodes that are stopped into a data directory. */
  void copy(Path data);

  @Override
  void close();
}
