package dev.manna.webhook;

import java.util.concurrent.atomic.AtomicLong;

/** How deliveries to one target go; any thread may read them. */
public final class Figures {
  private final String name;
  private final String where;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile long pending;
  private volatile long dead;

  /** Since when nothing was delivered, 0 where the last attempt went well. */
  private volatile long failingSinceMillis;

  private volatile String problem = "";

  Figures(Hook hook) {
    name = hook.name();
    where = hook.url().shown();
  }

  void counted(Pending.Count count) {
    pending = count.pending();
    dead = count.dead();
  }

  void succeeded() {
    delivered.incrementAndGet();
    failingSinceMillis = 0;
    problem = "";
  }

  void stumbled(String why, long nowMillis) {
    failed.incrementAndGet();
    if (failingSinceMillis == 0) {
      failingSinceMillis = nowMillis;
    }
    problem = why;
  }

  /** What operators call the target. */
  public String name() {
    return name;
  }

  /** Where it is, without anything that is secret. */
  public String where() {
    return where;
  }

  /** How many notices wait for it, those under way included. */
  public long pending() {
    return pending;
  }

  /** How many dead letters of it there are. */
  public long dead() {
    return dead;
  }

  /** How many notices it has answered since the start. */
  public long delivered() {
    return delivered.get();
  }

  /** How many attempts have failed since the start. */
  public long failed() {
    return failed.get();
  }

  /** For how long each attempt has failed, 0 where the last one went well. */
  public long failingMillis(long nowMillis) {
    long since = failingSinceMillis;
    return since == 0 ? 0 : Math.max(0, nowMillis - since);
  }

  /** Why the last attempt failed, in a sentence; empty where it went well. */
  public String problem() {
    return problem;
  }
}
