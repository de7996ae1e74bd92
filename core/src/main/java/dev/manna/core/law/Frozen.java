package dev.manna.core.law;

import dev.manna.core.Outline;
import dev.manna.core.wire.Sink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A state as it stood between two batches, for one other thread to write down while its machine
 * goes on. Tables are not copied for it: it keeps their pages, and the machine copies a page before
 * it changes it for the first time. So whoever has one releases it, also where writing failed.
 */
public final class Frozen {
  private final Outline outline;
  private final List<Part> parts = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile boolean released;

  /** Bytes, and a page behind them. */
  private static final class Part {
    private final byte[] before;
    private final long[] page;
    private final int numbers;

    Part(byte[] before, long[] page, int numbers) {
      this.before = before;
      this.page = page;
      this.numbers = numbers;
    }
  }

  Frozen(Outline outline) {
    this.outline = outline;
  }

  /** Where the machine puts its state. */
  Sink sink() {
    return new Sink() {
      @Override
      public void put(ByteBuffer part) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
      }

      @Override
      public boolean put(long[] page, int numbers) {
        parts.add(new Part(bytes.toByteArray(), page, numbers));
        bytes.reset();
        return true;
      }
    };
  }

  /** The last event that the state has seen. */
  public long position() {
    return outline.position();
  }

  /** The outline of the state. */
  public Outline outline() {
    return outline;
  }

  /** Writes what {@link Machine#save} would have written. */
  public void writeTo(Sink to) {
    ByteBuffer copy = ByteBuffer.allocate(0);
    for (Part part : parts) {
      to.put(ByteBuffer.wrap(part.before));
      int length = part.numbers * Long.BYTES;
      copy = copy.capacity() < length ? ByteBuffer.allocate(length) : copy.clear().limit(length);
      copy.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(part.page, 0, part.numbers);
      to.put(copy);
    }
    to.put(ByteBuffer.wrap(bytes.toByteArray()));
  }

  /** It is not read any more: the machine need not copy what it changes, nor keep what it was. */
  public void release() {
    parts.clear();
    released = true;
  }

  boolean released() {
    return released;
  }
}
