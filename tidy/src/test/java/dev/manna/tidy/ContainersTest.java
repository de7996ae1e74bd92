package dev.manna.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files for containers, which no test can run. */
class ContainersTest {
  private static final Path FOLDER = Repository.here().root().resolve("containers");

  private static final String WRONG =
      """
      services:
        a:
          user: root
          env_file: [none.env]
          ports: ["6379:6379", "127.0.0.1:6379:6379", "127.0.0.1:7071:1", "127.0.0.1:37071:7070"]
          depends_on:
            b: {condition: service_started}
            c: {condition: service_healthy}
            nobody: {condition: service_healthy}
        b:
          image: redis
          user: redis
          ports: ["127.0.0.1:37071:7070"]
        c:
          image: redis:7
          restart: "no"
          volumes: ["./none.sh:/none.sh"]
      """;

  private final ComposeFile file =
      new ComposeFile(FOLDER, ComposeFile.read(FOLDER.resolve("compose.yaml")));

  @Test
  void shouldDescribeEachServiceWhole() {
    assertThat(file.wrong()).isEmpty();
    assertThat(file.services())
        .contains("node-a", "node-b", "node-c", "redis", "redis-replica", "sentinel", "postgres");
  }

  @Test
  void shouldStartOneAfterTheOther() {
    for (String node : List.of("node-a", "node-b", "node-c")) {
      for (String earlier :
          List.of("migrate", "prepare", "postgres", "redis-replica", "sentinel")) {
        assertThat(file.follows(node, earlier)).as(node + " after " + earlier).isTrue();
      }
    }
    assertThat(file.follows("postgres", "node-a")).isFalse();
  }

  /** Each is one that a node takes, and passwords agree with those of whom they are for. */
  @Test
  void shouldNameSettingsThatThereAre() {
    Set<String> known =
        Stream.of(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
    Map<String, String> node = variables("node.env");
    assertThat(known).containsAll(node.keySet());
    assertThat(node.get("MANNA_LOG_PASSWORD"))
        .isEqualTo(variables("redis.env").get("REDIS_PASSWORD"));
    assertThat(variables("postgres.env")).containsOnlyKeys("POSTGRES_PASSWORD");
  }

  private static Map<String, String> variables(String name) {
    Map<String, String> variables = new HashMap<>();
    for (String line : ComposeFile.read(FOLDER.resolve(name)).lines().toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] parts = line.split("=", 2);
        assertThat(parts).as(line).hasSize(2);
        assertThat(variables.put(parts[0], parts[1])).as(line).isNull();
      }
    }
    return variables;
  }

  @Test
  void shouldSeeWhatIsWrong() {
    assertThat(new ComposeFile(FOLDER, WRONG).wrong())
        .containsExactly(
            "a: neither image nor build",
            "a: runs as root",
            "a: there is no none.env",
            "a: the port 6379:6379 is open to others",
            "a: the port 6379 is a usual one",
            "a: the port 127.0.0.1:7071:1 is open to others",
            "a: waits for b until service_started",
            "a: waits for b, which says nothing of its health",
            "a: waits for c until service_healthy",
            "a: waits for nobody, and there is none",
            "b: the image redis names no version",
            "b: has no file of its environment",
            "b: the port 37071 is another service's",
            "c: runs as root",
            "c: has no file of its environment",
            "c: there is no ./none.sh");
  }
}
