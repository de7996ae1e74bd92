package dev.manna.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import dev.manna.server.cli.Manna;
import dev.manna.simulation.net.KafkaProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Servers on one data directory that write into a broker, and commands about them. */
record KafkaRig(KafkaProcess broker, Path folder) implements AutoCloseable {
  private static final String WIN =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"pen\",\"weight\":1,\"stock\":9}]}";

  /** What a command has said. */
  record Said(int status, String out, String err) {}

  String servers() {
    return broker.servers();
  }

  Server start(String topic) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, "0");
    flags.put(Setting.KAFKA, broker.servers());
    flags.put(Setting.KAFKA_TOPIC, topic);
    Config config = Config.read(null, Map.of(), flags);
    return Server.start(config, line -> {}, e -> fail("the process would end", e));
  }

  /** Begins a campaign with a first draw. */
  static void begin(Server server, String user) {
    new Caller(server.port()).put("/v1/campaigns/wheel", WIN).is(201);
    draws(server, user);
  }

  static Caller draws(Server server, String user) {
    Caller caller = new Caller(server.port());
    caller.claim("wheel", user + "-1", "{\"user\":\"" + user + "\",\"draws\":1}").is(200);
    return caller;
  }

  static String ready(Server server) {
    return new Caller(server.port()).get("/health/ready").body();
  }

  static void awaitCaughtUp(Server server) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> ready(server).matches(".*\"name\":\"kafka\"[^}]*\"behindEvents\":0.*"));
  }

  /** A command about the stream into a topic. */
  Said with(String topic, String... words) {
    try {
      Path settings = folder.resolve("settings.yaml");
      Files.writeString(settings, "kafkaTopic: " + topic + "\n");
      List<String> all = new ArrayList<>(List.of(words));
      all.addAll(List.of("--config", settings.toString(), "--data", folder.toString()));
      all.addAll(List.of("--kafka", broker.servers()));
      return run(all.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Manna.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Said(status, out.toString(), err.toString());
  }

  @Override
  public void close() {
    broker.close();
  }
}
