package dev.manna.simulation.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.simulation.Chance;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a proxy does to connections, and that it does nothing that it was not told. */
final class FaultProxyTest {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int SHORT_MILLIS = 100;

  private final ServerSocket listening = listen();
  private final FaultProxy proxy = proxy();
  private final List<Socket> open = new ArrayList<>();

  private static ServerSocket listen() {
    try {
      ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      socket.setSoTimeout(PATIENCE_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private FaultProxy proxy() {
    try {
      return new FaultProxy(listening.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    proxy.close();
    listening.close();
  }

  private Socket client() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(PATIENCE_MILLIS);
    open.add(client);
    return client;
  }

  private Socket server() throws IOException {
    Socket server = listening.accept();
    server.setSoTimeout(PATIENCE_MILLIS);
    open.add(server);
    return server;
  }

  private static void say(Socket socket, int bytes) throws IOException {
    socket.getOutputStream().write(new byte[bytes]);
  }

  private static int hear(Socket socket, int bytes) throws IOException {
    return socket.getInputStream().readNBytes(bytes).length;
  }

  /** How much comes until the end, and that the end is a reset. */
  private static int heardUntilReset(Socket socket) throws IOException {
    int heard = 0;
    InputStream in = socket.getInputStream();
    try {
      while (in.read() >= 0) {
        heard++;
      }
    } catch (SocketException e) {
      return heard;
    }
    throw new AssertionError("it was closed, not reset");
  }

  private static void staysSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SHORT_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  @Test
  void shouldPassOnWhatIsSaid() throws IOException {
    Socket client = client();
    Socket server = server();
    say(client, 100_000);
    assertThat(hear(server, 100_000)).isEqualTo(100_000);
    say(server, 50_000);
    assertThat(hear(client, 50_000)).isEqualTo(50_000);
    assertThat(proxy.cuts()).isZero();
  }

  @Test
  void shouldRefuse() throws IOException {
    Socket before = client();
    server();
    proxy.refuse(true);
    assertThat(heardUntilReset(before)).isZero();
    assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
    proxy.refuse(false);
    say(client(), 1);
    assertThat(hear(server(), 1)).isEqualTo(1);
  }

  @Test
  void shouldCutAtAByte() throws IOException {
    Socket client = client();
    Socket server = server();
    proxy.cutAfter(70);
    say(client, 60);
    assertThat(hear(server, 60)).isEqualTo(60);
    say(client, 60);
    assertThat(heardUntilReset(client)).isZero();
    // The last ten may be lost with the reset, which overtakes what was not read yet.
    assertThat(heardUntilReset(server)).isLessThanOrEqualTo(10);
  }

  @Test
  void shouldCutAnAnswer() throws IOException {
    Socket client = client();
    Socket server = server();
    proxy.cutAnswer(2, 7);
    for (int i = 0; i < 2; i++) {
      say(client, 10);
      assertThat(hear(server, 10)).isEqualTo(10);
      say(server, 20);
      if (i == 0) {
        assertThat(hear(client, 20)).isEqualTo(20);
      }
    }
    assertThat(heardUntilReset(client)).isLessThanOrEqualTo(7);
    assertThat(proxy.cuts()).isEqualTo(1);
    say(client(), 1);
    assertThat(hear(server(), 1)).isEqualTo(1);
  }

  @Test
  void shouldSlowDown() throws IOException {
    Socket client = client();
    Socket server = server();
    proxy.delay(60);
    assertThat(millisFor(client, server, 1)).isGreaterThanOrEqualTo(60);
    proxy.delay(0);
    proxy.throttle(1_000_000);
    assertThat(millisFor(client, server, 200_000)).isGreaterThanOrEqualTo(100);
  }

  private static long millisFor(Socket client, Socket server, int bytes) throws IOException {
    long began = System.nanoTime();
    say(client, bytes);
    assertThat(hear(server, bytes)).isEqualTo(bytes);
    return (System.nanoTime() - began) / 1_000_000;
  }

  @Test
  void shouldHangAndGoOn() throws IOException {
    Socket client = client();
    Socket server = server();
    proxy.hang(true);
    say(client, 5);
    staysSilent(server);
    proxy.hang(false);
    assertThat(hear(server, 5)).isEqualTo(5);
  }

  @Test
  void shouldLeaveTheServerWithAClientThatIsGone() throws IOException {
    Socket client = client();
    Socket server = server();
    proxy.loseClients();
    assertThat(heardUntilReset(client)).isZero();
    say(server, 5);
    staysSilent(server);
    proxy.heal();
    assertThat(heardUntilReset(server)).isZero();
  }

  @Test
  void shouldLeaveTheClientWithAServerThatIsGone() throws IOException {
    Socket client = client();
    Socket server = server();
    proxy.loseServer();
    assertThat(heardUntilReset(server)).isZero();
    say(client, 5);
    staysSilent(client);
    proxy.heal();
    assertThat(heardUntilReset(client)).isZero();
  }

  /** Each kind of mishap strikes, and when it is over the next who comes is served. */
  @Test
  void shouldHealFromEachMishap() throws IOException {
    Chance chance = new Chance(1);
    for (Mishap mishap : Mishap.values()) {
      client();
      server();
      mishap.happenTo(proxy, chance);
      proxy.heal();
      Socket client = client();
      Socket server = server();
      say(client, 40_000);
      assertThat(hear(server, 40_000)).as(mishap.name()).isEqualTo(40_000);
    }
  }
}
