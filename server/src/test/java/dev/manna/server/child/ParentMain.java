package dev.manna.server.child;

import java.nio.file.Path;

/** A process that starts a server and waits to be killed. */
final class ParentMain {
  private ParentMain() {}

  public static void main(String[] args) throws InterruptedException {
    try (ServerProcess server = new ServerProcess(Path.of(args[0]), "--segment-mib", "1")) {
      server.start();
      server.awaitReady();
      Thread.sleep(60_000);
    }
  }
}
