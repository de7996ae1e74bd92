package dev.manna.simulation.net;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka of one broker in a process of its own, on this process's Java and class path, which holds
 * a broker's classes where tests run, and on a free port of the loopback interface. It can be
 * killed, and started again on the same data and port.
 */
public final class KafkaProcess implements AutoCloseable {
  private static final long READY_SECONDS = 60;
  private static final long GONE_SECONDS = 30;
  private static final int POLL_MILLIS = 50;

  /** Below the ports that systems hand out to clients. */
  private static final int FIRST_PORT = 20_000;

  private static final int LAST_PORT = 30_000;

  private static final String LOGGING =
      "<configuration><appender name=\"out\" class=\"ch.qos.logback.core.ConsoleAppender\">"
          + "<encoder><pattern>%d %p %c{0} %m%n</pattern></encoder></appender>"
          + "<root level=\"WARN\"><appender-ref ref=\"out\"/></root></configuration>";

  private final Path folder;
  private final int port = freePort();
  private final Thread hook = Thread.ofPlatform().unstarted(this::kill);
  private @Nullable Process process;

  /**
   * A broker that is not started yet.
   *
   * @param folder an empty one, for its data and its words
   * @param more settings beside or instead of those that one broker on loopback needs; {@code
   *     {port}} and {@code {controller}} in them are the ports that it was given
   */
  public KafkaProcess(Path folder, Map<String, String> more) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("logback.xml"), LOGGING);
      List<String> lines = new ArrayList<>();
      settings(more).forEach((key, value) -> lines.add(key + '=' + value));
      Files.write(folder.resolve("server.properties"), lines);
      format();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> settings(Map<String, String> more) {
    int controller = freePort();
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controller));
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.resolve("data").toString());
    for (String alone :
        List.of(
            "offsets.topic.num.partitions",
            "offsets.topic.replication.factor",
            "share.coordinator.state.topic.min.isr",
            "share.coordinator.state.topic.replication.factor",
            "transaction.state.log.min.isr",
            "transaction.state.log.num.partitions",
            "transaction.state.log.replication.factor")) {
      settings.put(alone, "1");
    }
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    more.forEach(
        (key, value) ->
            settings.put(
                key, value.replace("{port}", "" + port).replace("{controller}", "" + controller)));
    return settings;
  }

  private static int freePort() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket free = new ServerSocket()) {
        free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        // Somebody listens there: try another.
      }
    }
    throw new IllegalStateException("no port of the loopback interface is free");
  }

  private void format() throws IOException {
    Process formatting =
        run(
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            "manna-tests-of-streams",
            "--config",
            folder.resolve("server.properties").toString());
    if (await(formatting) != 0) {
      throw new IllegalStateException("the broker's disk was not made ready: " + words());
    }
  }

  private Process run(String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dlogback.configurationFile=" + folder.resolve("logback.xml"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    File words = folder.resolve("words.log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(words))
        .start();
  }

  private static int await(Process process) {
    try {
      if (!process.waitFor(READY_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("it has not ended in " + READY_SECONDS + " seconds");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }

  /** What the broker has said. */
  public String words() {
    try {
      return Files.readString(folder.resolve("words.log"));
    } catch (IOException e) {
      return "nothing: " + e;
    }
  }

  /** Starts it, and waits until it can be reached. */
  public KafkaProcess start() {
    try {
      Process started = run("kafka.Kafka", folder.resolve("server.properties").toString());
      process = started;
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
      while (!reached()) {
        if (!started.isAlive() || System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("the broker did not start: " + words());
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean reached() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), POLL_MILLIS);
      return true;
    } catch (IOException e) {
      pause();
      return false;
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

  /** Where clients find it. */
  public String servers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
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
      await(new ProcessBuilder("kill", signal, Long.toString(running.pid())).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
