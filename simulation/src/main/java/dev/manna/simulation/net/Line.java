package dev.manna.simulation.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One client's connection through a proxy: two sockets, and a thread for each direction. */
final class Line {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Socket client;
  private final Socket server;
  private final InputStream asks;
  private final OutputStream asked;
  private final InputStream answers;
  private final OutputStream told;
  private final Orders orders;
  private final CommitWatch watch;

  /** Whether the server has said something since the client did. */
  private volatile boolean answered = true;

  private volatile boolean clientLost;
  private volatile boolean serverLost;

  Line(Socket client, Socket server, Orders orders, CommitWatch watch) throws IOException {
    this.client = client;
    this.server = server;
    this.orders = orders;
    this.watch = watch;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    asks = client.getInputStream();
    asked = server.getOutputStream();
    answers = server.getInputStream();
    told = client.getOutputStream();
  }

  void start() {
    Thread.ofPlatform().daemon().name("fault-proxy-asks").start(this::passOn);
    Thread.ofPlatform().daemon().name("fault-proxy-answers").start(this::passBack);
  }

  private void passOn() {
    boolean finishes = false;
    try {
      finishes = passOn(asks, asked);
    } catch (IOException e) {
      // One side is gone, and the other is to go.
    }
    drop(client);
    if (!finishes && !clientLost) {
      drop(server);
    }
  }

  /** Passes on what the client says; true where the server has yet to answer, to nobody. */
  private boolean passOn(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      orders.await(read);
      if (serverLost) {
        continue;
      }
      if (answered) {
        answered = false;
        orders.request();
      }
      Orders.Passage passage = orders.ofClient(buffer, read, watch);
      Orders.Then then = passage.then();
      clientLost |= then == Orders.Then.VANISH;
      if (then != Orders.Then.GO_ON) {
        drop(client);
      }
      out.write(buffer, 0, passage.bytes());
      if (then != Orders.Then.GO_ON) {
        return then == Orders.Then.FINISH;
      }
    }
    return false;
  }

  private void passBack() {
    try {
      passBack(answers, told);
    } catch (IOException e) {
      // One side is gone, and the other is to go.
    }
    drop(server);
    if (!serverLost) {
      drop(client);
    }
  }

  private void passBack(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      orders.await(read);
      answered = true;
      if (clientLost) {
        continue;
      }
      Orders.Passage passage = orders.ofServer(read);
      out.write(buffer, 0, passage.bytes());
      if (passage.then() != Orders.Then.GO_ON) {
        return;
      }
    }
  }

  void loseClient() {
    clientLost = true;
    drop(client);
  }

  void loseServer() {
    serverLost = true;
    drop(server);
  }

  void cutIfLost() {
    if (clientLost || serverLost) {
      cut();
    }
  }

  boolean isOver() {
    return client.isClosed() && server.isClosed();
  }

  void cut() {
    drop(client);
    drop(server);
  }

  /** Resets a connection. */
  static void drop(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }
}
