package dev.manna.server.cli;

import dev.manna.server.Complaint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command that runs the server. */
@Command(name = "serve", description = "Runs the server until it is told to stop (SIGTERM).")
final class Serve implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new Complaint("serve is not there yet");
  }
}
