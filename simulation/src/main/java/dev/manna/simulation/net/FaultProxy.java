package dev.manna.simulation.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands on loopback between a client and a server, and cuts the connection: after so many bytes of
 * the client, or at its COMMIT, before the server hears of it or before the client hears the
 * answer.
 */
public final class FaultProxy implements AutoCloseable {
  private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);
  private static final long NEVER = Long.MAX_VALUE;

  private final ServerSocket listening;
  private final int target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger cuts = new AtomicInteger();

  /** Bytes of clients that still pass. */
  private volatile long left = NEVER;

  private volatile boolean beforeCommit;
  private volatile boolean afterCommit;
  private volatile boolean down;

  /** A proxy before what listens at a port of this machine. */
  public FaultProxy(int target) throws IOException {
    this.target = target;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("fault-proxy").start(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Lets so many more bytes of clients pass, then cuts once. */
  public void cutAfter(long bytes) {
    left = bytes;
  }

  /** Cuts at the next COMMIT, which does not arrive. */
  public void cutBeforeCommit() {
    beforeCommit = true;
  }

  /** Cuts at the next COMMIT, which arrives; its answer does not. */
  public void cutAfterCommit() {
    afterCommit = true;
  }

  /** From now on the server cannot be reached, or can again. */
  public void down(boolean now) {
    down = now;
    if (now) {
      cutAll();
    }
  }

  /** How often it has cut. */
  public int cuts() {
    return cuts.get();
  }

  private void cutAll() {
    open.forEach(FaultProxy::drop);
    open.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (down) {
          drop(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        pump(client, server, true);
        pump(server, client, false);
      } catch (IOException e) {
        // Whoever could not be connected sees a connection that was closed.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean ofClient) {
    Thread.ofPlatform()
        .daemon()
        .name("fault-proxy-pump")
        .start(
            () -> {
              boolean answers = false;
              try {
                answers = pump(from.getInputStream(), to.getOutputStream(), from, ofClient);
              } catch (IOException e) {
                // One side is gone, so the other is to go.
              }
              drop(from);
              if (!answers) {
                drop(to);
              }
            });
  }

  /** Passes on; true where the other side has yet to say something, to nobody. */
  private boolean pump(InputStream in, OutputStream out, Socket from, boolean ofClient)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (!ofClient) {
        out.write(buffer, 0, read);
        continue;
      }
      boolean commits = (beforeCommit || afterCommit) && holds(buffer, read);
      if (commits) {
        cuts.incrementAndGet();
        boolean arrives = afterCommit;
        beforeCommit = false;
        afterCommit = false;
        drop(from);
        if (arrives) {
          out.write(buffer, 0, read);
        }
        return arrives;
      }
      if (left < read) {
        out.write(buffer, 0, (int) left);
        left = NEVER;
        cuts.incrementAndGet();
        return false;
      }
      left = left == NEVER ? NEVER : left - read;
      out.write(buffer, 0, read);
    }
    return false;
  }

  private static boolean holds(byte[] buffer, int length) {
    for (int at = 0; at + COMMIT.length <= length; at++) {
      int same = 0;
      while (same < COMMIT.length && buffer[at + same] == COMMIT[same]) {
        same++;
      }
      if (same == COMMIT.length) {
        return true;
      }
    }
    return false;
  }

  private static void drop(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cutAll();
  }
}
