package dev.manna.server;

import dev.manna.engine.journal.Retention;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A folder that gets a copy of each segment before the log loses it. */
record LogArchive(Path data, Path folder) implements Retention.Archive {
  /** The copy is durable under its name when this returns; one that is there is made anew. */
  @Override
  public void save(String name) throws IOException {
    Files.createDirectories(folder);
    Path copy = folder.resolve(name + ".tmp");
    Files.copy(data.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
    force(copy, StandardOpenOption.WRITE);
    Files.move(copy, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    force(folder, StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
