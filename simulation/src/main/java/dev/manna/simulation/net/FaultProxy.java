package dev.manna.simulation.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands on loopback between clients and a server, passes on what they say, and does to their
 * connections whatever it is told: refuses them, cuts them anywhere or at a COMMIT, slows them
 * down, lets them hang, or lets one side vanish without a word to the other. Cuts are resets, and
 * each happens once. It may stand before anything that listens; only what it does at a COMMIT wants
 * to know what is spoken. Its threads end with it.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 50;
  private static final int REBIND_ATTEMPTS = 100;

  private final int target;
  private final Protocol protocol;
  private final int port;
  private final Orders orders = new Orders();

  /** Its lock is held while a line comes into being, so that no order passes one by. */
  private final List<Line> lines = new ArrayList<>();

  private ServerSocket listening;
  private @Nullable Thread accepting;

  /** A proxy before what listens at a port of this machine, whatever it speaks. */
  public FaultProxy(int target) throws IOException {
    this(target, Protocol.ANY);
  }

  /** A proxy before what listens at a port of this machine. */
  public FaultProxy(int target, Protocol protocol) throws IOException {
    this.target = target;
    this.protocol = protocol;
    listening = listen(0);
    port = listening.getLocalPort();
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Lets so many more bytes of clients pass, then cuts. */
  public void cutAfter(long bytes) {
    orders.cutAfter(bytes);
  }

  /**
   * Cuts in an answer.
   *
   * @param requests so many more times the client speaks before; from 1
   * @param bytes so many bytes of the answer to the last of them arrive
   */
  public void cutAnswer(int requests, long bytes) {
    orders.cutAnswer(requests, bytes);
  }

  /** Cuts at the next COMMIT, which does not arrive. */
  public void cutBeforeCommit() {
    orders.cutAtCommit(Orders.AtCommit.BEFORE);
  }

  /** Cuts at the next COMMIT, which arrives; its answer does not. */
  public void cutAfterCommit() {
    orders.cutAtCommit(Orders.AtCommit.AFTER);
  }

  /**
   * The client is gone when it wants to commit next, before it says a word of it, and the server
   * does not hear of it: its transaction stays open, with all that it locks.
   */
  public void vanishBeforeCommit() {
    orders.cutAtCommit(Orders.AtCommit.VANISH);
  }

  /** From now on each piece of what is said, either way, takes so long; 0 for no longer. */
  public void delay(long millis) {
    orders.delay(millis);
  }

  /** From now on so many bytes pass a second, either way, on each connection; 0 for no bound. */
  public void throttle(long bytesPerSecond) {
    orders.throttle(bytesPerSecond);
  }

  /** From now on nothing passes, and nobody is told; or what has waited passes. */
  public void hang(boolean now) {
    orders.hang(now);
  }

  /** All clients are gone, and the server does not hear of it: their sessions stay. */
  public void loseClients() {
    each(Line::loseClient);
    orders.counted();
  }

  /** The server is gone for all who are connected, and they do not hear of it. */
  public void loseServer() {
    each(Line::loseServer);
    orders.counted();
  }

  /** From now on the server is reached, and drops whoever comes; or it is itself again. */
  public void down(boolean now) {
    orders.down(now);
    if (now) {
      cutAll();
    }
  }

  /** From now on nobody listens, and who was connected is cut; or somebody listens again. */
  public synchronized void refuse(boolean now) {
    if (now == listening.isClosed()) {
      return;
    }
    try {
      if (now) {
        stopListening();
        cutAll();
      } else {
        listening = listenAgain();
      }
    } catch (IOException e) {
      throw new IllegalStateException("port " + port + " was taken by somebody else", e);
    }
  }

  /** Nothing more is to happen, and what was lost is closed on both sides. */
  public void heal() {
    orders.clear();
    each(Line::cutIfLost);
    refuse(false);
  }

  /** How often connections were cut or lost. */
  public int cuts() {
    return orders.cuts();
  }

  /** How often of these at a COMMIT that had arrived. */
  public int cutsAfterCommit() {
    return orders.cutsAfterCommit();
  }

  /** How many COMMITs have arrived. */
  public long commits() {
    return orders.commits();
  }

  private void cutAll() {
    each(Line::cut);
  }

  private void each(Consumer<Line> order) {
    synchronized (lines) {
      lines.forEach(order);
    }
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), BACKLOG);
    accepting = Thread.ofPlatform().daemon().name("fault-proxy").start(() -> accept(socket));
    return socket;
  }

  /** The system accepts until the thread that waits for it has let go of the closed socket. */
  private void stopListening() throws IOException {
    listening.close();
    Thread waiting = accepting;
    try {
      if (waiting != null) {
        waiting.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A connection to anywhere may have been given our port meanwhile, for a moment. */
  private ServerSocket listenAgain() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return listen(port);
      } catch (IOException e) {
        if (attempt == REBIND_ATTEMPTS) {
          throw e;
        }
        Orders.pause(20);
      }
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        if (socket.isClosed() || orders.isDown()) {
          Line.drop(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // The socket was closed, which ends this.
      }
    }
  }

  private void connect(Socket client) {
    try {
      synchronized (lines) {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        Line line = new Line(client, server, orders, protocol.watch());
        lines.removeIf(Line::isOver);
        lines.add(line);
        line.start();
      }
    } catch (IOException e) {
      // Whoever is not there cannot be reached through a proxy either.
      Line.drop(client);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    stopListening();
    orders.clear();
    cutAll();
  }
}
