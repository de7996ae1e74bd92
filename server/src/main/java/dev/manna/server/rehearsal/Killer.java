package dev.manna.server.rehearsal;

import dev.manna.server.crowd.Crowd;
import dev.manna.server.group.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Kills servers of one's own a number of times, spread evenly over the orders. */
final class Killer {
  /** Where the lines of progress have the seconds. */
  private static final String MARGIN = "        ";

  private final Group group;
  private final Consumer<String> say;
  private final int kills;
  private final long orders;
  private final List<Double> recoverySeconds = new ArrayList<>();

  /**
   * @param say takes lines that say what happens
   */
  Killer(Group group, int kills, long orders, Consumer<String> say) {
    this.group = group;
    this.say = say;
    this.kills = kills;
    this.orders = orders;
  }

  /** Whether the next kill is due when so many orders were sent. */
  boolean due(long sent) {
    int done = recoverySeconds.size();
    return done < kills && sent >= orders * (done + 1) / (kills + 1);
  }

  /** Kills, starts again and waits until a client was answered. */
  void kill(Crowd crowd, Progress progress) {
    recoverySeconds.add(group.crash(crowd, line -> say.accept(MARGIN + line), progress::tick));
  }

  /** For how long nobody was answered after each kill. */
  List<Double> recoverySeconds() {
    return recoverySeconds;
  }
}
