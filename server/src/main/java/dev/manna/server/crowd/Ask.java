package dev.manna.server.crowd;

/** A request as it goes over the wire, the same bytes each time it is sent. */
public final class Ask {
  private final int number;
  private final byte[] request;

  /**
   * A request.
   *
   * @param number by which whoever asked knows it again
   * @param request from {@link Requests}
   */
  public Ask(int number, byte[] request) {
    this.number = number;
    this.request = request;
  }

  public int number() {
    return number;
  }

  byte[] request() {
    return request;
  }
}
