package dev.manna.bench.engine;

import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import java.nio.file.Path;

/** A process that starts as a server would after a crash, and says how long that took. */
final class RecoverOnce {
  private RecoverOnce() {}

  /**
   * Recovers, and prints {@code nanos digest}.
   *
   * @param args the folder of the journal
   */
  public static void main(String[] args) throws Exception {
    long began = System.nanoTime();
    try (EmbeddedEngine engine = RunningEngine.open(Path.of(args[0]), EngineOptions.defaults())) {
      long nanos = System.nanoTime() - began;
      System.out.println(nanos + " " + engine.digest());
    }
  }
}
