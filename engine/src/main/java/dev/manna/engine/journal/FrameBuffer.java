package dev.manna.engine.journal;

import java.nio.ByteBuffer;

/** The one buffer in which frames are put together; it grows to the largest frame. */
final class FrameBuffer {
  private static final int START_BYTES = 64 << 10;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(START_BYTES);

  /**
   * Lays out a frame with its payload and zeros up to the block's end.
   *
   * @return the frame, to be written at {@code offset} before the next one is laid out
   */
  ByteBuffer frame(Frame frame, ByteBuffer payload, long fileId, long offset) {
    int bytes = Math.toIntExact(frame.bytes());
    if (bytes > buffer.capacity()) {
      buffer = ByteBuffer.allocateDirect(Integer.highestOneBit(bytes - 1) << 1);
    }
    buffer.clear();
    frame.encode(buffer, fileId, offset);
    buffer.position(Frame.HEADER_BYTES);
    buffer.put(payload.duplicate());
    while (buffer.position() < bytes) {
      if (bytes - buffer.position() >= Long.BYTES) {
        buffer.putLong(0);
      } else {
        buffer.put((byte) 0);
      }
    }
    return buffer.flip();
  }
}
