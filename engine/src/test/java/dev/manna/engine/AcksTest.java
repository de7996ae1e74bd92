package dev.manna.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Acks;
import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Move;
import dev.manna.core.Engine.Receiver;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import dev.manna.engine.journal.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that wait for books, which may be away, and come back. */
final class AcksTest {
  private static final long PATIENCE = 500;
  private static final int MOST = 4;

  @TempDir private Path folder;
  private long now = 1_000_000;
  private long luck = 1;
  private final FeedClock clock = new FeedClock(() -> now, PATIENCE, MOST);
  private final Sheets sheets = new Sheets();
  private EmbeddedEngine engine;
  private Feed feed;

  /** Books in memory, which may be away. */
  private static final class Sheets implements EventSink {
    private Bookmark at = Bookmark.START;
    private boolean away;

    @Override
    public String name() {
      return "sheets";
    }

    @Override
    public Bookmark open() throws Trouble {
      check();
      return at;
    }

    @Override
    public void take(Chunk chunk) throws Trouble {
      check();
      at = chunk.to();
    }

    private void check() throws Trouble {
      if (away) {
        throw Trouble.passing("they are away.", new IllegalStateException());
      }
    }

    @Override
    public void close() {}
  }

  /** What somebody was answered, null as long as there is nothing. */
  private static final class Ear implements Receiver {
    private @Nullable Reply reply;
    private long seen;

    @Override
    public void receive(Reply given) {
      throw new AssertionError("an answer names what it has seen");
    }

    @Override
    public void receive(Reply given, long position) {
      assertThat(reply).as("one answer").isNull();
      reply = given;
      seen = position;
    }

    Reply.Claimed claimed() {
      return (Reply.Claimed) reply;
    }

    Refusal refusal() {
      return reply instanceof Reply.Refused refused ? refused.refusal() : null;
    }
  }

  @BeforeEach
  void open() throws IOException {
    engine = engine(clock);
    feed = new Feed(sheets, engine.journal(), () -> now, 100, line -> {}, clock::stand);
  }

  private EmbeddedEngine engine(@Nullable FeedClock books) throws IOException {
    return EmbeddedEngine.open(
        RealDisk.make(folder),
        () -> now,
        () -> luck++,
        EngineOptions.defaults(),
        UnaryOperator.identity(),
        books);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Ear ask(Request request) {
    Ear ear = new Ear();
    engine.submit(request, ear);
    engine.writer().doWork();
    return ear;
  }

  private static Sale sale(Acks acks, int stock) {
    return new Sale(Terms.open("").answered(acks), List.of(new Sku("a", "", stock)));
  }

  private static Command define(String campaign, Acks acks, int stock) {
    return new Command.Define(campaign, sale(acks, stock), 0);
  }

  private static Command order(String campaign, String key) {
    return new Command.Deduct(campaign, "u", key, List.of(new Line("a", 1)), 0);
  }

  private void follow() {
    while (feed.doWork()) {
      now++;
    }
  }

  private void sell(int stock) {
    Ear defined = ask(define("c", Acks.LEDGER, stock));
    follow();
    assertThat(defined.reply).isInstanceOf(Reply.Defined.class);
  }

  @Test
  void shouldAnswerWhenTheBooksHaveIt() {
    sell(9);
    Ear ear = ask(order("c", "k"));
    assertThat(ear.reply).isNull();
    assertThat(feed.doWork()).isTrue();
    assertThat(ear.claimed().position()).isEqualTo(3);
    assertThat(ear.seen).isEqualTo(3);
    assertThat(sheets.at.position()).isEqualTo(3);
  }

  @Test
  void shouldAnswerOthersAndReadersAtOnce() {
    sell(9);
    sheets.away = true;
    ask(order("c", "k"));
    assertThat(ask(define("d", Acks.LOG, 9)).reply).isInstanceOf(Reply.Defined.class);
    assertThat(ask(order("d", "k")).claimed().position()).isEqualTo(5);
    Ear wallet = ask(new Query.OfGrants("u", Long.MAX_VALUE, 10));
    assertThat(((Reply.Grants) wallet.reply).grants()).hasSize(2);
    assertThat(wallet.seen).isEqualTo(5);
  }

  @Test
  void shouldKeepBackRefusalsThatDependOnWhatTheBooksLack() {
    sell(1);
    ask(order("c", "k"));
    Ear soldOut = ask(order("c", "other"));
    Ear paused = ask(new Command.Steer("c", Move.PAUSE));
    assertThat(soldOut.reply).isNull();
    assertThat(paused.reply).isNull();
    follow();
    assertThat(soldOut.refusal()).isEqualTo(Refusal.SOLD_OUT);
    assertThat(paused.reply).isInstanceOf(Reply.Defined.class);
  }

  @Test
  void shouldAnswerAClaimSentAgainFromItsOwnEventAlone() {
    sell(9);
    Ear first = ask(order("c", "k"));
    follow();
    sheets.away = true;
    ask(order("c", "later"));
    Ear again = ask(order("c", "k"));
    assertThat(again.reply).isEqualTo(first.reply);
    Ear other = ask(order("c", "later"));
    assertThat(other.reply).as("its event is not there yet").isNull();
  }

  @Test
  void shouldSayThatTheBooksAreLateAndAnswerWhenTheyAreBack() {
    sell(9);
    sheets.away = true;
    Ear ear = ask(order("c", "k"));
    feed.doWork();
    now += PATIENCE - 1;
    clock.expire();
    assertThat(ear.reply).isNull();
    now++;
    clock.expire();
    assertThat(ear.reply).isEqualTo(new Reply.Unbooked("c", 3));
    Ear again = ask(order("c", "k"));
    now += PATIENCE;
    clock.expire();
    assertThat(again.reply).isEqualTo(new Reply.Unbooked("c", 3));
    sheets.away = false;
    now += 10_000;
    follow();
    Ear last = ask(order("c", "k"));
    assertThat(last.claimed().position()).isEqualTo(3);
    assertThat(last.claimed().grants()).hasSize(1);
  }

  @Test
  void shouldRefuseNewClaimsEarlyWhileTheBooksAreLate() {
    sell(9);
    sheets.away = true;
    ask(order("c", "k"));
    now += PATIENCE;
    clock.expire();
    Ear refused = ask(order("c", "new"));
    assertThat(refused.refusal()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(((Reply.Refused) refused.reply).retryAfterMillis()).isPositive();
    assertThat(((Reply.Refused) refused.reply).detail()).contains("they stand at 2").contains("3");
    assertThat(engine.stats().position()).as("nothing was done").isEqualTo(3);
    assertThat(ask(order("c", "k")).reply).as("it is known: it waits").isNull();
    assertThat(ask(new Command.Steer("c", Move.PAUSE)).reply).as("a brake works").isNull();
    assertThat(engine.stats().position()).isEqualTo(4);
    sheets.away = false;
    now += 10_000;
    follow();
    assertThat(ask(order("c", "new")).refusal()).as("decided").isEqualTo(Refusal.PAUSED);
  }

  @Test
  void shouldBoundWhatWaits() {
    sell(99);
    sheets.away = true;
    List<Ear> waiting = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      waiting.add(ask(order("c", "k" + i)));
    }
    Ear refused = ask(order("c", "one-more"));
    assertThat(refused.refusal()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(((Reply.Refused) refused.reply).detail()).contains(MOST + " answers wait");
    assertThat(ask(order("c", "k0")).reply)
        .as("there is no room for it, and it was decided")
        .isEqualTo(new Reply.Unbooked("c", 3));
    assertThat(clock.waiting()).isEqualTo(MOST);
    assertThat(waiting).allMatch(ear -> ear.reply == null);
    sheets.away = false;
    now += 10_000;
    follow();
    assertThat(waiting).allMatch(ear -> ear.reply instanceof Reply.Claimed);
  }

  @Test
  void shouldRefuseSuchACampaignWhereNoBooksAreKept() throws IOException {
    engine.close();
    engine = engine(null);
    assertThat(ask(define("c", Acks.LOG, 9)).reply).isInstanceOf(Reply.Defined.class);
    Ear refused = ask(define("d", Acks.LEDGER, 9));
    assertThat(refused.refusal()).isEqualTo(Refusal.MALFORMED);
    assertThat(((Reply.Refused) refused.reply).detail()).contains("acks").contains("no books");
    assertThat(ask(new Query.OfCampaign("d")).refusal()).isEqualTo(Refusal.UNKNOWN_CAMPAIGN);
    Ear changed = ask(new Command.Define("c", sale(Acks.LEDGER, 9), 1));
    assertThat(changed.refusal()).isEqualTo(Refusal.MALFORMED);
  }

  @Test
  void shouldDecideNothingOfItsCampaignsWhereTheBooksAreGone() throws IOException {
    sell(9);
    assertThat(engine.answeringFromBooks()).containsExactly("c");
    engine.close();
    engine = engine(null);
    assertThat(engine.answeringFromBooks()).containsExactly("c");
    Ear refused = ask(order("c", "k"));
    assertThat(refused.refusal()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(engine.stats().position()).isEqualTo(2);
  }
}
