package dev.manna.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that works for the bench and ends with it. */
public final class Child implements Closeable {
  private static final long GRACE_SECONDS = 10;
  private static final int LAST_LINES = 20;

  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final Thread listener;
  private final Thread reaper;

  /** The end of what it said on standard error. */
  private final Deque<String> last = new ConcurrentLinkedDeque<>();

  /** A child ended otherwise than it should; the message is the end of what it said. */
  public static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Died(String message) {
      super(message);
    }
  }

  private Child(Process process, boolean visible) {
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
    in = process.outputWriter(StandardCharsets.UTF_8);
    listener = new Thread(() -> listen(visible), "listener");
    listener.setDaemon(true);
    listener.start();
    reaper = new Thread(process::destroyForcibly, "reaper");
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /** Starts any command in a folder. */
  public static Child start(Path folder, List<String> command) throws IOException {
    return new Child(new ProcessBuilder(command).directory(folder.toFile()).start(), false);
  }

  /** Starts a command whose standard error the user sees. */
  static Child visible(Path folder, List<String> command) throws IOException {
    return new Child(new ProcessBuilder(command).directory(folder.toFile()).start(), true);
  }

  /** The command that runs a main class of our own class path on our own JDK. */
  public static List<String> ours(String heap, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.configurationFile=dev/manna/bench/logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            main));
    command.addAll(arguments);
    return command;
  }

  /** The CPU time that the process has used so far, all of its threads. */
  public Duration cpu() {
    return process
        .toHandle()
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new Died("the system does not tell the CPU time of a process"));
  }

  /** Tells it something. */
  public void send(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  /** The next line that it says. */
  public String receive() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw died();
    }
    return line;
  }

  /** Waits for a line that contains a text, and returns it. */
  public String receive(String containing) throws IOException {
    String line = receive();
    while (!line.contains(containing)) {
      line = receive();
    }
    return line;
  }

  /** Takes all that it says until its end, which must be a good one. */
  void forEachLine(Consumer<String> taker) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      taker.accept(line);
    }
    if (process.onExit().join().exitValue() != 0) {
      throw died();
    }
  }

  private void listen(boolean visible) {
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        last.addLast(line);
        if (last.size() > LAST_LINES) {
          last.removeFirst();
        }
        if (visible) {
          System.err.println(line);
        }
      }
    } catch (IOException e) {
      // It ended, and its streams with it.
    }
  }

  private Died died() {
    int status = process.onExit().join().exitValue();
    try {
      listener.join(GRACE_SECONDS * 1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Died("its process ended with status " + status + "\n" + String.join("\n", last));
  }

  /** Ends it, softly first. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(reaper);
  }
}
