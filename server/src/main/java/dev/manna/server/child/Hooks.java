package dev.manna.server.child;

/** Takes shutdown hooks back. */
public final class Hooks {
  private Hooks() {}

  /** Whether the hook will not run; false while the process is ending, when hooks do the work. */
  public static boolean remove(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
