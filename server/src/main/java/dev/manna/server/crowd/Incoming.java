package dev.manna.server.crowd;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one HTTP answer as they come in. */
final class Incoming {
  /** The bodies of our own server are far smaller; a page of something else is not read. */
  private static final int MAX_BYTES = 16 << 20;

  private static final int STATUS_FROM = "HTTP/1.1 ".length();
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);

  private ByteBuffer buffer = ByteBuffer.allocate(2048);
  private int bodyFrom;
  private int bodyTo;
  private int status;
  private boolean closes;

  /** Forgets the answer, to take the next. */
  void clear() {
    buffer.clear();
    bodyFrom = 0;
    bodyTo = -1;
    closes = false;
  }

  /** Reads what is there; true when the answer is complete. */
  boolean read(ReadableByteChannel channel) throws IOException {
    int read;
    do {
      if (!buffer.hasRemaining()) {
        grow();
      }
      read = channel.read(buffer);
    } while (read > 0 && !buffer.hasRemaining());
    if (read < 0) {
      throw new EOFException("the connection was closed");
    }
    if (bodyFrom == 0 && !readHead()) {
      return false;
    }
    if (buffer.position() > bodyTo) {
      throw new IOException("more bytes came than one answer has");
    }
    return buffer.position() == bodyTo;
  }

  private void grow() throws IOException {
    if (buffer.capacity() >= MAX_BYTES) {
      throw new IOException("an answer of more than " + MAX_BYTES + " bytes");
    }
    buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), buffer.capacity() * 2));
    buffer.position(buffer.capacity() / 2);
  }

  /** Reads status and headers if they are complete. */
  private boolean readHead() throws IOException {
    byte[] bytes = buffer.array();
    int end = buffer.position();
    long length = -1;
    int line = 0;
    for (int i = 1; i < end; i++) {
      if (bytes[i] != '\n' || bytes[i - 1] != '\r') {
        continue;
      }
      if (i - line == 1) {
        if (length < 0 || length > MAX_BYTES) {
          throw new IOException("an answer without a usable Content-Length; is it Manna?");
        }
        bodyFrom = i + 1;
        bodyTo = (int) (bodyFrom + length);
        return true;
      }
      if (line == 0) {
        readStatus(bytes, i);
      } else if (begins(bytes, line, i, LENGTH)) {
        length = number(bytes, line + LENGTH.length, i - 1);
      } else if (begins(bytes, line, i, CLOSE)) {
        closes = true;
      }
      line = i + 1;
    }
    return false;
  }

  private void readStatus(byte[] bytes, int lineEnd) throws IOException {
    if (lineEnd < STATUS_FROM + 3 || bytes[0] != 'H' || bytes[STATUS_FROM - 1] != ' ') {
      throw new IOException("what answers does not speak HTTP/1.1");
    }
    status = (int) number(bytes, STATUS_FROM, STATUS_FROM + 3);
  }

  /** Compares without regard to case; {@code lower} is in lower case. */
  private static boolean begins(byte[] bytes, int from, int to, byte[] lower) {
    if (to - from < lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      int found = bytes[from + i];
      if (found != lower[i] && (found < 'A' || found > 'Z' || found + 32 != lower[i])) {
        return false;
      }
    }
    return true;
  }

  private static long number(byte[] bytes, int from, int to) throws IOException {
    long number = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9' && number < Integer.MAX_VALUE) {
        number = number * 10 + bytes[i] - '0';
      } else if (bytes[i] != ' ') {
        throw new IOException("an answer with a header that is not understood");
      }
    }
    return number;
  }

  int status() {
    return status;
  }

  /** Whether the server closes the connection after this answer. */
  boolean closes() {
    return closes;
  }

  byte[] array() {
    return buffer.array();
  }

  int bodyFrom() {
    return bodyFrom;
  }

  int bodyTo() {
    return bodyTo;
  }
}
