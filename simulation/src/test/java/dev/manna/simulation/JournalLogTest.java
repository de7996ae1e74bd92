package dev.manna.simulation;

import dev.manna.core.Log;
import dev.manna.engine.journal.Journal;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;

/** The journal is a log. */
class JournalLogTest extends LogContract {
  @TempDir Path directory;

  @Override
  protected Log openLog() throws IOException {
    JournalOptions options =
        JournalOptions.defaults().withSegmentBytes(256 << 10).withReserveBytes(0);
    return Journal.open(RealDisk.make(directory), options, new SplittableRandom(1)::nextLong);
  }
}
