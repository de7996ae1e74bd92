package dev.manna.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a log to real receivers, on a clock that the tests move. */
class DeliveriesTest {
  private static final String SALE = "dev.manna.deducted.v1";
  private static final int FAST = 10_000;

  @TempDir private Path folder;

  private final Receiver receiver = Receiver.plain();

  @AfterEach
  void close() {
    receiver.close();
  }

  private Path file() {
    return folder.resolve("webhooks.db");
  }

  private Hook hook(boolean ordered, String... types) {
    return Rig.hook("shop", receiver.url(), FAST, ordered, types);
  }

  @Test
  void shouldPostWhatATargetWantsWithASignatureThatHolds() {
    Hook hook = hook(false, SALE);
    try (Rig rig = new Rig(file(), hook)) {
      rig.pass(2_000, 10);
      List<Message> wanted = Rig.wanted(Rig.LOG, hook);
      assertThat(receiver.ids()).containsExactlyInAnyOrderElementsOf(Rig.ids(Rig.LOG, hook));
      assertThat(wanted).hasSizeGreaterThan(20);
      Map<String, String> bodies = new HashMap<>();
      wanted.forEach(message -> bodies.put(message.id(), new String(message.body(), UTF_8)));
      Verifier verifier = new Verifier(SignatureTest.OLD);
      for (Receiver.Post post : receiver.posts()) {
        assertThat(new String(post.body(), UTF_8)).isEqualTo(bodies.get(post.id()));
        assertThat(
                verifier.accepts(
                    post.id(), post.timestamp(), post.signatures(), post.body(), rig.now))
            .isTrue();
      }
      assertThat(rig.figures(0).delivered()).isEqualTo(wanted.size());
      assertThat(rig.figures(0).pending()).isZero();
      assertThat(rig.said).isEmpty();
    }
  }

  @Test
  void shouldSendOnlyWhatIsOfItsCampaigns() {
    String campaign = Rig.wanted(Rig.LOG, hook(false, SALE)).getFirst().campaign();
    Hook all = hook(false);
    Hook some = new Hook("some", all.url(), Set.of(campaign), Set.of(), all.secrets(), FAST, false);
    try (Rig rig = new Rig(file(), some)) {
      rig.pass(2_000, 10);
      List<String> wanted =
          Rig.wanted(Rig.LOG, all).stream()
              .filter(message -> message.campaign().equals(campaign))
              .map(Message::id)
              .toList();
      assertThat(receiver.ids()).containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  /** A target that changes its secret, with both active for a while. */
  @Test
  void shouldSignWithWhatIsActiveWhenItSends() {
    AtomicReference<List<Secret>> active = new AtomicReference<>(Secret.read(SignatureTest.OLD));
    Hook hook = new Hook("shop", receiver.url(), Set.of(), Set.of(SALE), active::get, 50, false);
    try (Rig rig = new Rig(file(), hook)) {
      rig.pass(100, 10);
      int first = receiver.posts().size();
      active.set(Secret.read(SignatureTest.OLD + "\n" + SignatureTest.NEW));
      rig.pass(200, 10);
      int second = receiver.posts().size();
      active.set(Secret.read(SignatureTest.NEW));
      rig.pass(60_000, 10);
      assertThat(first).isPositive();
      assertThat(second).isGreaterThan(first);
      List<Receiver.Post> posts = receiver.posts();
      assertThat(posts.subList(0, second)).allMatch(post -> accepted(SignatureTest.OLD, post));
      assertThat(posts.subList(first, posts.size()))
          .allMatch(post -> accepted(SignatureTest.NEW, post));
      assertThat(posts.subList(second, posts.size()))
          .isNotEmpty()
          .noneMatch(post -> accepted(SignatureTest.OLD, post));
    }
  }

  private static boolean accepted(String secret, Receiver.Post post) {
    long then = Long.parseLong(post.timestamp()) * 1_000;
    return new Verifier(secret)
        .accepts(post.id(), post.timestamp(), post.signatures(), post.body(), then);
  }

  @Test
  void shouldOutlastAnHourOfErrors() {
    Hook hook = hook(false, SALE);
    int wanted = Rig.ids(Rig.LOG, hook).size();
    receiver.answering(500);
    try (Rig rig = new Rig(file(), hook)) {
      rig.pass(3_600_000, 1_000);
      assertThat(rig.figures(0).delivered()).isZero();
      assertThat(rig.figures(0).pending()).isEqualTo(wanted);
      assertThat(rig.figures(0).failingMillis(rig.now)).isGreaterThan(3_590_000);
      assertThat(rig.figures(0).problem()).isEqualTo("it answers 500");
      // 5, 10, 20, 40, 80, 160, 320, 640, 900, ... seconds, each halved at most.
      assertThat(receiver.posts().size()).isBetween(8 * wanted, 17 * wanted);
      assertThat(rig.said).hasSize(1);
      assertThat(rig.said.getFirst())
          .startsWith("webhook shop: " + receiver.url().shown() + ": it answers 500. It is tried");
      int before = receiver.posts().size();
      receiver.answering(200);
      rig.pass(900_000, 1_000);
      assertThat(rig.figures(0).pending()).isZero();
      assertThat(rig.figures(0).failingMillis(rig.now)).isZero();
      List<String> after = receiver.ids().subList(before, receiver.posts().size());
      assertThat(after).containsExactlyInAnyOrderElementsOf(Rig.ids(Rig.LOG, hook));
      assertThat(rig.said).hasSize(2);
      assertThat(rig.said.getLast()).endsWith("takes notices again");
    }
  }

  @Test
  void shouldGiveUpAfterADayAndKeepDeadLetters() throws Trouble {
    Hook hook = hook(false, "dev.manna.defined.v1");
    int wanted = Rig.ids(Rig.LOG, hook).size();
    receiver.answering(410);
    try (Rig rig = new Rig(file(), hook)) {
      rig.pass(1_000, 10);
      rig.pass(86_390_000 - 1_000, 60_000);
      assertThat(rig.figures(0).dead()).isZero();
      rig.pass(20_000, 1_000);
      assertThat(rig.figures(0).dead()).isEqualTo(wanted);
      assertThat(rig.figures(0).pending()).isZero();
      assertThat(rig.said.getLast()).contains("is a dead letter now; 'manna webhooks' shows");
      receiver.answering(200);
      int before = receiver.posts().size();
      rig.pass(86_400_000, 600_000);
      assertThat(receiver.posts()).as("nobody sends dead letters").hasSize(before);
      try (DeadLetters letters = open()) {
        resendOneThenAll(rig, letters, wanted);
      }
    }
  }

  private void resendOneThenAll(Rig rig, DeadLetters letters, int wanted) throws Trouble {
    int before = receiver.posts().size();
    List<DeadLetters.Letter> found = new ArrayList<>();
    letters.read("shop", 0, 1_000, found::add);
    assertThat(found).hasSize(wanted);
    DeadLetters.Letter last = found.getLast();
    assertThat(last.problem()).isEqualTo("it answers 410");
    assertThat(last.attempts()).isGreaterThan(90);
    assertThat(last.firstMillis()).isBetween(Rig.BEGUN_MILLIS, Rig.BEGUN_MILLIS + 1_000);
    assertThat(letters.resend("other", 0)).isZero();
    assertThat(letters.resend("shop", last.number())).isEqualTo(1);
    rig.pass(100, 10);
    assertThat(receiver.ids().subList(before, before + 1)).containsExactly(last.id());
    assertThat(receiver.posts().get(before).body()).isEqualTo(last.body());
    assertThat(letters.discard("shop", found.getFirst().number())).isEqualTo(1);
    assertThat(letters.resend("shop", 0)).isEqualTo(wanted - 2);
    assertThat(letters.standings())
        .containsExactly(new DeadLetters.Standing("shop", Rig.LOG.position(), wanted - 2, 0, ""));
    rig.pass(1_000, 10);
    assertThat(receiver.ids().subList(before, receiver.posts().size()))
        .hasSize(wanted - 1)
        .doesNotContain(found.getFirst().id());
    assertThat(rig.figures(0).dead()).isZero();
  }

  private DeadLetters open() throws Trouble {
    return DeadLetters.open(Outbox.at(file().toString(), Outbox.Limits.DEFAULT));
  }

  /** The first of a campaign fails for a while: of that campaign nothing else is posted. */
  @Test
  void shouldKeepTheOrderOfACampaignWhereItIsAskedFor() {
    Hook hook = hook(true);
    Map<String, List<String>> wanted = new HashMap<>();
    Map<String, String> campaigns = new HashMap<>();
    for (Message message : Rig.wanted(Rig.LOG, hook)) {
      wanted.computeIfAbsent(message.campaign(), name -> new ArrayList<>()).add(message.id());
      campaigns.put(message.id(), message.campaign());
    }
    AtomicInteger count = new AtomicInteger();
    receiver.answering(
        exchange -> Receiver.answer(exchange, count.incrementAndGet() % 5 == 0 ? 503 : 200));
    try (Rig rig = new Rig(file(), hook)) {
      rig.pass(4_000_000, 250);
      assertThat(rig.figures(0).pending()).isZero();
      assertThat(rig.figures(0).failed()).isPositive();
    }
    Map<String, List<String>> posted = new HashMap<>();
    for (String id : receiver.ids()) {
      List<String> of = posted.computeIfAbsent(campaigns.get(id), name -> new ArrayList<>());
      if (of.isEmpty() || !of.getLast().equals(id)) {
        of.add(id);
      }
    }
    assertThat(posted).isEqualTo(wanted);
    assertThat(wanted).hasSizeGreaterThan(2);
  }

  @Test
  void shouldTakeNoMoreFromTheLogThanThereIsRoomFor() {
    CrowdLog log = ManyEvents.log(1_000);
    Hook hook = hook(false);
    Outbox.Limits limits = new Outbox.Limits(100, 1 << 20, 10, 1 << 20);
    receiver.answering(500);
    try (Rig rig = new Rig(file(), log, limits, hook)) {
      rig.pass(20_000, 100);
      long full = rig.figures(0).pending();
      assertThat(full).isBetween(100L, 100L + HookSink.CHUNK_EVENTS + 64);
      assertThat(rig.feed(0).lag()).isGreaterThan(600);
      assertThat(rig.feed(0).trouble()).isEmpty();
      receiver.answering(200);
      rig.pass(60_000, 100);
      assertThat(rig.feed(0).lag()).isZero();
      assertThat(new HashSet<>(receiver.ids())).containsAll(Rig.ids(log, hook));
    }
  }

  @Test
  void shouldGoOnWhereItWasAfterARestart() {
    Hook hook = hook(false);
    receiver.answering(500);
    try (Rig rig = new Rig(file(), hook)) {
      rig.pass(1_000, 100);
      assertThat(rig.figures(0).delivered()).isZero();
    }
    int before = receiver.posts().size();
    receiver.answering(200);
    try (Rig rig = new Rig(file(), hook)) {
      rig.pass(1_000, 100);
      assertThat(receiver.posts()).as("the pause is kept").hasSize(before);
      rig.pass(5_000, 100);
      List<String> after = receiver.ids().subList(before, receiver.posts().size());
      assertThat(after).containsExactlyInAnyOrderElementsOf(Rig.ids(Rig.LOG, hook));
    }
    try (Rig rig = new Rig(file(), hook)) {
      int all = receiver.posts().size();
      rig.pass(10_000, 1_000);
      assertThat(receiver.posts()).hasSize(all);
    }
  }
}
