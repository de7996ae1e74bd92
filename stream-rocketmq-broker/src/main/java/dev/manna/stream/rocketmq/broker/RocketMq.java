package dev.manna.stream.rocketmq.broker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A RocketMQ that runs in a process of its own, at the same ports whenever it runs. */
public final class RocketMq implements AutoCloseable {
  /** Where the build of this room says which jars the process needs. */
  private static final Path CLASS_PATH =
      Path.of("../stream-rocketmq-broker/target/broker.classpath");

  private final Path folder;
  private final Ports ports;
  private Running running;

  /** The process, and the way to talk to it. */
  private record Running(Process process, BufferedReader out, Writer in) {}

  /**
   * A message as it lies in a topic.
   *
   * @param group what keeps it in order
   * @param properties those that a consumer sees, {@code name=value;name=value}
   */
  public record Stored(
      int queue, String group, String tag, String keys, String properties, String body) {}

  private RocketMq(Path folder, Ports ports) throws IOException {
    this.folder = folder;
    this.ports = ports;
    running = run();
  }

  /** Starts one; it ends with this process at the latest. */
  public static RocketMq start() {
    try {
      return new RocketMq(Files.createTempDirectory("rocketmq"), Ports.free());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect to. */
  public String endpoint() {
    return "127.0.0.1:" + ports.proxy();
  }

  /** The port of {@link #endpoint}. */
  public int port() {
    return ports.proxy();
  }

  private Running run() throws IOException {
    String own =
        new File(RocketMq.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getPath();
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.home=" + folder,
            "-Djava.io.tmpdir=" + folder,
            "-Drocketmq.home.dir=" + folder,
            "-cp",
            Files.readString(CLASS_PATH).strip() + File.pathSeparator + own,
            BrokerMain.class.getName(),
            folder.toString(),
            ports.text());
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("stderr").toFile()).start();
    Running started =
        new Running(
            process,
            process.inputReader(StandardCharsets.UTF_8),
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    for (String line = started.out.readLine(); ; line = started.out.readLine()) {
      if (line == null) {
        throw new IOException(
            "RocketMQ did not start: " + Files.readString(folder.resolve("stderr")));
      }
      if (line.equals(BrokerMain.MARK + "ready")) {
        return started;
      }
    }
  }

  /** Makes a topic: FIFO or NORMAL. */
  public void topic(String name, String type) {
    tell("topic " + name + " " + type);
  }

  /** Makes a group of consumers that take messages in order. */
  public void group(String name) {
    tell("group " + name);
  }

  private void tell(String command) {
    List<String> answer = ask(command);
    if (!answer.isEmpty()) {
      throw new IllegalStateException(answer.toString());
    }
  }

  /** Whatever lies in a topic, queue by queue, in order within each. */
  public List<Stored> read(String topic) {
    return ask("read " + topic).stream().map(RocketMq::stored).toList();
  }

  private static Stored stored(String line) {
    String[] parts = line.split("\t", -1);
    byte[] body = Base64.getDecoder().decode(parts[5]);
    return new Stored(
        Integer.parseInt(parts[0]),
        parts[1],
        parts[2],
        parts[3],
        parts[4],
        new String(body, StandardCharsets.UTF_8));
  }

  private List<String> ask(String command) {
    try {
      running.in.write(command + "\n");
      running.in.flush();
      List<String> answer = new ArrayList<>();
      for (String line = running.out.readLine(); ; line = running.out.readLine()) {
        if (line == null) {
          throw new IOException("RocketMQ has ended");
        }
        if (line.equals(BrokerMain.MARK + "done")) {
          return answer;
        }
        if (line.startsWith(BrokerMain.MARK)) {
          answer.add(line.substring(BrokerMain.MARK.length()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, as if the machine had killed it. */
  public void kill() {
    running.process.destroyForcibly();
    try {
      if (!running.process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("RocketMQ does not end");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again, with what it had. */
  public void restart() {
    try {
      running = run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds it, so that it answers nothing, or lets it go on. */
  public void hold(boolean now) {
    try {
      String pid = Long.toString(running.process.pid());
      int status = new ProcessBuilder("kill", now ? "-STOP" : "-CONT", pid).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill ended with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
