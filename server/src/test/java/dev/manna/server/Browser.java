package dev.manna.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Chromium without a screen, which is told what to do through a pair of pipes. */
public final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The browser reads what it is told from file 3, and answers in file 4. */
  private static final String PIPES = "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null";

  private final Path profile;
  private final Process process;
  private final String session;
  private int commands;

  public Browser() {
    try {
      profile = Files.createTempDirectory("manna-browser");
      ProcessBuilder builder = new ProcessBuilder("sh", "-c", PIPES, executable());
      builder
          .command()
          .addAll(
              List.of(
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--no-first-run",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--remote-debugging-pipe",
                  "--user-data-dir=" + profile,
                  "about:blank"));
      process = builder.redirectError(profile.resolve("log").toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String page = tell("", "Target.createTarget", Map.of("url", "about:blank")).at("targetId");
    session =
        tell("", "Target.attachToTarget", Map.of("targetId", page, "flatten", true))
            .at("sessionId");
  }

  private static String executable() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "the page must be run in a browser, and there is no Chromium on the PATH:"
                        + " install it (apt install chromium)"));
  }

  /** What a command was answered. */
  private record Answer(JsonNode result) {
    String at(String field) {
      return result.path(field).asString();
    }
  }

  private Answer tell(String to, String method, Map<String, Object> parameters) {
    int id = ++commands;
    Map<String, Object> command =
        to.isEmpty()
            ? Map.of("id", id, "method", method, "params", parameters)
            : Map.of("id", id, "method", method, "params", parameters, "sessionId", to);
    try {
      process.getOutputStream().write(JSON.writeValueAsBytes(command));
      process.getOutputStream().write(0);
      process.getOutputStream().flush();
      while (true) {
        JsonNode heard = JSON.readTree(message());
        if (heard.path("id").asInt(0) == id) {
          if (heard.has("error")) {
            throw new AssertionError(method + ": " + heard.path("error"));
          }
          return new Answer(heard.path("result"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] message() throws IOException {
    InputStream in = process.getInputStream();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (int next = in.read(); next != 0; next = in.read()) {
      if (next < 0) {
        throw new IOException("Chromium has ended: " + Files.readString(profile.resolve("log")));
      }
      message.write(next);
    }
    return message.toByteArray();
  }

  /** Opens a page and waits until it is loaded. */
  public void open(String url) {
    tell(session, "Page.navigate", Map.of("url", url));
    await("document.readyState === 'complete' && location.href === '" + url + "'");
  }

  /** What an expression is, as text. */
  public String value(String expression) {
    JsonNode result =
        tell(
                session,
                "Runtime.evaluate",
                Map.of("expression", "String(" + expression + ")", "returnByValue", true))
            .result();
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value").asString();
  }

  /** Waits until an expression is true. */
  public void await(String expression) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!value(expression).equals("true")) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(expression + " is not true after " + PATIENCE);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Chooses a file where the page asks for one. */
  public void choose(String selector, Path file) {
    String object =
        tell(
                session,
                "Runtime.evaluate",
                Map.of("expression", "document.querySelector('" + selector + "')"))
            .result()
            .path("result")
            .path("objectId")
            .asString();
    tell(
        session,
        "DOM.setFileInputFiles",
        Map.of("files", List.of(file.toAbsolutePath().toString()), "objectId", object));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
      try (Stream<Path> all = Files.walk(profile)) {
        for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException e) {
      // A child that is ending may still write; the folder is in the machine's temporary one.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
