package dev.manna.server.crowd;

import org.jspecify.annotations.Nullable;

/** A crowd on a thread of its own, while another one steers what it meets. */
public final class CrowdThread implements AutoCloseable {
  private final Crowd crowd;
  private final Thread thread;
  private volatile @Nullable RuntimeException failure;

  /** Starts the crowd. */
  public CrowdThread(Crowd crowd) {
    this.crowd = crowd;
    thread = Thread.ofPlatform().name("crowd").daemon().start(this::run);
  }

  private void run() {
    try {
      crowd.run();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Whether the crowd is still asking. */
  public boolean running() {
    return thread.isAlive();
  }

  /** Throws what the crowd failed with, if it did. */
  public void check() {
    RuntimeException found = failure;
    if (found != null) {
      throw found;
    }
  }

  /** Waits until everything is answered. */
  public void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    check();
  }

  /** Ends it at once; what is out stays unknown. */
  @Override
  public void close() {
    crowd.abandon();
  }
}
