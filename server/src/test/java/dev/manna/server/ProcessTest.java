package dev.manna.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as an operator starts and ends it. */
final class ProcessTest {
  private static final Pattern ADDRESS =
      Pattern.compile("listening at http://127\\.0\\.0\\.1:([0-9]+)");

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void shouldAnswerWhatItAcceptedAndLeaveASnapshotWhenItIsToldToStop() throws Exception {
    Process process = serve();
    List<String> said = new ArrayList<>();
    Caller caller = new Caller(awaitPort(process, said));
    caller
        .put(
            "/v1/campaigns/wheel",
            "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":1000000}]}")
        .is(201);
    Map<String, String> answers = new ConcurrentHashMap<>();
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int user = i;
      crowd.add(Thread.startVirtualThread(() -> claimUntilRefused(caller, user, answers)));
    }
    while (answers.size() < 200) {
      Thread.sleep(5);
    }
    process.toHandle().destroy(); // SIGTERM; unlike Process.destroy it leaves the output readable
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    for (Thread thread : crowd) {
      thread.join();
    }
    process.inputReader(UTF_8).lines().forEach(said::add);
    assertThat(process.exitValue()).as("%s", said).isZero();
    assertThat(said).contains("stopping");
    assertThat(said.getLast()).matches("stopped at position [0-9,]+, snapshot in [0-9.]+ s");
    assertThat(hasSnapshot()).isTrue();

    Process again = serve();
    Caller after = new Caller(awaitPort(again, new ArrayList<>()));
    answers.forEach(
        (key, answer) -> {
          String user = key.substring(0, key.indexOf('-'));
          assertThat(after.claim("wheel", key, "{\"user\":\"" + user + "\"}").is(200).body())
              .isEqualTo(answer);
        });
  }

  private boolean hasSnapshot() throws IOException {
    try (var files = Files.list(folder.resolve("data"))) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("snapshot-"));
    }
  }

  private static void claimUntilRefused(Caller caller, int user, Map<String, String> answers) {
    for (int i = 0; ; i++) {
      String key = "u" + user + "-" + i;
      Caller.Got got;
      try {
        got = caller.claim("wheel", key, "{\"user\":\"u" + user + "\"}");
      } catch (UncheckedIOException e) {
        assertThat(e.getCause()).isNotInstanceOf(HttpTimeoutException.class);
        return; // the connection was closed
      }
      if (got.status() != 200) {
        got.is(503, "unavailable");
        assertThat(got.header("Retry-After")).isEqualTo("1");
        return;
      }
      answers.put(key, got.body());
    }
  }

  @Test
  void shouldSayInOneLineWhyItCannotStart() throws Exception {
    Process first = serve();
    awaitPort(first, new ArrayList<>());
    Process second = serve();
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(second.errorReader(UTF_8).lines().toList())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("manna: another process is using ");
  }

  private Process serve() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--data",
                folder.resolve("data").toString(),
                "--port",
                "0",
                "--segment-mib",
                "1")
            .directory(folder.toFile())
            .redirectError(
                started.isEmpty() ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.PIPE)
            .start();
    started.add(process);
    return process;
  }

  private static int awaitPort(Process process, List<String> said) throws IOException {
    BufferedReader out = process.inputReader(UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return Integer.parseInt(address.group(1));
      }
    }
    throw new AssertionError("it ended: " + said);
  }
}
