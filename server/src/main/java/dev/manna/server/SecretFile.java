package dev.manna.server;

import dev.manna.webhook.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets of a target, as they stand in a file. It is looked at again now and then, so that a
 * secret can be changed without a stop; while what stands there is wrong, what stood there before
 * counts. For one thread.
 */
final class SecretFile implements Supplier<List<Secret>> {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

  private static final int MOST_BYTES = 4_096;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Path path;
  private final LongSupplier nanos;
  private List<Secret> secrets;
  private FileTime modified;
  private long looked;

  /**
   * Reads a file.
   *
   * @param where what names it, for complaints
   * @param nanos a clock that only counts
   * @throws Complaint that says what is wrong and what is allowed, but shows no secret
   */
  SecretFile(Path path, String where, LongSupplier nanos) {
    this.path = path;
    this.nanos = nanos;
    try {
      modified = Files.getLastModifiedTime(path);
      secrets = read();
    } catch (NoSuchFileException e) {
      throw new Complaint(where + ": " + path + " cannot be read: there is no such file", e);
    } catch (IOException e) {
      throw new Complaint(where + ": " + path + " cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new Complaint(where + ": " + path + ": " + e.getMessage());
    }
    looked = nanos.getAsLong();
  }

  private List<Secret> read() throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw new IllegalArgumentException("is larger than " + MOST_BYTES + " bytes");
    }
    return Secret.read(Files.readString(path));
  }

  @Override
  public List<Secret> get() {
    long now = nanos.getAsLong();
    if (now - looked > LOOK_NANOS) {
      looked = now;
      look();
    }
    return secrets;
  }

  private void look() {
    try {
      FileTime found = Files.getLastModifiedTime(path);
      if (!found.equals(modified)) {
        secrets = read();
        modified = found;
        LOG.info("{}: {} secrets are active now", path, secrets.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{}: {}; the secrets that were there before stay active", path, e.getMessage());
    }
  }
}
