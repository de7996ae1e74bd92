package dev.manna.bench.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/** The disk without us: one file, written with zeros and synced before, as a journal's segment. */
final class BareDisk implements AutoCloseable {
  private static final int BLOCK = 4096;
  private static final int LARGE = 1 << 20;

  private final FileChannel channel;
  private final int bytes;
  private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
  private final ByteBuffer large = ByteBuffer.allocateDirect(LARGE);
  private long at;

  private BareDisk(FileChannel channel, int bytes) {
    this.channel = channel;
    this.bytes = bytes;
  }

  static BareDisk in(Path folder, int megabytes) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("bare"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    BareDisk disk = new BareDisk(channel, megabytes * LARGE);
    disk.fill();
    return disk;
  }

  private void fill() throws IOException {
    for (long offset = 0; offset < bytes; offset += LARGE) {
      channel.write(large.clear(), offset);
    }
    channel.force(true);
  }

  /** Writes one block and syncs it, again and again; the times that this took. */
  Histogram syncs(long nanos) throws IOException {
    Histogram histogram = new Histogram(3);
    long now = System.nanoTime();
    for (long end = now + nanos; now < end; ) {
      channel.write(block.clear(), at);
      channel.force(false);
      at = (at + BLOCK) % bytes;
      long after = System.nanoTime();
      histogram.recordValue(after - now);
      now = after;
    }
    return histogram;
  }

  /** How many bytes a second the disk takes when they come in large pieces and are synced. */
  double bytesPerSecond() throws IOException {
    long began = System.nanoTime();
    fill();
    return bytes * 1e9 / (System.nanoTime() - began);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
