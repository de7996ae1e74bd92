package dev.manna.server;

import dev.manna.server.cli.Manna;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Manna.commandLine().execute(args));
  }

  /** Ends the process at once; nothing else runs. */
  public static void endNow(int status) {
    Runtime.getRuntime().halt(status);
  }
}
