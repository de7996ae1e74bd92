package dev.manna.server.group;

import dev.manna.ledger.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where nodes have the log that they share, as processes of its own that can be killed. */
interface Store extends AutoCloseable {
  String LOG_PASSWORD = "MANNA_LOG_PASSWORD";
  String LEDGER_PASSWORD = "MANNA_LEDGER_PASSWORD";

  /** What it is called, in the middle of a sentence. */
  String shown();

  /** What of it is killed, in the middle of a sentence. */
  String victim();

  /** What {@link #restart} does, as the end of a sentence. */
  String comeback();

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

  /**
   * Whether a node that died shortly before {@link #kill} would be missed: then nodes must have
   * gone on without it first.
   */
  boolean missesTheDead();

  /** SIGKILL. */
  void kill();

  /** Mends what {@link #kill} has done, and waits until it serves. */
  void restart();

  /** Waits until all of it is as it was before {@link #kill}. */
  void settle();

  /** For how many nanoseconds after its death a node still keeps {@link #copy} from its work. */
  long silenceNanos();

  /** Copies the log of nodes that are stopped into a data directory. */
  void copy(Path data);

  @Override
  void close();
}
