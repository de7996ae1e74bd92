package dev.manna.simulation;

import dev.manna.core.Engine;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The embedded engine over its journal on a real disk, with real threads. */
class EmbeddedEngineTest {
  @TempDir Path directory;

  private EmbeddedEngine engine;
  private Thread thread;
  private volatile boolean stopping;

  @BeforeEach
  void start() throws IOException {
    JournalOptions journal =
        JournalOptions.defaults().withSegmentBytes(1 << 20).withReserveBytes(0);
    engine =
        EmbeddedEngine.open(
            RealDisk.make(directory),
            System::currentTimeMillis,
            new SecureRandom()::nextLong,
            EngineOptions.defaults().withJournal(journal));
    thread = Thread.ofPlatform().start(this::work);
  }

  private void work() {
    while (!stopping) {
      if (engine.writer().doWork() == 0) {
        engine.writer().await();
      }
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopping = true;
    engine.intake().wake();
    thread.join();
    engine.close();
  }

  @Nested
  class AloneTest extends EngineContract {
    @Override
    protected Engine engine() {
      return engine;
    }
  }

  @Nested
  class InACrowdTest extends EngineRaceContract {
    @Override
    protected Engine engine() {
      return engine;
    }
  }
}
