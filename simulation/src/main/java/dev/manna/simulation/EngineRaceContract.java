package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Engine;
import dev.manna.core.Grant;
import dev.manna.core.Limits;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Engine} must do for many callers at once: the totals are exact, whoever comes
 * when, and everybody sees what he just did.
 */
public abstract class EngineRaceContract {
  private static final int THREADS = 8;
  private static final int EACH = 100;
  private static final long PATIENCE_SECONDS = 60;

  /** The engine under test, ready and with threads of its own. */
  protected abstract Engine engine();

  private final String campaign = "r" + Long.toHexString(System.nanoTime());

  private Reply ask(Request request) {
    try {
      Reply reply;
      do {
        reply = engine().submit(request).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } while (reply instanceof Reply.Refused refused && refused.refusal() == Refusal.TOO_BUSY);
      return reply;
    } catch (Exception e) {
      throw new AssertionError("no reply to " + request, e);
    }
  }

  private void define(Campaign definition) {
    assertThat(ask(new Command.Define(campaign, definition, 0))).isInstanceOf(Reply.Defined.class);
  }

  private void sale(Limits limits, long stock) {
    define(new Sale(Terms.open("").with(limits), List.of(new Sku("a", "A", stock))));
  }

  private Command order(String user, String key) {
    return new Command.Deduct(campaign, user, key, List.of(new Line("a", 1)), 0);
  }

  private Reply.Pool pool(String item) {
    Reply.Pools pools = (Reply.Pools) ask(new Query.OfPools(campaign, 0, Query.MAX_PAGE));
    return pools.pools().stream()
        .filter(pool -> pool.item().equals(item))
        .map(
            pool ->
                new Reply.Pool(
                    item, pool.unit(), pool.total(), pool.available(), pool.held(), pool.given()))
        .findFirst()
        .orElseThrow();
  }

  /** Each thread asks for a number of things, all threads at once; all replies. */
  private List<Reply> race(IntFunction<Request> nth) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<Reply>>> futures = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int from = thread * EACH;
        Callable<List<Reply>> asking =
            () -> {
              start.await();
              List<Reply> replies = new ArrayList<>();
              for (int i = from; i < from + EACH; i++) {
                replies.add(ask(nth.apply(i)));
              }
              return replies;
            };
        futures.add(threads.submit(asking));
      }
      start.countDown();
      List<Reply> replies = new ArrayList<>();
      for (Future<List<Reply>> future : futures) {
        replies.addAll(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return replies;
    } finally {
      threads.shutdown();
    }
  }

  private static long granted(List<Reply> replies) {
    return replies.stream().filter(reply -> reply instanceof Reply.Claimed).count();
  }

  private static void expectRefusals(List<Reply> replies, Refusal refusal) {
    assertThat(replies)
        .filteredOn(reply -> reply instanceof Reply.Refused)
        .allMatch(reply -> ((Reply.Refused) reply).refusal() == refusal);
  }

  @Test
  void shouldSellExactlyWhatThereIs() throws Exception {
    sale(Limits.NONE, 300);
    List<Reply> replies = race(i -> order("u" + i, "k"));
    assertThat(granted(replies)).isEqualTo(300);
    expectRefusals(replies, Refusal.SOLD_OUT);
    assertThat(pool("a")).isEqualTo(new Reply.Pool("a", "units", 300, 0, 0, 300));
  }

  @Test
  void shouldHaveOneEffectUnderOneKey() throws Exception {
    sale(Limits.NONE, 300);
    List<Reply> replies = race(i -> order("u", "k"));
    assertThat(new HashSet<>(replies)).hasSize(1);
    assertThat(pool("a").given()).isEqualTo(1);
  }

  @Test
  void shouldKeepAUsersLimit() throws Exception {
    sale(new Limits(5, 0, 0), 300);
    List<Reply> replies = race(i -> order("u", "k" + i));
    assertThat(granted(replies)).isEqualTo(5);
    expectRefusals(replies, Refusal.LIMIT_REACHED);
  }

  @Test
  void shouldGiveTheBudgetToTheCentAndOpenEachPacketOnce() throws Exception {
    Split split = new Split.DoubleMean(1, 1_000);
    define(new RedPacket(Terms.open(""), "CNY", 10_000, 200, split, RedPacket.ALWAYS));
    List<Reply> replies = race(i -> new Command.Snatch(campaign, "u" + i, "k"));
    assertThat(granted(replies)).isEqualTo(200);
    expectRefusals(replies, Refusal.SOLD_OUT);
    List<Grant> packets =
        replies.stream()
            .filter(reply -> reply instanceof Reply.Claimed)
            .flatMap(reply -> ((Reply.Claimed) reply).grants().stream())
            .toList();
    race(i -> new Command.Settle(packets.get(i % 200).id(), Settlement.OPEN));
    assertThat(pool("budget")).isEqualTo(new Reply.Pool("budget", "cents", 10_000, 0, 0, 10_000));
  }

  @Test
  void shouldGiveEachGrantAndPositionToOne() throws Exception {
    sale(Limits.NONE, 10_000);
    List<Reply> replies = race(i -> order("u" + i % 3, "k" + i));
    Set<Long> positions = new HashSet<>();
    Set<String> grants = new HashSet<>();
    for (Reply reply : replies) {
      Reply.Claimed claimed = (Reply.Claimed) reply;
      positions.add(claimed.position());
      grants.add(claimed.grants().getFirst().id().toString());
    }
    assertThat(positions).hasSize(THREADS * EACH);
    assertThat(grants).hasSize(THREADS * EACH);
  }

  @Test
  void shouldShowEachCallerItsOwnWrites() throws Exception {
    sale(Limits.NONE, 10_000);
    List<Reply> wallets =
        race(
            i -> {
              Reply.Claimed claimed = (Reply.Claimed) ask(order(campaign + i, "k"));
              assertThat(ask(new Query.OfGrant(claimed.grants().getFirst().id())))
                  .isInstanceOf(Reply.Granted.class);
              return new Query.OfGrants(campaign + i, Long.MAX_VALUE, 1);
            });
    assertThat(wallets).allMatch(reply -> ((Reply.Grants) reply).grants().size() == 1);
  }

  @Test
  void shouldAnswerOneCallerInTheOrderOfDeciding() {
    sale(Limits.NONE, 10_000);
    List<Long> positions = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch answered = new CountDownLatch(EACH);
    for (int i = 0; i < EACH; i++) {
      engine()
          .submit(
              order("u", "k" + i),
              reply -> {
                positions.add(((Reply.Claimed) reply).position());
                answered.countDown();
              });
    }
    try {
      assertThat(answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(positions).isSorted().doesNotHaveDuplicates();
  }
}
