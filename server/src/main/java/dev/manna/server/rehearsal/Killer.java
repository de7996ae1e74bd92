package dev.manna.server.rehearsal;

import dev.manna.server.child.Crash;
import dev.manna.server.child.ServerProcess;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.terminal.Times;
import java.util.ArrayList;
import java.util.List;

/** Kills a server of one's own a number of times, spread evenly over the orders. */
final class Killer {
  private final ServerProcess server;
  private final int kills;
  private final long orders;
  private final List<Double> recoverySeconds = new ArrayList<>();

  Killer(ServerProcess server, int kills, long orders) {
    this.server = server;
    this.kills = kills;
    this.orders = orders;
  }

  /** Whether the next kill is due when so many orders were sent. */
  boolean due(long sent) {
    int done = recoverySeconds.size();
    return done < kills && sent >= orders * (done + 1) / (kills + 1);
  }

  /** Kills the server, starts it again and waits until a client was answered; says so. */
  String kill(Crowd crowd, Progress progress) {
    double seconds = Crash.of(server, crowd, progress::tick);
    recoverySeconds.add(seconds);
    return "        SIGKILL number %d; clients were answered again after %s s"
        .formatted(recoverySeconds.size(), Times.seconds(seconds));
  }

  /** From each kill to the first answer after it. */
  List<Double> recoverySeconds() {
    return recoverySeconds;
  }
}
