package dev.manna.server;

import dev.manna.server.cli.Manna;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Manna.commandLine().execute(args));
  }
}
