package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.server.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What comes over a socket byte by byte, from those who do not play by the rules. */
final class RawHttpTest {
  private static final AtomicLong POSITION = new AtomicLong();
  private static final ScriptedApi API =
      new ScriptedApi(
          new HttpApi.Settings("127.0.0.1", 0, 1, 50, 2, 2, 4, 1 << 20, 1 << 20),
          RawHttpTest::missed);

  private static final String BODY = "{\"user\":\"u\",\"draws\":1}";

  @AfterAll
  static void close() {
    API.close();
  }

  private static Reply missed(Request request) {
    return request instanceof Command.Claim claim
        ? new Reply.Claimed(
            claim.campaign(), claim.user(), claim.key(), 1, List.of(), POSITION.incrementAndGet())
        : Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "");
  }

  @Test
  void shouldAnswerPipelinedRequestsInTheirOrder() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      requests.append(
          i % 7 == 3 ? "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n" : claim("k" + i, BODY));
    }
    try (Socket socket = connect()) {
      send(socket, requests.toString());
      for (int i = 0; i < 200; i++) {
        String answer = answer(socket.getInputStream());
        assertThat(answer).contains(i % 7 == 3 ? "no-such-route" : "\"key\":\"k" + i + "\"");
      }
    }
  }

  @Test
  void shouldNotFallOverAPipelineOfMistakes() throws IOException {
    String mistake = claim("mistake", "{}");
    try (Socket socket = connect()) {
      Thread sender =
          Thread.startVirtualThread(
              () -> {
                try {
                  send(socket, mistake.repeat(20_000));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      for (int i = 0; i < 20_000; i++) {
        assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 400 ");
      }
      assertThat(sender.isAlive()).isFalse();
    }
    assertThat(API.fatal).isEmpty();
  }

  @Test
  void shouldTakeARequestInAnyPieces() throws Exception {
    try (Socket socket = connect()) {
      socket.setTcpNoDelay(true);
      for (byte b : claim("pieces", BODY).getBytes(ISO_8859_1)) {
        socket.getOutputStream().write(b);
        if (b % 16 == 0) {
          Thread.sleep(1);
        }
      }
      assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 200 ").contains("pieces");
    }
  }

  @Test
  void shouldTakeChunkedBodies() throws IOException {
    String body = "5~{\"use~1~r~10~\":\"u\",\"draws\":1}~0~~".replace("~", "\r\n");
    String chunked =
        claim("chunked", "").replace("Content-Length: 0", "Transfer-Encoding: chunked") + body;
    assertThat(exchange(chunked)).startsWith("HTTP/1.1 200 ").contains("\"key\":\"chunked\"");
  }

  @Test
  void shouldRefuseChunkedBodiesThatGrowTooLarge() throws IOException {
    String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
    String chunked =
        "POST /v1/campaigns/wheel/adjustments HTTP/1.1\r\nHost: x\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk
            + chunk;
    assertThat(exchange(chunked)).startsWith("HTTP/1.1 413 ").contains("too-large");
  }

  @Test
  void shouldAnswerALargeBodyBeforeItIsSentAndGoOn() throws IOException {
    int length = 2_000_000;
    try (Socket socket = connect()) {
      send(
          socket,
          "PUT /v1/campaigns/wheel HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + length
              + "\r\n\r\n");
      assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 413 ");
      send(socket, " ".repeat(length));
      send(socket, claim("after", BODY));
      assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 200 ").contains("after");
    }
  }

  @Test
  void shouldContinueWhereItIsAsked() throws IOException {
    String head = claim("expected", BODY).replace("Host: x", "Host: x\r\nExpect: 100-continue");
    int bodyAt = head.indexOf("\r\n\r\n") + 4;
    try (Socket socket = connect()) {
      send(socket, head.substring(0, bodyAt));
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 100 ");
      send(socket, head.substring(bodyAt));
      assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
    }
    assertThat(exchange(head.replace("100-continue", "a miracle"))).startsWith("HTTP/1.1 417 ");
    assertThat(exchange(head.replace("Content-Length: 22", "Content-Length: 99999999")))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void shouldEndAConnectionWhereItIsAskedTo() throws IOException {
    try (Socket socket = connect()) {
      send(socket, claim("last", BODY).replace("Host: x", "Host: x\r\nConnection: close"));
      assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket socket = connect()) {
      send(socket, claim("old", BODY).replace("HTTP/1.1", "HTTP/1.0"));
      assertThat(answer(socket.getInputStream())).contains(" 200 ");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/malformed-http.txt", delimiter = '|', quoteCharacter = '^')
  void shouldRefuseWhatIsNotHttp(String request, String status) throws IOException {
    int asked = API.engine.asked().size();
    String bytes =
        request
            .replace("~", "\r\n")
            .replace("{key}", "Idempotency-Key: raw")
            .replace("{json}", "Content-Type: application/json")
            .replace("{8k}", "x".repeat(8_192))
            .replace("\\r", "\r")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\0", "\0");
    try (Socket socket = connect()) {
      send(socket, bytes);
      if (status.equals("none")) {
        socket.setSoTimeout(200);
        assertThat(firstByte(socket)).isNotPositive();
      } else {
        assertThat(answer(socket.getInputStream())).matches("(?s)HTTP/[0-9.]+ " + status + " .*");
      }
    }
    assertThat(API.engine.asked()).as("nothing may reach the engine").hasSize(asked);
    assertThat(exchange(claim("well", BODY))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void shouldForgetWhoLeftBeforeTheAnswer() throws Exception {
    CountDownLatch asked = new CountDownLatch(20);
    CountDownLatch answer = new CountDownLatch(1);
    API.engine.answer(
        request -> {
          asked.countDown();
          try {
            answer.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return missed(request);
        });
    for (int i = 0; i < 20; i++) {
      try (Socket socket = connect()) {
        send(socket, claim("left" + i, BODY));
        socket.setSoLinger(i % 2 == 0, 0);
        while (API.engine.asked().stream().noneMatch(new Sent("left" + i)::is)) {
          Thread.sleep(1);
        }
      }
    }
    answer.countDown();
    asked.await();
    API.engine.answer(RawHttpTest::missed);
    assertThat(exchange(claim("stayed", BODY))).startsWith("HTTP/1.1 200 ");
    while (API.api.inFlight() > 0) {
      Thread.sleep(1);
    }
    assertThat(API.fatal).isEmpty();
  }

  private record Sent(String key) {
    boolean is(Request request) {
      return request instanceof Command.Claim claim && claim.key().equals(key);
    }
  }

  @Test
  void shouldEndWhatDoesNothing() throws IOException {
    String request = claim("slow", BODY);
    try (Socket silent = connect();
        Socket slowHead = connect();
        Socket slowBody = connect();
        Socket idle = connect()) {
      send(slowHead, request.substring(0, 30));
      send(slowBody, request.substring(0, request.length() - 5));
      send(idle, request);
      assertThat(answer(idle.getInputStream())).startsWith("HTTP/1.1 200 ");
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(slowHead.getInputStream().read()).isEqualTo(-1);
      assertThat(answer(slowBody.getInputStream())).startsWith("HTTP/1.1 408 ").contains("timeout");
      assertThat(slowBody.getInputStream().read()).isEqualTo(-1);
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void shouldServeOthersBesideConnectionsThatAreHalfOpen() throws IOException {
    List<Socket> open = new ArrayList<>();
    AtomicInteger closed = new AtomicInteger();
    try {
      for (int i = 0; i < 60; i++) {
        Socket socket = connect();
        open.add(socket);
        send(socket, "POST /v1/campaigns/wheel/claims HTTP/1.1\r\nHost:");
      }
      // Fifty are allowed; those beyond are closed at once, and the others when they are late.
      for (Socket socket : open) {
        if (firstByte(socket) < 0) {
          closed.incrementAndGet();
        }
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    assertThat(closed).hasValue(60);
    new Caller(API.port()).claim("wheel", "others", BODY).is(200);
  }

  private static String claim(String key, String body) {
    return "POST /v1/campaigns/wheel/claims HTTP/1.1\r\nHost: x\r\n"
        + "Content-Type: application/json\r\n"
        + "Idempotency-Key: "
        + key
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), API.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
  }

  private static String exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return answer(socket.getInputStream());
    }
  }

  /** -1 where the connection was closed instead, 0 where nothing came. */
  private static int firstByte(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      return 0;
    } catch (SocketException e) {
      return -1;
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      assertThat(b).as("the answer ends after %s", head).isNotNegative();
      head.append((char) b);
    }
    return head.toString();
  }

  private static String answer(InputStream in) throws IOException {
    String head = head(in);
    int length = Integer.parseInt(head.replaceAll("(?s).*content-length: ([0-9]+).*", "$1"));
    return head + new String(in.readNBytes(length), ISO_8859_1);
  }
}
