package dev.manna.server.http;

import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** One connection, what it is at, and since when. */
final class Peer {
  /** What a connection is at. */
  enum Stage {
    /** Opened; nothing was asked yet. */
    NEW,
    /** Between requests. */
    IDLE,
    /** A request's body is arriving. */
    READING,
    /** A request is with the engine, whose answer has no deadline here. */
    WAITING
  }

  private final Connections connections;
  private final HttpConnection connection;
  private Stage stage = Stage.NEW;
  private int since;
  private @Nullable Exchange exchange;

  Peer(Connections connections, HttpConnection connection) {
    this.connections = connections;
    this.connection = connection;
    this.since = connections.seconds();
  }

  HttpConnection connection() {
    return connection;
  }

  Stage stage() {
    return stage;
  }

  /** How long it has been at it. */
  int seconds() {
    return connections.seconds() - since;
  }

  void reading(Exchange current) {
    exchange = current;
    move(Stage.READING);
  }

  void waiting() {
    exchange = null;
    move(Stage.WAITING);
  }

  void idle() {
    exchange = null;
    move(Stage.IDLE);
  }

  private void move(Stage next) {
    stage = next;
    since = connections.seconds();
  }

  /** Ends a connection that did nothing for too long. */
  void expire() {
    if (exchange != null) {
      exchange.fail(Fault.TIMEOUT, "The body did not arrive in time; nothing was done.");
    }
    connection.close();
  }
}
