package dev.manna.server.child;

import dev.manna.server.Main;

/** Where a child process begins: the server, which ends when the process that started it does. */
final class ChildMain {
  /** As after SIGKILL, because that is what happened to whom the server was for. */
  private static final int ORPHANED = 137;

  private ChildMain() {}

  public static void main(String[] args) {
    ProcessHandle.current().parent().ifPresent(ChildMain::endWith);
    Main.main(args);
  }

  private static void endWith(ProcessHandle parent) {
    var _ = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(ORPHANED));
  }
}
