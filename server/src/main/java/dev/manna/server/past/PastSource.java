package dev.manna.server.past;

import dev.manna.core.Log;
import dev.manna.core.law.Machine;
import dev.manna.engine.journal.PastLog;
import dev.manna.engine.journal.RealDisk;
import dev.manna.engine.journal.Snapshot;
import dev.manna.server.Complaint;
import dev.manna.server.proof.LogPlace;
import dev.manna.server.proof.SharedView;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a state of the past is made of: a log up to its end as it was found, and snapshots. */
interface PastSource extends Closeable {
  /** The position of the first event that is there. */
  long first();

  /** The position of the last event that may be read, 0 where there is no log. */
  long end();

  /** The positions of the snapshots up to a position, the newest first. */
  List<Long> snapshots(long upTo) throws IOException;

  /** The state of a snapshot; null where it is damaged, or gone by now: the log has all of it. */
  @Nullable Machine state(long position);

  /** Hands over each batch that ends after a position, in order, until the reader has enough. */
  void read(long after, Log.BatchReader reader) throws IOException;

  /** That of a log; complains if there is none. */
  static PastSource of(LogPlace place) throws IOException {
    return switch (place) {
      case LogPlace.Journal(Path data) -> {
        if (!Files.isDirectory(data)) {
          throw new Complaint(data + ": there is no such directory; --data names that of a server");
        }
        yield new OnDisk(PastLog.open(RealDisk.of(data)));
      }
      case LogPlace.Shared shared -> new Shared(shared.view());
    };
  }

  /** In a data directory. */
  record OnDisk(PastLog log) implements PastSource {
    @Override
    public long first() {
      return log.first();
    }

    @Override
    public long end() {
      return log.end();
    }

    @Override
    public List<Long> snapshots(long upTo) throws IOException {
      return log.snapshots(upTo);
    }

    @Override
    public @Nullable Machine state(long position) {
      try (Snapshot snapshot = log.snapshot(position)) {
        return Machine.load(snapshot);
      } catch (IOException | UncheckedIOException e) {
        return null;
      }
    }

    @Override
    public void read(long after, Log.BatchReader reader) throws IOException {
      log.read(after, reader);
    }

    @Override
    public void close() throws IOException {
      log.close();
    }
  }

  /** Where nodes share it. */
  record Shared(SharedView view) implements PastSource {
    @Override
    public long first() {
      return view.first();
    }

    @Override
    public long end() {
      return view.end();
    }

    @Override
    public List<Long> snapshots(long upTo) {
      return view.snapshots().stream().filter(each -> each <= upTo).toList();
    }

    @Override
    public @Nullable Machine state(long position) {
      return view.snapshot(position, Machine::load);
    }

    @Override
    public void read(long after, Log.BatchReader reader) throws IOException {
      try {
        view.read(after, reader);
      } catch (Log.Away | Log.Gone | Log.Failure e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      view.close();
    }
  }
}
