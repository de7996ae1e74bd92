package dev.manna.tidy;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Something of the JDK that code may not touch directly.
 *
 * @param what its name in a message
 * @param touched whether an access ({@code owner.member}) is meant
 * @param freeRooms the rooms that may
 * @param freeClasses the classes that may, in other rooms; nested classes share their outer's name
 */
record Ban(
    String what,
    Predicate<String> touched,
    Set<String> freeRooms,
    Predicate<JavaClass> freeClasses) {

  private static final Set<String> PROCESS_ROOMS =
      Set.of(
          "server",
          "simulation",
          "examples",
          "bench",
          "bench-exchange",
          "stream-rocketmq-broker",
          "tidy");

  /** What writes the journal's files, and the one file of a stream. */
  private static final Set<String> DISK =
      Set.of("dev.manna.engine.journal.RealDisk", "dev.manna.stream.rocketmq.PositionFile");

  /**
   * Time, randomness, disk and threads come in by constructor, so that a simulation can hold them.
   */
  static final List<Ban> ALL =
      List.of(
          new Ban(
              "time",
              matching(
                  "java.lang.System.(currentTimeMillis|nanoTime)",
                  "java.time.*.now",
                  "java.time.Clock.(system|tick).*",
                  "java.time.InstantSource.system",
                  "java.util.Date.<init>",
                  "java.lang.Thread.sleep",
                  "java.util.concurrent.TimeUnit.sleep"),
              PROCESS_ROOMS,
              Ban::nobody),
          new Ban(
              "randomness",
              matching(
                  "java.lang.Math.random",
                  "java.util.concurrent.ThreadLocalRandom.*",
                  "java.util.(Random|SplittableRandom).<init>",
                  "java.util.random.RandomGenerator.(of|getDefault)",
                  "java.security.SecureRandom.*",
                  "java.util.Collections.shuffle",
                  "java.util.UUID.randomUUID"),
              PROCESS_ROOMS,
              Ban::nobody),
          new Ban(
              "threads",
              matching(
                  "java.lang.Thread.(<init>|start|startVirtualThread|ofVirtual|ofPlatform)",
                  "java.lang.Thread\\$Builder.*",
                  "java.util.Timer.<init>",
                  "java.util.concurrent.Executors.*",
                  "java.util.concurrent.ForkJoinPool.*",
                  "java.util.concurrent.(Scheduled)?ThreadPoolExecutor.<init>",
                  "java.util.concurrent.CompletableFuture.[a-zA-Z]+Async",
                  "java.util.(Collection|List|Set).parallelStream"),
              PROCESS_ROOMS,
              Ban::nobody),
          new Ban(
              "disk",
              matching(
                  "java.nio.file.*",
                  "java.nio.channels.(FileChannel|AsynchronousFileChannel|FileLock).*",
                  "java.io.(File|FileInputStream|FileOutputStream|RandomAccessFile).*",
                  "java.io.(FileReader|FileWriter).*"),
              PROCESS_ROOMS,
              type -> DISK.contains(outermost(type))),
          new Ban(
              "the end of the process",
              matching("java.lang.(System|Runtime).exit"),
              Set.of(),
              Ban::isMain),
          new Ban(
              "standard output",
              matching("java.lang.System.(out|err)", "java.lang.Throwable.printStackTrace"),
              PROCESS_ROOMS,
              Ban::nobody));

  /** A message for each forbidden access from a class of a room. */
  List<String> violations(String room, JavaClass type) {
    if (freeRooms.contains(room) || freeClasses.test(type)) {
      return List.of();
    }
    return type.getAccessesFromSelf().stream()
        .filter(access -> touched.test(nameOf(access)))
        .map(access -> what + ": " + access.getDescription())
        .toList();
  }

  private static String nameOf(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getTarget().getName();
  }

  private static Predicate<String> matching(String... patterns) {
    return name -> List.of(patterns).stream().anyMatch(pattern -> name.matches(pattern));
  }

  private static boolean nobody(JavaClass type) {
    return false;
  }

  /** Only who was started by the user may end the process. */
  private static boolean isMain(JavaClass type) {
    return type.tryGetMethod("main", String[].class).isPresent()
        && !type.getPackageName().startsWith("dev.manna.core")
        && !type.getPackageName().startsWith("dev.manna.engine");
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }
}
