package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.engine.journal.Retention;
import dev.manna.stream.kafka.KafkaTarget;
import dev.manna.stream.rocketmq.RocketMqTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigTest {
  @TempDir private Path folder;

  @Test
  void shouldAssumeLoopback() {
    Config config = Config.read(null, Map.of(), Map.of());
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(7070);
    assertThat(config.data()).isEqualTo(Path.of("./manna-data"));
  }

  @Test
  void shouldLetTheFlagWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Path file = write("# ours\nport: 1\nhost: \"0.0.0.0\"\nthreads: 2\n");
    Map<String, String> environment = Map.of("MANNA_PORT", "2", "MANNA_THREADS", "3", "X", "Y");
    Config config = Config.read(file, environment, Map.of(Setting.PORT, "4"));
    assertThat(config.port()).isEqualTo(4);
    assertThat(config.number(Setting.THREADS)).isEqualTo(3);
    assertThat(config.host()).isEqualTo("0.0.0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example/manna",
        "jdbc:postgresql://[::1]:5432,two:5433/manna?sslmode=verify-full&sslrootcert=/a/b",
        "jdbc:postgresql:manna",
        "jdbc:postgresql://db/",
        "jdbc:mariadb://db:3306/manna?sslMode=disable",
        "jdbc:mariadb:replication://one,two/manna",
        "jdbc:sqlite:/var/lib/books.db"
      })
  void shouldTakeWhatDriversTake(String url) {
    Config config = Config.read(null, Map.of(), Map.of(Setting.LEDGER, url));
    assertThat(config.books()).isNotNull();
  }

  @Test
  void shouldTakeAnEmptyFile() throws IOException {
    assertThat(Config.read(write("# nothing yet\n"), Map.of(), Map.of()).port()).isEqualTo(7070);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          port: 70707            | 2: port: "70707" is not allowed; an integer, 0 to 65535, is
          port: -1               | 2: port: "-1" is not allowed; an integer, 0 to 65535, is
          port: 1.5              | 2: port: "1.5" is not allowed; an integer, 0 to 65535, is
          port: many             | 2: port: "many" is not allowed; an integer, 0 to 65535, is
          port:                  | 2: port: "" is not allowed; an integer, 0 to 65535, is
          port: [1]              | 2: port: is not a single value
          snapshotEvents: 0      | 2: snapshotEvents: "0" is not allowed; an integer, 1 or more, is
          host: ""               | 2: host: is empty
          ledger: jdbc:h2:x?p=pw | 2: ledger: "jdbc:h2:..." is not allowed; sqlite, none, jdbc:postg
          ledger: postgres       | 2: ledger: "..." is not allowed; sqlite, none, jdbc:postgresql://
          ledger: jdbc:mysql://a/b | 2: ledger: "jdbc:mysql:..." is not allowed; sqlite, none, jdbc:
          ledger: jdbc:postgresql:/a/b | 2: ledger: "jdbc:postgresql:..." is not allowed; sqlite, no
          ledger: jdbc:postgresql://a:1 | 2: ledger: "jdbc:postgresql:..." is not allowed; sqlite, n
          ledger: jdbc:mariadb://a | 2: ledger: "jdbc:mariadb:..." is not allowed; sqlite, none, jdb
          kafka: a b:1           | 2: kafka: "a b:1" is not allowed; none, host:port, host:port,
          kafka: broker          | 2: kafka: "broker" is not allowed; none, host:port, host:port,
          kafkaTopic: a/b        | 2: kafkaTopic: "a/b" is not allowed; letters, digits, dots, _
          rocketmq: a,b:1        | 2: rocketmq: "a,b:1" is not allowed; none, host:port, host:port;
          rocketmqTopic: a.b     | 2: rocketmqTopic: "a.b" is not allowed; letters, digits, _ and -
          kafkaPartitions: 0     | 2: kafkaPartitions: "0" is not allowed; an integer, 1 to 10000
          prot: 1                | 2: prot: is not a setting; allowed: data, host, port, threads,
          threads: 2             | 2: threads: stands twice
          port                   | is not YAML
          - port: 1              | is not YAML
          port: "1               | is not YAML
          """)
  void shouldNameTheLine(String line, String complaint) throws IOException {
    Path file = write("threads: 1\n" + line + "\n");
    assertThatThrownBy(() -> Config.read(file, Map.of(), Map.of()))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log: redis://h?p=pw    | log: "redis:..." is not allowed; journal, postgresql://HOST/NA
          log: postgresql://u:pw@h/n | log: "postgresql:..." is not allowed; journal, postgresql
          node: A                | node: "A" is not allowed; letters a to z, digits, _, . and
          """,
      quoteCharacter = '~')
  void shouldNameWhatIsWrongWithASharedLog(String line, String complaint) throws IOException {
    Path file = write(line + "\n");
    assertThatThrownBy(() -> Config.read(file, Map.of(), Map.of()))
        .hasMessageStartingWith(file + ":1: " + complaint);
  }

  @Test
  void shouldNameTheVariableAndTheFlag() {
    assertThatThrownBy(() -> Config.read(null, Map.of("MANNA_PORT", "tcp://10.0.0.1:1"), Map.of()))
        .hasMessage(
            "environment: MANNA_PORT: \"tcp://10.0.0.1:1\" is not allowed;"
                + " an integer, 0 to 65535, is");
    assertThatThrownBy(() -> Config.read(null, Map.of(), Map.of(Setting.IDLE_SECONDS, "0")))
        .hasMessage("--idle-seconds: \"0\" is not allowed; an integer, 1 to 86400, is");
  }

  @Test
  void shouldSayWhichFileIsMissing() {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> Config.read(missing, Map.of(), Map.of()))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void shouldReadWhatKafkasClientsNeed() throws IOException {
    Path secrets = Files.writeString(folder.resolve("client.properties"), "sasl.mechanism=PLAIN");
    Config config =
        Config.read(
            write("kafka: \"a:1,[::1]:2\"\nkafkaTopic: wins\nkafkaProperties: " + secrets + "\n"),
            Map.of(),
            Map.of());
    assertThat(config.kafka())
        .isEqualTo(
            new KafkaTarget(
                "a:1,[::1]:2",
                "wins",
                "manna.positions",
                12,
                900_000,
                Map.of("sasl.mechanism", "PLAIN")));
    assertThat(Config.read(null, Map.of(), Map.of()).kafka()).isNull();
  }

  @Test
  void shouldLeaveAloneWhatAStreamRestsOn() throws IOException {
    Path file = Files.writeString(folder.resolve("client.properties"), "acks=1\nclient.id=secret");
    Map<Setting, String> flags =
        Map.of(Setting.KAFKA, "a:1", Setting.KAFKA_PROPERTIES, file.toString());
    assertThatThrownBy(() -> Config.read(null, Map.of(), flags).kafka())
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("acks: is set by this server")
        .hasMessageNotContaining("secret");
    Map<Setting, String> missing =
        Map.of(Setting.KAFKA, "a:1", Setting.KAFKA_PROPERTIES, folder + "/none.properties");
    assertThatThrownBy(() -> Config.read(null, Map.of(), missing).kafka())
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("none.properties: cannot be read");
  }

  @Test
  void shouldReadHowToSignInToRocketMq() throws IOException {
    Path secrets = folder.resolve("rocketmq.properties");
    Files.writeString(secrets, "accessKey=manna\nsecretKey=hush\ntls=true\n");
    Path file = write("rocketmq: \"a:1;b:2\"\nrocketmqProperties: " + secrets + "\n");
    RocketMqTarget target = Config.read(file, Map.of(), Map.of()).rocketMq();
    assertThat(target)
        .isEqualTo(
            new RocketMqTarget(
                "a:1;b:2", "manna", new RocketMqTarget.Access(true, "", "manna", "hush")));
    assertThat(target.toString()).contains("accessKey=manna").doesNotContain("hush");
    assertThat(Config.read(null, Map.of(), Map.of()).rocketMq()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          secretKey=hush             | accessKey: is missing; it goes with the other key
          accessKey=manna            | secretKey: is missing; it goes with the other key
          tls=hush                   | tls: true or false is allowed
          password=hush              | password: is not known; allowed: accessKey, namespace,
          """)
  void shouldSayWhatIsWrongWithTheFileForRocketMq(String line, String complaint)
      throws IOException {
    Path file = Files.writeString(folder.resolve("rocketmq.properties"), line + "\n");
    Map<Setting, String> flags =
        Map.of(Setting.ROCKETMQ, "a:1", Setting.ROCKETMQ_PROPERTIES, file.toString());
    assertThatThrownBy(() -> Config.read(null, Map.of(), flags).rocketMq())
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(file + ": " + complaint)
        .hasMessageNotContaining("hush");
  }

  @Test
  void shouldSayHowMuchOfTheLogMayBeKept() {
    for (String wrong : List.of("20", "GB", "1.5GB", "0d", "10m", "everything")) {
      assertThatThrownBy(() -> Config.read(null, Map.of(), Map.of(Setting.KEEP_LOG, wrong)))
          .isInstanceOf(Complaint.class)
          .hasMessage(
              "--keep-log: \""
                  + wrong
                  + "\" is not allowed; all, a size (500MB, 20GB, 2TB), a time (12h, 90d) are");
    }
    Config days = Config.read(null, Map.of(), Map.of(Setting.KEEP_LOG, "90d"));
    assertThat(days.keepLog()).isEqualTo(new Retention.Keep(0, 90L * 86_400_000));
    Config size = Config.read(null, Map.of(), Map.of(Setting.KEEP_LOG, "20GB"));
    assertThat(size.keepLog()).isEqualTo(new Retention.Keep(20L << 30, 0));
    assertThat(Config.read(null, Map.of(), Map.of()).keepLog()).isNull();
  }

  @Test
  void shouldStandInTheReference() throws IOException {
    StringBuilder table = new StringBuilder();
    for (Setting setting : Setting.values()) {
      table.append(
          "| `%s` | %s | `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.secret() ? "none" : '`' + setting.flag() + '`',
                  setting.variable(),
                  setting.assumed().isEmpty() ? "none" : '`' + setting.assumed() + '`',
                  setting.allowed(),
                  setting.meaning()));
    }
    assertThat(Files.readString(Path.of("../docs/reference/configuration.md"))).contains(table);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("manna.yaml"), text);
  }
}
