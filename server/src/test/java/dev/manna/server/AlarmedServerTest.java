package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.manna.core.law.Machine;
import dev.manna.core.wire.Sink;
import dev.manna.engine.journal.Journal;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose memory has gone wrong finds that, stops that campaign, and serves the others. */
@Timeout(60)
final class AlarmedServerTest {
  /** By which the row of the item is found among the bytes of a state. */
  private static final long STOCK = 1_000_003;

  private static final String FLASH =
      "{\"kind\":\"sale\",\"skus\":[{\"id\":\"phone\",\"stock\":" + STOCK + "}]}";
  private static final String WHEEL =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"car\",\"weight\":1,\"stock\":9}]}";
  private static final String ORDER =
      "{\"user\":\"u1\",\"lines\":[{\"sku\":\"phone\",\"quantity\":2}],\"holdSeconds\":900}";
  private static final String RESUME = "/v1/campaigns/flash/resume";
  private static final String[] ANN = {"Manna-Actor", "ann", "Manna-Reason", "state made again"};

  @TempDir private Path data;
  private final List<Server> running = new ArrayList<>();

  @AfterEach
  void stop() {
    running.forEach(Server::stop);
  }

  private Caller start() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, data.toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, "0");
    Config config = Config.read(null, Map.of(), flags);
    running.add(Server.start(config, line -> {}, e -> fail("the process would end", e)));
    return new Caller(running.getLast().port());
  }

  /** Writes a snapshot that says of the phones that five more are held than anybody holds. */
  private void spoil() throws IOException {
    running.removeLast().stop();
    forgetSnapshots();
    Journal journal = Journal.open(RealDisk.make(data), JournalOptions.defaults(), () -> 1);
    try {
      Machine machine = new Machine();
      journal.read(
          0,
          batch -> {
            machine.replay(batch);
            return true;
          });
      journal.snapshots().write(machine.position(), to -> machine.save(spoiling(to)));
    } finally {
      journal.close();
    }
  }

  private static Sink spoiling(Sink to) {
    return bytes -> {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).order(ByteOrder.LITTLE_ENDIAN);
      copy.put(bytes).flip();
      if (copy.remaining() >= 32 && copy.getLong(0) == STOCK) {
        copy.putLong(8, copy.getLong(8) + 5);
      }
      to.put(copy);
    };
  }

  private void forgetSnapshots() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(each -> each.toString().contains("snapshot")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void await(BooleanSupplier done) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came to that").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static boolean isAlarmed(Caller caller) {
    return caller.get("/health/ready").is(200).body().contains("\"alarmed\":[\"flash\"]");
  }

  @Test
  void shouldStopTheCampaignWhoseBooksDoNotBalance() throws IOException {
    Caller caller = start();
    caller.put("/v1/campaigns/flash", FLASH).is(201);
    caller.put("/v1/campaigns/wheel", WHEEL).is(201);
    caller.claim("flash", "k1", ORDER).is(200);
    spoil();

    Caller again = start();
    await(() -> isAlarmed(again));
    assertThat(again.claim("flash", "k2", ORDER).is(409).body())
        .contains("\"code\":\"paused\"", "an alarm has stopped it");
    again.claim("wheel", "k1", "{\"user\":\"u1\"}").is(200);
    assertThat(again.get("/v1/campaigns/flash").is(200).body()).contains("\"status\":\"alarmed\"");
    assertThat(again.get("/v1/campaigns/flash/changes").is(200).body())
        .contains("\"change\":\"alarmed\"", "\"actor\":\"manna\"")
        .contains("\"reason\":\"held of all items: 2 expected, 7 found\"");
    assertThat(again.get("/metrics").is(200).body())
        .contains("manna_conservation_violations 2.0")
        .contains("manna_campaigns_alarmed 1.0")
        .containsPattern(
            "manna_conservation_difference\\{campaign=\"flash\","
                + "equation=\"held\",subject=\"phone\"\\} 5.0")
        .contains("manna_item_units{account=\"held\",campaign=\"flash\",item=\"phone\"} 7.0")
        .contains("manna_item_units{account=\"given\",campaign=\"wheel\",item=\"car\"}");
  }

  @Test
  void shouldRaiseItAgainUntilTheStateIsRight() throws IOException {
    Caller caller = start();
    caller.put("/v1/campaigns/flash", FLASH).is(201);
    caller.claim("flash", "k1", ORDER).is(200);
    spoil();

    Caller wrong = start();
    await(() -> isAlarmed(wrong));
    assertThat(wrong.post(RESUME, "").is(400).body()).contains("Manna-Actor: is missing");
    wrong.post(RESUME, "", ANN).is(200);
    await(() -> wrong.get("/v1/campaigns/flash").body().contains("\"status\":\"alarmed\""));
    running.removeLast().stop();
    forgetSnapshots();

    Caller right = start();
    await(() -> isAlarmed(right));
    right.post(RESUME, "", ANN).is(200);
    right.claim("flash", "k2", ORDER).is(200);
    await(() -> !isAlarmed(right));
    assertThat(right.get("/metrics").is(200).body()).contains("manna_conservation_violations 0.0");
    assertThat(right.get("/v1/campaigns/flash").body()).contains("\"status\":\"live\"");
  }
}
