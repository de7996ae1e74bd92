package dev.manna.ledger;

import dev.manna.core.feed.Feed;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A process that takes a log into books until it is killed: it says where it stands, and at the
 * step at which it is to die it waits for that.
 */
final class DrainMain {
  /** What it says before it waits. */
  static final String AT = "at";

  /** What it says when it has taken everything. */
  static final String DONE = "done";

  /** As after SIGKILL, which is what happened to whom it worked for. */
  private static final int ORPHANED = 137;

  private DrainMain() {}

  /**
   * Takes until it is killed.
   *
   * @param arguments the URL of the books, their user or {@code -}, the seed and the size of the
   *     log, the seed of this run, and at which step it dies
   */
  public static void main(String[] arguments) {
    ProcessHandle.current().parent().ifPresent(DrainMain::endWith);
    List<String> given = List.of(arguments);
    String user = given.get(1).equals("-") ? null : given.get(1);
    Database books = Database.at(given.get(0), user, user == null ? null : "");
    CrowdLog log = CrowdLog.of(Long.parseLong(given.get(2)), Integer.parseInt(given.get(3)));
    Chance chance = new Chance(Long.parseLong(given.get(4)));
    Ledger.Connector connector =
        Brittle.connector(
            books, Integer.parseInt(given.get(5)), chance.oneIn(2), DrainMain::waitForDeath);
    int chunk = (int) chance.between(1, 20);
    try (Feed feed = new Feed(new Ledger(books, connector), log, () -> 0, chunk, DrainMain::say)) {
      while (feed.doWork()) {
        say("took up to " + feed.position());
      }
      say(feed.lag() == 0 && feed.trouble().isEmpty() ? DONE : feed.trouble());
    }
  }

  private static void endWith(ProcessHandle parent) {
    var unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(ORPHANED));
  }

  private static void waitForDeath() {
    say(AT);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
