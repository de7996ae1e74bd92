package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process but for its end, over a real disk. */
final class ServerTest {
  private static final String LOTTERY =
      """
      {"kind":"lottery","title":"Wheel","prizes":[{"id":"car","weight":1,"stock":2}]}""";

  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();
  private final List<Server> running = new ArrayList<>();

  @AfterEach
  void stop() {
    running.forEach(Server::stop);
  }

  @Test
  void shouldSayWhatItIsWhereItListensAndWhomItTrusts() {
    Server server = start("data");
    assertThat(String.join("\n", said))
        .contains("manna ", "on Java " + Runtime.version())
        .contains("position 1, recovered in ")
        .contains("http://127.0.0.1:" + server.port())
        .contains("callers are trusted: keep this port inside");
    assertThat(new Caller(server.port()).get("/health/ready").is(200).body())
        .startsWith("{\"status\":\"ready\",\"followers\":[");
  }

  @Test
  void shouldAnswerTheSameBytesAfterARestart() {
    Server first = start("data");
    Caller caller = new Caller(first.port());
    caller.put("/v1/campaigns/wheel", LOTTERY).is(201);
    String answer = caller.claim("wheel", "k1", "{\"user\":\"u1\"}").is(200).body();
    assertThat(caller.claim("wheel", "k1", "{\"user\":\"u1\"}").is(200).body()).isEqualTo(answer);
    assertThat(first.stop()).isZero();
    assertThat(said.getLast()).startsWith("stopped at position 3, snapshot in ");

    Caller again = new Caller(start("data").port());
    assertThat(again.claim("wheel", "k1", "{\"user\":\"u1\"}").is(200).body()).isEqualTo(answer);
    assertThat(again.get("/v1/users/u1/grants").is(200).json().at("/grants/0/item").asString())
        .isEqualTo("car");
  }

  @Test
  void shouldSayThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> start("data", Setting.PORT, port))
          .isInstanceOf(Complaint.class)
          .hasMessageContaining("cannot listen at 127.0.0.1:" + port)
          .hasMessageContaining("--port");
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void shouldSayThatTheDataIsInUse() {
    start("data");
    assertThatThrownBy(() -> start("data"))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("another process is using")
        .hasMessageContaining("data");
  }

  @Test
  void shouldSayThatTheDataDirectoryIsNone() throws IOException {
    Files.writeString(folder.resolve("data"), "a file");
    assertThatThrownBy(() -> start("data"))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("is no directory");
  }

  @Test
  void shouldRefuseADamagedJournalAndSayWhere() throws IOException {
    Server server = start("data");
    Caller caller = new Caller(server.port());
    caller.put("/v1/campaigns/wheel", LOTTERY).is(201);
    caller.claim("wheel", "k1", "{\"user\":\"u1\"}").is(200);
    server.stop();
    Path segment;
    try (var files = Files.list(folder.resolve("data"))) {
      segment =
          files
              .filter(file -> file.getFileName().toString().contains("segment"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    bytes[4096 + 80] ^= 1;
    Files.write(segment, bytes);

    assertThatThrownBy(() -> start("data"))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("damaged at byte")
        .hasMessageContaining(segment.getFileName().toString());
  }

  private Server start(String data, Object... settings) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve(data).toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, "0");
    for (int i = 0; i < settings.length; i += 2) {
      flags.put((Setting) settings[i], (String) settings[i + 1]);
    }
    Server server =
        Server.start(
            Config.read(null, Map.of(), flags), said::add, e -> fail("the process would end", e));
    running.add(server);
    return server;
  }
}
