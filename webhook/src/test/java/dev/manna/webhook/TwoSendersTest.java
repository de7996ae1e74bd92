package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import dev.manna.webhook.Courier.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two nodes that both send what waits in one outbox, because one was held up. */
final class TwoSendersTest {
  private static final CrowdLog LOG = CrowdLog.of(31, 600);
  private static final HookUrl ANYWHERE = HookUrl.parse("http://127.0.0.1:1/");
  private static final Hook HOOK = Rig.hook("shop", ANYWHERE, 10_000, false);

  private final Postgres database = Postgres.fresh();
  private final List<String> said = new ArrayList<>();
  private long now = Rig.BEGUN_MILLIS;

  /** A node, and what it has posted; answers come when a test says so. */
  private final class Node implements Courier, AutoCloseable {
    private final List<String> posted = new ArrayList<>();
    private final Map<String, Consumer<Answer>> underWay = new HashMap<>();
    private final Deliveries deliveries;

    Node() {
      Chance chance = new Chance(3);
      deliveries =
          new Deliveries(List.of(HOOK), outbox(), this, () -> now, chance::bits, said::add);
    }

    @Override
    public void post(
        HookUrl url, Map<String, String> headers, byte[] body, int attempt, Consumer<Answer> then) {
      String id = String.valueOf(headers.get("webhook-id"));
      posted.add(id);
      underWay.put(id, then);
    }

    /** Until it may send no more before somebody answers. */
    void fillUp() {
      for (int i = 0; i < Target.MOST_UNDER_WAY; i++) {
        deliveries.doWork();
        now += 10;
      }
    }

    void answer(int status) {
      List<Consumer<Answer>> all = List.copyOf(underWay.values());
      underWay.clear();
      all.forEach(each -> each.accept(new Answer.Answered(status)));
    }

    @Override
    public void close() {
      deliveries.close();
    }
  }

  private Outbox outbox() {
    return Outbox.shared(database, "main", Outbox.Limits.DEFAULT);
  }

  private void fill() {
    HookSink sink = new HookSink(HOOK, outbox(), LOG, Bookmark.START);
    try (Feed feed = new Feed(sink, LOG, () -> now, HookSink.CHUNK_EVENTS, said::add)) {
      while (feed.doWork()) {
        assertThat(feed.trouble()).isEmpty();
      }
    }
  }

  @Test
  void shouldSendTwiceOnlyWhatWasUnderWay() {
    fill();
    List<String> wanted = Rig.ids(LOG, HOOK);
    assertThat(wanted).hasSizeGreaterThan(3 * Target.MOST_UNDER_WAY);
    try (Node old = new Node();
        Node next = new Node()) {
      old.fillUp();
      assertThat(old.posted).hasSize(Target.MOST_UNDER_WAY);
      next.fillUp();
      List<String> twice = List.copyOf(old.posted);
      assertThat(next.posted).as("nobody knows whether it arrived").hasSize(twice.size());
      old.answer(200);
      for (int i = 0; i < 5; i++) {
        old.deliveries.doWork();
        now += 100;
      }
      assertThat(old.posted).as("its turn is over").isEqualTo(twice);
      assertThat(said).singleElement().asString().contains("another process sends what waits");
      for (int i = 0; i < 50; i++) {
        next.answer(200);
        next.deliveries.doWork();
        old.deliveries.standBack();
        now += 100;
      }
      List<String> all = new ArrayList<>(old.posted);
      all.addAll(next.posted);
      Set<String> arrived = new HashSet<>(all);
      assertThat(arrived).containsExactlyInAnyOrderElementsOf(wanted);
      assertThat(all.size() - wanted.size()).isBetween(0, twice.size());
      assertThat(old.deliveries.figures().getFirst().pending()).as("it looks").isZero();
    }
  }

  /** What failed for whoever was held up is tried by whoever sends, as if it had not been. */
  @Test
  void shouldLeaveTheRestToWhoeverSends() {
    fill();
    String attempts = "SELECT count(*) FROM manna_notice WHERE attempts > 0";
    try (Node old = new Node();
        Node next = new Node()) {
      old.fillUp();
      next.fillUp();
      old.answer(500);
      old.deliveries.standBack();
      assertThat(database.rows(attempts)).containsExactly("0");
      next.answer(500);
      next.deliveries.doWork();
      assertThat(database.rows(attempts)).containsExactly("" + Target.MOST_UNDER_WAY);
      assertThat(old.deliveries.underWay()).isZero();
    }
  }

  /** A node that is the one again begins with what the outbox says then. */
  @Test
  void shouldTakeTurns() {
    fill();
    List<String> wanted = Rig.ids(LOG, HOOK);
    try (Node one = new Node();
        Node two = new Node()) {
      List<Node> nodes = List.of(one, two);
      for (int i = 0; i < 100; i++) {
        Node sends = nodes.get(i % 2);
        sends.deliveries.doWork();
        sends.answer(200);
        sends.deliveries.settleOnly();
        nodes.get((i + 1) % 2).deliveries.standBack();
        now += 100;
      }
      List<String> all = new ArrayList<>(one.posted);
      all.addAll(two.posted);
      assertThat(all).containsExactlyInAnyOrderElementsOf(wanted);
      assertThat(two.posted).hasSizeGreaterThanOrEqualTo(Target.MOST_UNDER_WAY);
      assertThat(said).isEmpty();
    }
  }
}
