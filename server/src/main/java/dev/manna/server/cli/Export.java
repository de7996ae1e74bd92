package dev.manna.server.cli;

import dev.manna.server.Complaint;
import dev.manna.server.export.LogFile;
import dev.manna.server.proof.StoppedLog;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that writes the log as JSON lines. */
@Command(
    name = "export",
    description = {
      "Writes the log of a stopped server, or one that nodes share, as JSON lines, one event a",
      "line."
    })
final class Export implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Installation server = new Installation();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file (default: standard output).")
  private @Nullable Path out;

  @Option(
      names = "--from",
      paramLabel = "POSITION",
      defaultValue = "1",
      description = "The first position to write, counted from 1 (default: ${DEFAULT-VALUE}).")
  private long from;

  @Option(
      names = "--public",
      description = {
        "Writes what everybody may see: aliases instead of users and keys, no secret before it is",
        "revealed, and a hash chain. 'verify' checks it."
      })
  private boolean published;

  @Override
  public Integer call() {
    Arguments.within("--from", from, 1, Long.MAX_VALUE);
    if (published && from > 1) {
      throw new Complaint("--from " + from + ": what is published begins at position 1");
    }
    LogFile lines = new LogFile(from, published);
    try (StoppedLog log = server.log().open()) {
      if (out == null) {
        lines.write(log, spec.commandLine().getOut());
        return 0;
      }
      long written = lines.write(log, out);
      spec.commandLine().getErr().println(written + " events written to " + out);
      return 0;
    } catch (FileAlreadyExistsException e) {
      throw new Complaint("--out " + out + ": is there already; name a new file", e);
    } catch (IOException e) {
      throw new Complaint("--out " + out + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
