package dev.manna.server.child;

import dev.manna.server.Complaint;
import dev.manna.server.crowd.Operator;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own, on this process's Java and a free port of the loopback
 * interface. It can be killed and started again on the same data and port, and it never outlives
 * this process.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 10;

  /** As much of the server's own words as a screen takes. */
  private static final int LINES_SHOWN = 20;

  private static final List<String> SECRETS =
      List.of(
          "MANNA_LEDGER_USER",
          "MANNA_LEDGER_PASSWORD",
          "MANNA_LOG_USER",
          "MANNA_LOG_PASSWORD",
          "MANNA_LOG_DATABASE_USER",
          "MANNA_LOG_DATABASE_PASSWORD");

  private final Path folder;
  private final List<String> settings;
  private final Map<String, String> secrets;
  private final Path data;
  private final Path log;
  private final int port;
  private final Thread hook = Thread.ofPlatform().unstarted(this::kill);
  private volatile @Nullable Process process;

  /**
   * A server that is to keep its data and its log below a folder; it is not started yet.
   *
   * @param settings further flags of {@code serve}
   */
  public ServerProcess(Path folder, String... settings) {
    this(folder, Map.of(), List.of(settings));
  }

  /**
   * The same with passwords of its own.
   *
   * @param secrets by the name of the variable of the environment
   * @param settings further flags of {@code serve}
   */
  public ServerProcess(Path folder, Map<String, String> secrets, List<String> settings) {
    this.settings = List.copyOf(settings);
    this.secrets = Map.copyOf(secrets);
    this.folder = folder.toAbsolutePath();
    data = this.folder.resolve("data");
    log = this.folder.resolve("server.log");
    port = Ports.free();
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts it; returns at once. */
  public void start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!flag.startsWith("-agent") && !flag.startsWith("-javaagent")) {
        command.add(flag);
      }
    }
    command.addAll(List.of("-cp", classPath(), ChildMain.class.getName()));
    command.addAll(List.of("serve", "--data", data.toString(), "--port", Integer.toString(port)));
    command.addAll(settings);
    try {
      process = process(command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A process that takes no settings from its surroundings, neither a file nor variables, but for
   * who may use a database.
   */
  private ProcessBuilder process(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("MANNA_") && !SECRETS.contains(name));
    builder.environment().putAll(secrets);
    return builder;
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Waits until it answers that it is ready. */
  public void awaitReady() {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (Operator operator = new Operator(uri())) {
      while (!operator.ready()) {
        mustRun();
        if (System.nanoTime() - deadline > 0) {
          throw new Complaint("the server was not ready in time; " + lastWords());
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Complains if it has ended by itself. */
  public void mustRun() {
    Process current = process;
    if (current == null || !current.isAlive()) {
      throw new Complaint("the server ended by itself; " + lastWords());
    }
  }

  /** SIGKILL, by the process's own handle. Returns when it is gone. */
  public void kill() {
    Process current = process;
    if (current != null) {
      current.destroyForcibly();
      awaitEnd(current);
    }
  }

  /** SIGTERM; returns when it has ended by itself, and complains if it had to be killed. */
  public void stop() {
    Process current = process;
    if (current == null) {
      return;
    }
    current.destroy();
    if (!awaitEnd(current)) {
      kill();
      throw new Complaint(
          "the server did not stop within %d s; %s"
              .formatted(GONE_WITHIN.toSeconds(), lastWords()));
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
    Process current = process;
    if (current == null) {
      throw new IllegalStateException("it does not run");
    }
    try {
      new ProcessBuilder("kill", signal, Long.toString(current.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static boolean awaitEnd(Process process) {
    try {
      return process.waitFor(GONE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The folder of its data. */
  public Path data() {
    return data;
  }

  /** What it wrote last, as the end of a sentence. */
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return "it said:\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "what it said is lost: " + e.getMessage();
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  @Override
  public void close() {
    kill();
    Hooks.remove(hook);
  }
}
