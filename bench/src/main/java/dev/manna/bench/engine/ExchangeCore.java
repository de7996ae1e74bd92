package dev.manna.bench.engine;

import dev.manna.bench.Child;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** exchange-core with its journal, in a process of its own. */
final class ExchangeCore implements Closeable {
  /** The folder of jars that the launcher has built: exchange-core, its libraries and its load. */
  private static final String JARS = "MANNA_BENCH_EXCHANGE";

  private static final String MAIN = "dev.manna.bench.exchange.ExchangeRounds";

  /** What its libraries reach into. */
  private static final List<String> OPENINGS =
      List.of(
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");

  private final Child child;

  private ExchangeCore(Child child) {
    this.child = child;
  }

  /** Why it cannot be measured here, if it cannot. */
  static Optional<String> missing() {
    if (System.getenv(JARS) == null) {
      return Optional.of("exchange-core was not built; ./manna bench builds it");
    }
    return Jdk17.find().isPresent()
        ? Optional.empty()
        : Optional.of("exchange-core runs on JDK 17, and there is none; JAVA17_HOME may name one");
  }

  static ExchangeCore start(Path parent, int users) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("exchange-core"));
    List<String> command = new ArrayList<>();
    command.add(Jdk17.find().orElseThrow().resolve("bin/java").toString());
    command.add("-Xmx4g");
    command.addAll(OPENINGS);
    command.addAll(List.of("-cp", System.getenv(JARS) + "/*", MAIN, String.valueOf(users)));
    Child child = Child.start(folder, command);
    child.receive("ready");
    return new ExchangeCore(child);
  }

  /** Has so many orders journaled and answered; how many that were in a second. */
  double ordersPerSecond(int orders) throws IOException {
    child.send(String.valueOf(orders));
    String[] figures = child.receive().split(" ", -1);
    return orders * 1e9 / Long.parseLong(figures[0]);
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
