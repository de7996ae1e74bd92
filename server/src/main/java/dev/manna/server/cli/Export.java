package dev.manna.server.cli;

import dev.manna.server.Complaint;
import dev.manna.server.export.EventLines;
import dev.manna.server.export.HashChain;
import dev.manna.server.proof.StoppedLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that writes the log as JSON lines. */
@Command(
    name = "export",
    description = "Writes the log of a stopped server as JSON lines, one event a line.")
final class Export implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The data directory of a stopped server.")
  private Path data = Path.of("");

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
    try (StoppedLog log = StoppedLog.open(data)) {
      if (out == null) {
        write(log, spec.commandLine().getOut());
        return 0;
      }
      try (PrintWriter file =
          new PrintWriter(
              Files.newBufferedWriter(
                  out, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW))) {
        long written = write(log, file);
        spec.commandLine().getErr().println(written + " events written to " + out);
      }
      return 0;
    } catch (FileAlreadyExistsException e) {
      throw new Complaint("--out " + out + ": is there already; name a new file", e);
    } catch (IOException e) {
      throw new Complaint("--out " + out + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private long write(StoppedLog log, PrintWriter to) throws IOException {
    long written;
    HashChain chain = new HashChain(to);
    try (EventLines lines = published ? EventLines.published(chain) : new EventLines(to, from)) {
      log.read(
          batch -> {
            lines.write(batch);
            // Whoever reads a pipe may have seen enough and be gone.
            return !to.checkError();
          });
      written = lines.written();
    }
    if (to.checkError() && out != null) {
      throw new IOException("the disk may be full");
    }
    return written;
  }
}
