package dev.manna.server.crowd;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One of a crowd: a connection and at most one request that is out on it. It keeps its request
 * until that is answered, over as many connections as it takes.
 */
final class Client {
  private final Selector selector;
  private final Balancing balancing;
  private final Incoming incoming = new Incoming();
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private @Nullable Ask ask;
  private ByteBuffer outgoing = ByteBuffer.allocate(0);
  private boolean connected;

  /** When the request was meant to be sent first. */
  private long intendedNanos;

  /** When it was sent last, or the connection begun. */
  private long sinceNanos;

  /** Until when nothing is tried after a failure. */
  private long pausedUntilNanos;

  private int sent;

  Client(Selector selector, Balancing balancing) {
    this.selector = selector;
    this.balancing = balancing;
  }

  boolean idle() {
    return ask == null;
  }

  /** Whether its request is out on a connection. */
  boolean awaitsAnswer() {
    return ask != null && outgoing.limit() > 0;
  }

  Ask ask() {
    if (ask == null) {
      throw new IllegalStateException("an idle client has no request");
    }
    return ask;
  }

  /** Takes a request and sends it. */
  void take(Ask next, long intended, long now) {
    ask = next;
    intendedNanos = intended;
    sent = 0;
    pausedUntilNanos = now;
    if (balancing.returns(now)) {
      lose();
    }
    advance(now);
  }

  /** Connects or sends, whichever is due. */
  void advance(long now) {
    if (now - pausedUntilNanos < 0) {
      return;
    }
    try {
      if (channel == null) {
        connect(now);
      } else if (connected && outgoing.limit() == 0 && ask != null) {
        send(now);
      }
    } catch (IOException e) {
      lose();
      pause(now);
    }
  }

  private void connect(long now) throws IOException {
    SocketChannel opened = SocketChannel.open();
    channel = opened;
    opened.configureBlocking(false);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = opened.register(selector, SelectionKey.OP_CONNECT, this);
    sinceNanos = now;
    if (opened.connect(balancing.server())) {
      connected(now);
    }
  }

  private void connected(long now) throws IOException {
    SocketChannel opened = open();
    SocketAddress here = opened.getLocalAddress();
    if (here.equals(opened.getRemoteAddress())) {
      // While a local server is down, the kernel may connect a socket to itself.
      throw new IOException("the connection leads to itself");
    }
    connected = true;
    interest(SelectionKey.OP_READ);
    if (ask != null) {
      send(now);
    }
  }

  private void send(long now) throws IOException {
    incoming.clear();
    outgoing = ByteBuffer.wrap(ask().request());
    sinceNanos = now;
    sent++;
    write();
  }

  private void write() throws IOException {
    open().write(outgoing);
    interest(
        outgoing.hasRemaining()
            ? SelectionKey.OP_WRITE | SelectionKey.OP_READ
            : SelectionKey.OP_READ);
  }

  /** Does what its socket is ready for; true when an answer is complete. */
  boolean ready(long now) throws IOException {
    SelectionKey ready = key;
    if (ready == null || !ready.isValid()) {
      return false;
    }
    if (ready.isConnectable() && open().finishConnect()) {
      connected(now);
      return false;
    }
    if (ready.isWritable() && outgoing.hasRemaining()) {
      write();
    }
    return ready.isReadable() && incoming.read(open()) && answered();
  }

  private boolean answered() throws IOException {
    if (ask == null) {
      throw new IOException("an answer came that nobody asked for");
    }
    return true;
  }

  /** Describes the answer that has come. */
  void describe(Answer answer, long now) {
    answer.set(
        incoming.array(),
        incoming.bodyFrom(),
        incoming.bodyTo(),
        incoming.status(),
        sent,
        now - intendedNanos);
  }

  /** Is done with its request. */
  void finish() {
    ask = null;
    rest();
  }

  /** Has no use for the answer: the same request goes out again after a pause. */
  void again(long now) {
    rest();
    pause(now);
  }

  private void rest() {
    outgoing = ByteBuffer.allocate(0);
    if (incoming.closes()) {
      lose();
    }
    incoming.clear();
  }

  /** Gives its connection up; what was out on it is unknown. */
  void lose() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is being given up.
      }
    }
    channel = null;
    key = null;
    connected = false;
    outgoing = ByteBuffer.allocate(0);
    incoming.clear();
  }

  /**
   * Waits before it tries again, elsewhere where there are several: a server that is down or busy
   * is not helped by haste.
   */
  void pause(long now) {
    pausedUntilNanos = now + Crowd.PAUSE_NANOS;
    if (balancing.turns(now)) {
      lose();
    }
  }

  /** Whether it has waited too long, for a connection or an answer. */
  boolean overdue(long now, long timeoutNanos) {
    boolean waits = channel != null && (!connected || outgoing.limit() > 0);
    return waits && now - sinceNanos > timeoutNanos;
  }

  private void interest(int operations) {
    SelectionKey registered = key;
    if (registered != null && registered.interestOps() != operations) {
      registered.interestOps(operations);
    }
  }

  private SocketChannel open() throws IOException {
    if (channel == null) {
      throw new IOException("the connection was closed");
    }
    return channel;
  }
}
