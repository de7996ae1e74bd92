package dev.manna.server.crowd;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What came back for an {@link Ask}. It is good during the call that hands it over only. */
public final class Answer {
  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private int status;
  private int sent;
  private long latencyNanos;

  void set(byte[] in, int bodyFrom, int bodyTo, int httpStatus, int timesSent, long nanos) {
    bytes = in;
    from = bodyFrom;
    to = bodyTo;
    status = httpStatus;
    sent = timesSent;
    latencyNanos = nanos;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** How often the request was sent until this answer came: once, unless an answer was missing. */
  public int sent() {
    return sent;
  }

  /** From when the request was meant to be sent first until its answer was read. */
  public long latencyNanos() {
    return latencyNanos;
  }

  /** The array that holds the body; not to be kept or changed. */
  public byte[] array() {
    return bytes;
  }

  /** Where the body begins in {@link #array()}. */
  public int offset() {
    return from;
  }

  /** How many bytes the body has. */
  public int length() {
    return to - from;
  }

  /** The body, to keep. */
  public byte[] body() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** The body as text. */
  public String text() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
