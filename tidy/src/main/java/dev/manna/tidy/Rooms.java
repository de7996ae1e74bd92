package dev.manna.tidy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The compiled classes of each room. */
record Rooms(Map<String, List<JavaClass>> classes) {
  /** Room by room, which others it may import; the whole architecture is in these lines. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("core", Set.of()),
          Map.entry("engine", Set.of("core")),
          Map.entry("ledger", Set.of("core")),
          Map.entry("log-postgres", Set.of("core")),
          Map.entry("simulation", Set.of("core", "engine")),
          Map.entry("log-redis", Set.of("core")),
          Map.entry("stream", Set.of("core")),
          Map.entry("stream-kafka", Set.of("core", "stream")),
          Map.entry("webhook", Set.of("core", "stream")),
          Map.entry("stream-rocketmq", Set.of("core", "stream")),
          Map.entry("stream-rocketmq-broker", Set.of()),
          Map.entry(
              "server",
              Set.of(
                  "core",
                  "engine",
                  "ledger",
                  "log-postgres",
                  "log-redis",
                  "stream",
                  "stream-kafka",
                  "stream-rocketmq",
                  "webhook",
                  "simulation")),
          Map.entry("examples", Set.of()),
          Map.entry(
              "bench",
              Set.of(
                  "core", "engine", "ledger", "log-postgres", "log-redis", "simulation", "server")),
          Map.entry("bench-exchange", Set.of()),
          Map.entry("tidy", Set.of()));

  /** Compiled classes of one kind, read together so that each knows what it inherits. */
  private static final Rooms MAIN = read("target/classes");

  private static final Rooms ALL = read("target/classes", "target/test-classes");

  /** What ships. */
  static Rooms compiled() {
    return MAIN;
  }

  /** What ships, and its tests. */
  static Rooms compiledWithTests() {
    return ALL;
  }

  private static Rooms read(String... folders) {
    Repository repository = Repository.here();
    Map<String, List<Path>> paths = new LinkedHashMap<>();
    for (String room : repository.rooms()) {
      Path home = repository.root().resolve(room);
      paths.put(room, Stream.of(folders).map(home::resolve).filter(Files::isDirectory).toList());
    }
    JavaClasses all =
        new ClassFileImporter().importPaths(paths.values().stream().flatMap(List::stream).toList());
    Map<String, List<JavaClass>> classes = new LinkedHashMap<>();
    paths.forEach(
        (room, places) ->
            classes.put(room, all.stream().filter(type -> liesIn(places, type)).toList()));
    return new Rooms(classes);
  }

  private static boolean liesIn(List<Path> places, JavaClass type) {
    return type.getSource()
        .map(source -> Path.of(source.getUri()))
        .filter(file -> places.stream().anyMatch(file::startsWith))
        .isPresent();
  }

  /** Imports against the arrows: "room class -> class". */
  List<String> wrongArrows() {
    List<String> found = new ArrayList<>();
    Map<String, String> roomOf = roomOfEachClass();
    classes.forEach(
        (room, members) -> {
          Set<String> allowed = ARROWS.get(room);
          if (allowed == null) {
            found.add("the room " + room + " has no row in the table of arrows");
            return;
          }
          for (JavaClass member : members) {
            for (String imported : namesImportedBy(member)) {
              String other = roomOf.get(imported);
              if (other != null && !other.equals(room) && !allowed.contains(other)) {
                found.add(room + " " + member.getName() + " -> " + other + " " + imported);
              }
            }
          }
        });
    return found;
  }

  /** Packages of which more than one room holds a part. */
  List<String> splitPackages() {
    Map<String, Set<String>> rooms = new LinkedHashMap<>();
    classes.forEach(
        (room, members) ->
            members.forEach(
                member ->
                    rooms
                        .computeIfAbsent(member.getPackageName(), name -> new TreeSet<>())
                        .add(room)));
    return rooms.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .toList();
  }

  static Set<String> namesImportedBy(JavaClass importer) {
    Set<String> names = new TreeSet<>();
    importer
        .getDirectDependenciesFromSelf()
        .forEach(
            dependency -> names.add(dependency.getTargetClass().getBaseComponentType().getName()));
    return names;
  }

  private Map<String, String> roomOfEachClass() {
    Map<String, String> rooms = new LinkedHashMap<>();
    classes.forEach(
        (room, members) -> members.forEach(member -> rooms.put(member.getName(), room)));
    return rooms;
  }
}
