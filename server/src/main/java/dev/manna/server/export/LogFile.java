package dev.manna.server.export;

import dev.manna.server.proof.StoppedLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The log of a stopped server in lines, for its operators or for everybody. */
public final class LogFile {
  private final long from;
  private final boolean published;

  /**
   * @param from the first position to write; 1 in what is published
   * @param published whether it is for everybody
   */
  public LogFile(long from, boolean published) {
    this.from = from;
    this.published = published;
  }

  /**
   * Writes the lines to a new file.
   *
   * @return how many they are
   * @throws IOException if it cannot be written, or is there already
   */
  public long write(StoppedLog log, Path file) throws IOException {
    try (PrintWriter to =
        new PrintWriter(
            Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW))) {
      long written = write(log, to);
      if (to.checkError()) {
        throw new IOException("the disk may be full");
      }
      return written;
    }
  }

  /** Writes the lines until nobody reads them any more, and says how many they are. */
  public long write(StoppedLog log, PrintWriter to) {
    HashChain chain = new HashChain(to);
    try (EventLines lines = published ? EventLines.published(chain) : new EventLines(to, from)) {
      log.read(
          batch -> {
            lines.write(batch);
            // Whoever reads a pipe may have seen enough and be gone.
            return !to.checkError();
          });
      return lines.written();
    }
  }
}
