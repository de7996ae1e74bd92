package dev.manna.server;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** A whole server in this process, on a disk and a port of its own. */
public final class RunningServer implements AutoCloseable {
  private final Path folder;
  private final Server server;

  public RunningServer() {
    try {
      folder = Files.createTempDirectory("manna");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.THREADS, "2");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, "0");
    flags.put(Setting.MAX_DEFINITION_BYTES, "1048576");
    Config config = Config.read(null, Map.of(), flags);
    server = Server.start(config, line -> {}, e -> fail("the process would end", e));
  }

  public int port() {
    return server.port();
  }

  public Caller caller() {
    return new Caller(server.port());
  }

  @Override
  public void close() {
    server.stop();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
