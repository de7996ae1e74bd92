package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manna.ledger.Database;
import dev.manna.ledger.query.Inquiry;
import dev.manna.server.Caller;
import dev.manna.server.books.BooksPool;
import dev.manna.server.books.ManyGrants;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are streamed out of the books to those who read them slowly, or not at all. */
final class BooksExportTest {
  /** As text more than the buffers of any connection. */
  private static final int GRANTS = 60_000;

  private static final int SLOTS = 2;

  private static final String EXPORT = "/v1/books/export?what=grants";

  @TempDir static Path folder;

  private final ScriptedApi api = new ScriptedApi(ScriptedApi.SETTINGS, request -> null);
  private final BooksPool pool = new BooksPool(8, SLOTS);
  private final AtomicBoolean stop = new AtomicBoolean();
  private Database books;
  private Thread reader;

  @BeforeEach
  void open() {
    Path file = folder.resolve("books.db");
    books =
        file.toFile().exists()
            ? Database.at("jdbc:sqlite:" + file, null, null)
            : ManyGrants.write(file, GRANTS);
    api.gate.askBooksOf(pool);
    reader = Thread.ofPlatform().start(this::answer);
  }

  private void answer() {
    try (Inquiry inquiry = new Inquiry(books, System::currentTimeMillis, 10)) {
      while (!stop.get()) {
        if (!pool.answerNext(inquiry)) {
          pool.await();
        }
      }
    }
  }

  @AfterEach
  void close() throws InterruptedException {
    stop.set(true);
    reader.join();
    api.close();
    assertThat(api.fatal).isEmpty();
  }

  @Test
  void shouldGiveEachGrantOnce() {
    String body = new Caller(api.port()).get(EXPORT).is(200).body();
    List<String> grants =
        body.lines().skip(1).map(line -> line.split(",", -1)[1]).distinct().toList();
    assertThat(grants).hasSize(GRANTS).startsWith("shop.1", "shop.2").endsWith("shop." + GRANTS);
    assertThat(body.lines()).hasSize(GRANTS + 1);
    await().until(() -> pool.exports() == 0);
  }

  /** They keep their places and nothing else: others are answered, and further exports told. */
  @Test
  void shouldLetNobodyWaitForSlowReaders() throws IOException {
    Caller caller = new Caller(api.port());
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOTS; i++) {
        slow.add(begin(EXPORT));
      }
      for (int i = 0; i < 200; i++) {
        caller.get("/v1/books/grants?limit=100").is(200);
      }
      assertThat(pool.exports()).isEqualTo(SLOTS);
      Caller.Got refused = caller.get(EXPORT).is(503, "books-busy");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      slow.removeFirst().close();
      await().until(() -> pool.exports() < SLOTS);
      assertThat(caller.get(EXPORT).is(200).body().lines()).hasSize(GRANTS + 1);
      assertThat(read(slow.getFirst())).endsWith("\r\n0\r\n\r\n");
      await().until(() -> pool.exports() == 0);
    } finally {
      for (Socket each : slow) {
        each.close();
      }
    }
  }

  private Socket begin(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
    socket.setSoTimeout(20_000);
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    return socket;
  }

  /** Reads the rest of an answer, up to the end of its last chunk. */
  private static String read(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[65_536];
    while (text.length() < 7 || !text.substring(text.length() - 7).equals("\r\n0\r\n\r\n")) {
      int count = in.read(bytes);
      if (count < 0) {
        break;
      }
      text.append(new String(bytes, 0, count, ISO_8859_1));
    }
    return text.toString();
  }

  @Test
  void shouldSayThatTooMuchIsAsked() throws InterruptedException {
    stop.set(true);
    reader.join();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(
          Thread.startVirtualThread(
              () -> new Caller(api.port()).get("/v1/books/grants?limit=1").is(200)));
    }
    await()
        .until(
            () ->
                new Caller(api.port()).get("/v1/books/grants?limit=0").status() == 400
                    && api.api.inFlight() == 8);
    new Caller(api.port()).get("/v1/books/grants?limit=1").is(503, "books-busy");
    stop.set(false);
    reader = Thread.ofPlatform().start(this::answer);
    for (Thread each : callers) {
      each.join();
    }
    assertThat(api.api.inFlight()).isZero();
  }
}
