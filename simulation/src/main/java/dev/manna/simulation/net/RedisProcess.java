package dev.manna.simulation.net;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Redis in a process of its own, the system's {@code redis-server}, on a free port of the
 * loopback interface. It can be killed, suspended, and started again on the same data and port.
 */
public final class RedisProcess implements AutoCloseable {
  /** What a log asks for: each write is fsynced before it is answered. */
  public static final List<String> FSYNCED = List.of("appendonly yes", "appendfsync always");

  private static final long READY_SECONDS = 30;
  private static final long GONE_SECONDS = 30;
  private static final int POLL_MILLIS = 20;

  /** Below the ports that systems hand out to clients, and so is a cluster's second port. */
  private static final int FIRST_PORT = 11_000;

  private static final int LAST_PORT = 22_000;
  private static final int CLUSTER_BUS = 10_000;

  private final Path folder;
  private final List<String> kind;
  private final List<String> toolOptions;
  private final int port;
  private final Thread hook = Thread.ofPlatform().unstarted(this::kill);
  private @Nullable Process process;

  private RedisProcess(
      Path folder, int port, List<String> kind, List<String> toolOptions, List<String> settings) {
    this.folder = folder;
    this.port = port;
    this.kind = kind;
    this.toolOptions = toolOptions;
    List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "dir " + folder));
    lines.addAll(settings);
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("redis.conf"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * A server that is not started yet.
   *
   * @param folder for its data and its words
   * @param settings lines of its configuration; nothing is saved but what they say
   */
  public static RedisProcess server(Path folder, List<String> settings) {
    int port = freePort();
    List<String> lines = new ArrayList<>(List.of("port " + port, "save \"\""));
    lines.addAll(settings);
    return new RedisProcess(folder, port, List.of(), List.of(), lines);
  }

  /** A server that speaks TLS only, under the certificate that lies in the folder. */
  public static RedisProcess withTls(Path folder, List<String> settings) {
    int port = freePort();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "port 0",
                "tls-port " + port,
                "save \"\"",
                "tls-auth-clients no",
                "tls-cert-file " + folder.resolve("cert.pem"),
                "tls-key-file " + folder.resolve("key.pem"),
                "tls-ca-cert-file " + folder.resolve("cert.pem")));
    lines.addAll(settings);
    List<String> tool = List.of("--tls", "--cacert", folder.resolve("cert.pem").toString());
    return new RedisProcess(folder, port, List.of(), tool, lines);
  }

  /**
   * A Sentinel that watches a master, named {@code manna}, and decides alone. It asks once a
   * second: with a second of patience it takes a master that it has just promoted for dead, at
   * times, and turns back to the one before.
   */
  public static RedisProcess sentinel(Path folder, RedisProcess master) {
    int port = freePort();
    return new RedisProcess(
        folder,
        port,
        List.of("--sentinel"),
        List.of(),
        List.of(
            "port " + port,
            "sentinel monitor manna 127.0.0.1 " + master.port + " 1",
            "sentinel down-after-milliseconds manna 2000",
            "sentinel failover-timeout manna 3000"));
  }

  private static int freePort() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      if (isFree(port) && isFree(port + CLUSTER_BUS)) {
        return port;
      }
    }
    throw new IllegalStateException("no port of the loopback interface is free");
  }

  private static boolean isFree(int port) {
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Starts it, and waits until it answers and has loaded its data. */
  public RedisProcess start() {
    List<String> command =
        new ArrayList<>(List.of("redis-server", folder.resolve("redis.conf").toString()));
    command.addAll(kind);
    File words = folder.resolve("words.log").toFile();
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(words))
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "redis-server cannot be started: install Redis (apt install redis-server)", e);
    }
    await("PONG", "PING");
    return this;
  }

  /** Asks until what the server says holds something; it says what it said when it never does. */
  public void await(String expected, String... command) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    String said = ask(command);
    while (!said.contains(expected)) {
      Process running = process;
      if (running == null || !running.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "%s does not say %s, but %s; %s"
                .formatted(String.join(" ", command), expected, said, words()));
      }
      pause();
      said = ask(command);
    }
  }

  /** Gives a command with the system's {@code redis-cli}; what it says, errors included. */
  public String ask(String... command) {
    List<String> line = new ArrayList<>(List.of("redis-cli", "-h", "127.0.0.1"));
    line.addAll(List.of("-p", "" + port));
    line.addAll(toolOptions);
    line.addAll(List.of(command));
    try {
      Process tool = new ProcessBuilder(line).redirectErrorStream(true).start();
      tool.getOutputStream().close();
      String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      tool.waitFor();
      return said.strip();
    } catch (IOException e) {
      throw new IllegalStateException("install Redis (apt install redis-server)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it has said. */
  public String words() {
    try {
      return Files.readString(folder.resolve("words.log"));
    } catch (IOException e) {
      return "nothing: " + e;
    }
  }

  public int port() {
    return port;
  }

  /** Where a client finds it that may do all. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Ends it as a power cut of its process would. */
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      try {
        running.waitFor(GONE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets it hang: it keeps its connections, and does nothing. */
  public void suspend() {
    signal("-STOP");
  }

  /** Lets it go on after {@link #suspend}. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("it does not run");
    }
    try {
      new ProcessBuilder("kill", signal, Long.toString(running.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process ends already.
    }
  }
}
