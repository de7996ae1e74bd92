package dev.manna.server.http;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of an event loop, and how long each may do nothing. A sweep every second is
 * cheaper than a timer for each, and a deadline here need not be kept to the millisecond.
 */
final class Connections {
  /**
   * How many there may be, and for how long.
   *
   * @param most how many connections all loops together keep open
   * @param headSeconds until when the first request's headers must be there
   * @param bodySeconds until when a request's body must be there
   * @param idleSeconds how long a connection may wait for its next request
   */
  record Deadlines(int most, int headSeconds, int bodySeconds, int idleSeconds) {}

  private final IdentityHashMap<HttpConnection, Peer> open = new IdentityHashMap<>();
  private final Deadlines deadlines;
  private final AtomicInteger total;
  private int seconds;

  /**
   * @param total the open connections of all loops
   */
  Connections(Deadlines deadlines, AtomicInteger total) {
    this.deadlines = deadlines;
    this.total = total;
  }

  /** Takes a new connection, or closes it where there are too many. */
  void opened(HttpConnection connection) {
    if (total.incrementAndGet() > deadlines.most()) {
      total.decrementAndGet();
      connection.close();
      return;
    }
    open.put(connection, new Peer(this, connection));
    connection.closeHandler(ignored -> closed(connection));
  }

  private void closed(HttpConnection connection) {
    if (open.remove(connection) != null) {
      total.decrementAndGet();
    }
  }

  /** The peer of a connection; one that was closed already has a peer of no consequence. */
  Peer of(HttpConnection connection) {
    Peer peer = open.get(connection);
    return peer == null ? new Peer(this, connection) : peer;
  }

  /** A clock that ticks with the sweep. */
  int seconds() {
    return seconds;
  }

  /** Closes what has been doing nothing for too long; called once a second. */
  void sweep() {
    seconds++;
    List<Peer> late = new ArrayList<>();
    for (Peer peer : open.values()) {
      if (peer.seconds() > allowed(peer.stage())) {
        late.add(peer);
      }
    }
    late.forEach(Peer::expire);
  }

  private int allowed(Peer.Stage stage) {
    return switch (stage) {
      case NEW -> deadlines.headSeconds();
      case READING -> deadlines.bodySeconds();
      case IDLE -> deadlines.idleSeconds();
      case WAITING -> Integer.MAX_VALUE;
    };
  }
}
