package dev.manna.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a file for containers says of its services, and what is wrong with it. */
final class ComposeFile {
  /** What people run already listens at these. */
  private static final Set<Integer> USUAL =
      Set.of(80, 443, 3306, 5432, 6379, 7070, 8080, 9090, 9092, 16379, 26379);

  private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:([0-9]{4,5}):[0-9]{4,5}");
  private static final Pattern MOUNTED = Pattern.compile("(\\./[^:]+):.*");
  private static final Set<String> HEALTHY = Set.of("service_healthy");
  private static final Set<String> ENDED = Set.of("service_completed_successfully");

  private final Path folder;
  private final Map<String, Map<?, ?>> services = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final Set<Integer> ports = new TreeSet<>();

  ComposeFile(Path folder, String yaml) {
    this.folder = folder;
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    map(map(loaded).get("services"))
        .forEach((name, service) -> services.put(name.toString(), merged(map(service))));
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** With what it takes over from another ({@code <<}). */
  private static Map<?, ?> merged(Map<?, ?> service) {
    Map<Object, Object> merged = new LinkedHashMap<>(map(service.get("<<")));
    merged.putAll(service);
    merged.remove("<<");
    return merged;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> services() {
    return services.keySet();
  }

  /** Everything that is wrong, in words. */
  List<String> wrong() {
    wrong.clear();
    ports.clear();
    services.forEach(this::check);
    return List.copyOf(wrong);
  }

  private void check(String name, Map<?, ?> service) {
    if (!service.containsKey("image") && !service.containsKey("build")) {
      wrong.add(name + ": neither image nor build");
    }
    if (service.get("image") instanceof String image && !image.matches("[a-z/]+:(?!latest)\\S+")) {
      wrong.add(name + ": the image " + image + " names no version");
    }
    Map<?, ?> build = map(service.get("build"));
    if (!build.isEmpty()) {
      Path file = folder.resolve(build.get("context") + "/" + build.get("dockerfile"));
      userOf(name, file);
    } else if (!(service.get("user") instanceof String user) || user.matches("root|0(:.*)?")) {
      wrong.add(name + ": runs as root");
    }
    if (list(service.get("env_file")).isEmpty()) {
      wrong.add(name + ": has no file of its environment");
    }
    list(service.get("env_file")).forEach(file -> mustExist(name, file.toString()));
    for (Object volume : list(service.get("volumes"))) {
      Matcher mounted = MOUNTED.matcher(volume.toString());
      if (mounted.matches()) {
        mustExist(name, mounted.group(1));
      }
    }
    list(service.get("ports")).forEach(port -> port(name, port.toString()));
    map(service.get("depends_on")).forEach((on, how) -> depends(name, on.toString(), map(how)));
  }

  private void mustExist(String name, String file) {
    if (!Files.isRegularFile(folder.resolve(file))) {
      wrong.add(name + ": there is no " + file);
    }
  }

  private void userOf(String name, Path file) {
    if (!Files.isRegularFile(file)) {
      wrong.add(name + ": there is no " + file);
      return;
    }
    List<String> lines = new SourceFile(file.toString(), read(file)).lines();
    List<String> last =
        lines.subList(Math.max(0, lastWith(lines, "FROM ")), lines.size()).stream()
            .filter(line -> line.startsWith("USER "))
            .toList();
    if (last.isEmpty() || last.getLast().matches("USER (root|0)(:.*)?")) {
      wrong.add(name + ": runs as root");
    }
    if (lines.stream().filter(line -> line.startsWith("FROM ")).count() < 2) {
      wrong.add(name + ": is built in one stage");
    }
  }

  private static int lastWith(List<String> lines, String beginning) {
    int last = -1;
    for (int i = 0; i < lines.size(); i++) {
      last = lines.get(i).startsWith(beginning) ? i : last;
    }
    return last;
  }

  private void port(String name, String text) {
    Matcher port = PORT.matcher(text);
    if (!port.matches()) {
      wrong.add(name + ": the port " + text + " is open to others");
      return;
    }
    int number = Integer.parseInt(port.group(1));
    if (USUAL.contains(number)) {
      wrong.add(name + ": the port " + number + " is a usual one");
    }
    if (!ports.add(number)) {
      wrong.add(name + ": the port " + number + " is another service's");
    }
  }

  /** Whoever ends is waited for until it has, whoever serves until it is healthy. */
  private void depends(String name, String on, Map<?, ?> how) {
    Map<?, ?> other = services.get(on);
    if (other == null) {
      wrong.add(name + ": waits for " + on + ", and there is none");
      return;
    }
    boolean ends = "no".equals(other.get("restart"));
    Set<String> allowed = ends ? ENDED : HEALTHY;
    if (!allowed.contains(String.valueOf(how.get("condition")))) {
      wrong.add(name + ": waits for " + on + " until " + how.get("condition"));
    }
    if (!ends && !other.containsKey("healthcheck") && !other.containsKey("build")) {
      wrong.add(name + ": waits for " + on + ", which says nothing of its health");
    }
  }

  /** Whether a service starts after another, directly or not. */
  boolean follows(String name, String earlier) {
    return map(services.getOrDefault(name, Map.of()).get("depends_on")).keySet().stream()
        .anyMatch(on -> on.equals(earlier) || follows(on.toString(), earlier));
  }
}
