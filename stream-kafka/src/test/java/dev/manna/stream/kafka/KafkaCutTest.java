package dev.manna.stream.kafka;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import dev.manna.stream.kafka.Broker.Seen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The follower is killed between any two of its steps, or the broker is. */
class KafkaCutTest {
  private static final int CUTS = Integer.getInteger("manna.kafka.cuts", 110);

  /** For a minute, and for each chunk once. */
  private static final int MOST_TRIES = 100;

  private static Broker broker;

  @BeforeAll
  static void start() {
    broker = Broker.start(Map.of());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void shouldBeReadOnceHoweverOftenTheFollowerIsKilled() {
    Chance chance = new Chance(3);
    CrowdLog log = CrowdLog.of(3, 4_000 + 160 * CUTS);
    KafkaTarget place = hasty(broker.place());
    int cuts = 0;
    long[] now = {0};
    while (cuts < CUTS) {
      Brittle clients = new Brittle(place, chance.below(60), chance.oneIn(2));
      int chunk = (int) chance.between(1, 30);
      try (Feed feed =
          new Feed(new KafkaSink(place, log, clients), log, () -> now[0], chunk, line -> {})) {
        while (feed.trouble().isEmpty() && feed.doWork()) {
          assertThat(feed.lag()).as("it is killed before it is at the end").isPositive();
        }
        assertThat(feed.trouble()).contains("cannot be reached").contains(place.shown());
        cuts++;
      }
    }
    drain(new KafkaSink(place, log), log, 500);
    expectTheLog(place, log);
    assertThat(Broker.seen(place, "read_uncommitted"))
        .as("what was not committed was there too")
        .hasSizeGreaterThan((int) log.position());
  }

  /** A producer that finds a transaction open waits less before it asks again. */
  private static KafkaTarget hasty(KafkaTarget of) {
    return new KafkaTarget(
        of.servers(),
        of.events(),
        of.positions(),
        of.partitions(),
        of.mostBytes(),
        Map.of("retry.backoff.ms", "10", "reconnect.backoff.ms", "10"));
  }

  /** Killed in the middle of a chunk or before, it comes back; a follower waits for it. */
  @Test
  void shouldGoOnWhenTheBrokerIsBack() {
    CrowdLog log = CrowdLog.of(29, 3_000);
    try (Broker mortal = Broker.start(Map.of())) {
      KafkaTarget place = mortal.place();
      List<String> said = new ArrayList<>();
      long[] now = {0};
      try (Feed feed = new Feed(new KafkaSink(place, log), log, () -> now[0], 50, said::add)) {
        assertThat(feed.doWork()).isTrue();
        mortal.process().kill();
        assertThat(feed.doWork()).isFalse();
        assertThat(feed.trouble()).contains("cannot be reached, or is too slow; see that it runs");
        mortal.process().start();
        for (int tries = 0; feed.lag() > 0; tries++) {
          assertThat(tries)
              .as("%s; the broker: %s", feed.trouble(), mortal.process().words())
              .isLessThan(MOST_TRIES);
          now[0] += 20_000;
          feed.doWork();
        }
      }
      assertThat(said.getLast()).contains("goes on at position");
      expectTheLog(place, log);
    }
  }

  static void drain(KafkaSink sink, CrowdLog log, int chunk) {
    try (Feed feed = new Feed(sink, log, () -> 0, chunk, line -> {})) {
      while (feed.doWork()) {
        assertThat(feed.trouble()).isEmpty();
      }
      assertThat(feed.trouble()).isEmpty();
      assertThat(feed.lag()).isZero();
    }
  }

  /** What is committed is each event once, and each campaign's in its order and one partition. */
  static void expectTheLog(KafkaTarget place, CrowdLog log) {
    List<Message> all =
        new Messages(log, place.mostBytes()).of(log.chunks(log.batches().size()).getFirst());
    Map<String, List<String>> expected =
        all.stream()
            .collect(
                groupingBy(
                    Message::key,
                    TreeMap::new,
                    mapping(each -> new String(each.body(), StandardCharsets.UTF_8), toList())));
    List<Seen> committed = Broker.committed(place);
    assertThat(bodies(committed)).isEqualTo(expected);
    assertThat(committed.stream().collect(groupingBy(Seen::key)).values())
        .allMatch(of -> of.stream().map(Seen::partition).distinct().count() == 1);
    List<Seen> ordered = Broker.byPosition(committed);
    for (int i = 0; i < ordered.size(); i++) {
      assertThat(ordered.get(i).position()).isEqualTo(i + 1);
      assertThat(ordered.get(i).grants()).isEqualTo(String.join(",", all.get(i).grantIds()));
    }
    assertThat(
            Broker.seen(place, "read_uncommitted").stream().map(Seen::position).distinct().count())
        .as("whoever reads everything misses nothing")
        .isEqualTo(log.position());
  }

  private static Map<String, List<String>> bodies(List<Seen> seen) {
    return seen.stream()
        .collect(groupingBy(Seen::key, TreeMap::new, mapping(Seen::body, toList())));
  }

  @Test
  void shouldStartAgainFromAPosition() throws Trouble {
    CrowdLog log = CrowdLog.of(31, 1_000);
    KafkaTarget place = broker.place();
    drain(new KafkaSink(place, log), log, 100);
    Bookmark half = log.chunks(log.batches().size() / 2).getFirst().to();
    try (KafkaSink running = new KafkaSink(place, log);
        KafkaSink other = new KafkaSink(place, log)) {
      running.open();
      other.restartAfter(half);
      assertThat(other.open()).isEqualTo(half);
      assertThat(running.open()).isEqualTo(half);
    }
    drain(new KafkaSink(place, log), log, 100);
    List<Long> positions =
        Broker.byPosition(Broker.committed(place)).stream().map(Seen::position).toList();
    assertThat(positions).hasSize((int) (2 * log.position() - half.position()));
    assertThat(positions.stream().filter(each -> each <= half.position())).doesNotHaveDuplicates();
  }
}
