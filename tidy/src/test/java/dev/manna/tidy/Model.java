package dev.manna.tidy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tlc2.TLC;

/**
 * A model in TLA+, in a folder of its own that its checker may write to; each check is a process
 * with bounded memory and time.
 */
record Model(Path folder, String module) {
  private static final Pattern VIOLATED = Pattern.compile("Invariant (\\w+) is violated");
  private static final Pattern STATES =
      Pattern.compile("(\\d+) states generated, (\\d+) distinct states found, 0 states left");
  private static final String COMPLETED = "Model checking completed. No error has been found.";

  /** What TLC ends with where an invariant is violated. */
  private static final int EXIT_VIOLATION = 12;

  /** What a check came to; one that came to nothing is none of these, and fails. */
  sealed interface Verdict {
    /** Everything was looked at, and all invariants hold. */
    record Holds(int states) implements Verdict {}

    /** An invariant does not hold. */
    record Broken(String invariant) implements Verdict {}
  }

  /** Copies modules and sizes to where they may be changed. */
  static Model copied(Path from, String module, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, to.resolve(each.getFileName()));
      }
    }
    return new Model(to, module);
  }

  /** The constants of a model that a size switches on. */
  List<String> switches(String size) throws IOException {
    return Pattern.compile("(?m)^ *(\\w+) = TRUE$")
        .matcher(Files.readString(sizeFile(size)))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Makes another size: as this one, but for a line of it. */
  String changed(String size, String line, String other) throws IOException {
    String text = Files.readString(sizeFile(size));
    String changed = text.replaceFirst("(?m)^( *)" + Pattern.quote(line) + "$", "$1" + other);
    if (changed.equals(text)) {
      throw new IllegalArgumentException(size + ".cfg has no line \"" + line + '"');
    }
    String name = size + "-" + other.replaceAll("\\W+", "-");
    Files.writeString(sizeFile(name), changed);
    return name;
  }

  private Path sizeFile(String size) {
    return folder.resolve(size + ".cfg");
  }

  /** TLC unpacks its own modules under fixed names, and deletes them at its end: never share. */
  private Path scratch(String size) {
    return folder.resolve(size + ".tmp");
  }

  /**
   * Looks at all states of a size.
   *
   * @throws IllegalStateException if the checker did not come to a verdict; with what it said
   */
  Verdict check(String size, int workers, Duration patience)
      throws IOException, InterruptedException {
    Path said = folder.resolve(size + ".out");
    Files.createDirectories(scratch(size));
    Process process =
        new ProcessBuilder(command(size, workers))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw none(size, "did not end within " + patience, said);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    String output = Files.readString(said, StandardCharsets.UTF_8);
    Matcher violated = VIOLATED.matcher(output);
    Matcher states = STATES.matcher(output);
    if (process.exitValue() == EXIT_VIOLATION && violated.find()) {
      return new Verdict.Broken(violated.group(1));
    }
    if (process.exitValue() == 0 && output.contains(COMPLETED) && states.find()) {
      return new Verdict.Holds(Integer.parseInt(states.group(2)));
    }
    throw none(size, "ended with " + process.exitValue(), said);
  }

  private List<String> command(String size, int workers) {
    // A short check spends its time on starting, and compiles no more than it must.
    String pace = workers == 1 ? "-XX:TieredStopAtLevel=1" : "-XX:ParallelGCThreads=" + workers;
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        workers == 1 ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC",
        pace,
        "-Djava.io.tmpdir=" + scratch(size),
        "-cp",
        checker().toString(),
        TLC.class.getName(),
        "-workers",
        Integer.toString(workers),
        "-metadir",
        size + ".states",
        "-config",
        size + ".cfg",
        module + ".tla");
  }

  private static Path checker() {
    try {
      return Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IllegalStateException none(String size, String what, Path said)
      throws IOException {
    return new IllegalStateException(
        "TLC on " + size + ".cfg " + what + " and said:\n" + Files.readString(said));
  }
}
