package dev.manna.server.child;

import dev.manna.server.Complaint;
import dev.manna.server.crowd.Crowd;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A SIGKILL in the middle of a crowd's requests, and the time until clients are answered again. */
public final class Crash {
  /** What the dead server had sent is read after it; what comes later comes from the new one. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(90);

  private Crash() {}

  /**
   * Kills a server and starts it again on its data.
   *
   * @param meanwhile called every millisecond
   * @return seconds from the kill to the first answer after it
   */
  public static double of(ServerProcess server, Crowd crowd, Runnable meanwhile) {
    long killed = System.nanoTime();
    server.kill();
    server.start();
    long before = settled(crowd);
    return untilAnswered(server, crowd, before, killed, meanwhile);
  }

  /** How many answers there were shortly after a kill. */
  public static long settled(Crowd crowd) {
    LockSupport.parkNanos(SETTLE_NANOS);
    return crowd.answered();
  }

  /**
   * Waits until somebody is answered.
   *
   * @param server one that must run meanwhile
   * @param before how many answers there were when nobody was answered
   * @param killed when the kill was, in nanoseconds
   * @return seconds since then
   */
  public static double untilAnswered(
      ServerProcess server, Crowd crowd, long before, long killed, Runnable meanwhile) {
    while (crowd.answered() == before && !crowd.ended()) {
      server.mustRun();
      if (System.nanoTime() - killed > GIVE_UP_NANOS) {
        throw new Complaint("no client was answered after a kill; " + server.lastWords());
      }
      LockSupport.parkNanos(TICK_NANOS);
      meanwhile.run();
    }
    return (System.nanoTime() - killed) / 1e9;
  }
}
