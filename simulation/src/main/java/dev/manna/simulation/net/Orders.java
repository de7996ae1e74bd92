package dev.manna.simulation.net;

import java.util.concurrent.TimeUnit;

/** What is to go wrong on the lines of a proxy, and how much of it has. */
final class Orders {
  private static final long NEVER = Long.MAX_VALUE;

  /** What happens to a COMMIT. */
  enum AtCommit {
    NOTHING,
    BEFORE,
    AFTER,
    VANISH
  }

  /** How a line goes on. */
  enum Then {
    GO_ON,
    CUT,
    /** The client is cut; the server is let finish what it has heard. */
    FINISH,
    /** The client is cut; the server does not hear of it. */
    VANISH
  }

  /**
   * What becomes of some bytes.
   *
   * @param bytes so many pass
   * @param then what follows
   */
  record Passage(int bytes, Then then) {}

  private long clientBytes = NEVER;
  private int answerIn;
  private long answerBytes = NEVER;
  private AtCommit atCommit = AtCommit.NOTHING;
  private long delayMillis;
  private long bytesPerSecond;
  private boolean hanging;
  private boolean down;

  private int cuts;
  private int cutsAfterCommit;
  private long commits;

  synchronized void cutAfter(long bytes) {
    clientBytes = bytes;
  }

  synchronized void cutAnswer(int requests, long bytes) {
    answerIn = requests;
    answerBytes = bytes;
  }

  synchronized void cutAtCommit(AtCommit what) {
    atCommit = what;
  }

  synchronized void delay(long millis) {
    delayMillis = millis;
  }

  synchronized void throttle(long rate) {
    bytesPerSecond = rate;
  }

  synchronized void hang(boolean now) {
    hanging = now;
    notifyAll();
  }

  synchronized void down(boolean now) {
    down = now;
  }

  synchronized boolean isDown() {
    return down;
  }

  synchronized void clear() {
    clientBytes = NEVER;
    answerIn = 0;
    answerBytes = NEVER;
    atCommit = AtCommit.NOTHING;
    delayMillis = 0;
    bytesPerSecond = 0;
    down = false;
    hang(false);
  }

  synchronized int cuts() {
    return cuts;
  }

  synchronized int cutsAfterCommit() {
    return cutsAfterCommit;
  }

  synchronized long commits() {
    return commits;
  }

  synchronized void counted() {
    cuts++;
  }

  /** What becomes of bytes of a client. */
  synchronized Passage ofClient(byte[] bytes, int length, CommitWatch watch) {
    for (int at = 0; at < length; at++) {
      if (!watch.commitsWith(bytes[at])) {
        continue;
      }
      AtCommit what = atCommit;
      atCommit = AtCommit.NOTHING;
      cuts += what == AtCommit.NOTHING ? 0 : 1;
      switch (what) {
        case BEFORE -> {
          return new Passage(at, Then.CUT);
        }
        case VANISH -> {
          return new Passage(0, Then.VANISH);
        }
        case AFTER -> {
          commits++;
          cutsAfterCommit++;
          return new Passage(length, Then.FINISH);
        }
        case NOTHING -> commits++;
      }
    }
    if (clientBytes < length) {
      int some = (int) clientBytes;
      clientBytes = NEVER;
      cuts++;
      return new Passage(some, Then.CUT);
    }
    clientBytes = clientBytes == NEVER ? NEVER : clientBytes - length;
    return new Passage(length, Then.GO_ON);
  }

  /** A client speaks after it was answered. */
  synchronized void request() {
    answerIn = Math.max(0, answerIn - 1);
  }

  /** What becomes of bytes of a server. */
  synchronized Passage ofServer(int length) {
    if (answerBytes == NEVER || answerIn > 0) {
      return new Passage(length, Then.GO_ON);
    }
    if (answerBytes < length) {
      int some = (int) answerBytes;
      answerBytes = NEVER;
      cuts++;
      return new Passage(some, Then.CUT);
    }
    answerBytes -= length;
    return new Passage(length, Then.GO_ON);
  }

  /** Waits for as long as so many bytes take. */
  void await(int bytes) {
    long millis;
    synchronized (this) {
      while (hanging) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
      millis = delayMillis + (bytesPerSecond == 0 ? 0 : bytes * 1_000L / bytesPerSecond);
    }
    if (millis > 0) {
      pause(millis);
    }
  }

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
