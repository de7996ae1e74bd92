package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant.Worth;
import dev.manna.core.Limits;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of a red packet rain: to the last cent, whatever the split. */
class RedPacketRulesTest {
  private final Desk desk = new Desk();

  private void open(long cents, long packets, Split split) {
    open(Limits.NONE, cents, packets, split, RedPacket.ALWAYS);
  }

  private void open(Limits limits, long cents, long packets, Split split, int hits) {
    Terms terms = Terms.open("rain").with(limits);
    assertThat(desk.define("c", new RedPacket(terms, "CNY", cents, packets, split, hits)))
        .isInstanceOf(Reply.Defined.class);
  }

  private static long cents(Reply reply) {
    Reply.Claimed claimed = (Reply.Claimed) reply;
    return claimed.granted() ? ((Worth.Amount) claimed.grants().getFirst().worth()).cents() : 0;
  }

  private List<Long> drain() {
    List<Long> amounts = new ArrayList<>();
    for (int i = 0; ; i++) {
      Reply reply = desk.snatch("u" + i, "k");
      if (reply instanceof Reply.Refused refused) {
        assertThat(refused.refusal().code()).isEqualTo("sold-out");
        return amounts;
      }
      amounts.add(cents(reply));
    }
  }

  private static long sum(List<Long> amounts) {
    return amounts.stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void shouldGiveTheWholeBudgetByDoubleMean() {
    open(100_000, 1_000, new Split.DoubleMean(1, 1_000));
    List<Long> amounts = drain();
    assertThat(amounts).hasSize(1_000);
    assertThat(sum(amounts)).isEqualTo(100_000);
    assertThat(Collections.min(amounts)).isGreaterThanOrEqualTo(1);
    assertThat(Collections.max(amounts)).isLessThanOrEqualTo(1_000);
    assertThat(Collections.max(amounts)).isGreaterThan(150);
  }

  @Test
  void shouldKeepEveryLaterPacketFeasible() {
    open(1_000, 100, new Split.DoubleMean(9, 11));
    List<Long> amounts = drain();
    assertThat(amounts).hasSize(100).allMatch(cents -> cents >= 9 && cents <= 11);
    assertThat(sum(amounts)).isEqualTo(1_000);
  }

  @Test
  void shouldExpectTheMeanWhoeverComesWhen() {
    double[] sums = new double[10];
    for (int round = 0; round < 4_000; round++) {
      String campaign = "r" + round;
      desk.define(
          campaign,
          new RedPacket(
              Terms.open(""), "CNY", 1_000, 10, new Split.DoubleMean(1, 1_000), RedPacket.ALWAYS));
      for (int i = 0; i < 10; i++) {
        sums[i] += cents(desk.ask(new Command.Snatch(campaign, "u" + i, "k")));
      }
    }
    for (double sum : sums) {
      // The last one's standard deviation is 76: four of them over sqrt(4,000) are 4.8.
      assertThat(sum / 4_000).isBetween(95.2, 104.8);
    }
  }

  @Test
  void shouldExpectTheMeanOfFewCentsToo() {
    Split split = new Split.DoubleMean(1, 200);
    double sum = 0;
    for (int round = 0; round < 10_000; round++) {
      String campaign = "r" + round;
      desk.define(
          campaign, new RedPacket(Terms.open(""), "CNY", 150, 100, split, RedPacket.ALWAYS));
      sum += cents(desk.ask(new Command.Snatch(campaign, "u", "k")));
    }
    // One cent or two, each as likely: four standard deviations of the mean are 0.02.
    assertThat(sum / 10_000).isBetween(1.48, 1.52);
  }

  @Test
  void shouldSplitEvenlyToTheCent() {
    open(1_003, 10, new Split.Even());
    List<Long> amounts = drain();
    assertThat(amounts).hasSize(10).allMatch(cents -> cents == 100 || cents == 101);
    assertThat(sum(amounts)).isEqualTo(1_003);
  }

  @Test
  void shouldGiveFixedDenominationsAsCounted() {
    Split.Fixed split =
        new Split.Fixed(List.of(new Denomination(100, 5), new Denomination(888, 2)));
    open(5 * 100 + 2 * 888, 7, split);
    List<Long> amounts = drain();
    assertThat(amounts).hasSize(7);
    assertThat(Collections.frequency(amounts, 888L)).isEqualTo(2);
    assertThat(desk.pool("888")).isEqualTo(new Reply.Pool("888", "packets", 2, 0, 2, 0));
    assertThat(desk.pool("budget").held()).isEqualTo(5 * 100 + 2 * 888);
  }

  @Test
  void shouldMissByChanceAndCountItAsAUse() {
    open(new Limits(1, 0, 0), 1_000_000, 10_000, new Split.Even(), 250_000);
    int hits = 0;
    for (int i = 0; i < 10_000; i++) {
      hits += ((Reply.Claimed) desk.snatch("u" + i, "k")).granted() ? 1 : 0;
    }
    // Binomial with p = 1/4: four standard deviations are 173.
    assertThat(hits).isBetween(2_500 - 173, 2_500 + 173);
    assertThat(Desk.code(desk.snatch("u1", "again"))).isEqualTo("limit-reached");
  }

  @Test
  void shouldOpenOnceHoweverOften() {
    open(1_000, 10, new Split.Even());
    desk.snatch("u", "k");
    Reply opened = desk.settle(1, Settlement.OPEN);
    assertThat(desk.settle(1, Settlement.OPEN)).isEqualTo(opened);
    assertThat(desk.pool("budget"))
        .isEqualTo(new Reply.Pool("budget", "cents", 1_000, 900, 0, 100));
    Reply.Wallet wallet = (Reply.Wallet) desk.ask(new Query.OfWallet("u", Long.MAX_VALUE, 10));
    assertThat(wallet.balances()).containsExactly(java.util.Map.entry("CNY", 100L));
    assertThat(Desk.code(desk.settle(1, Settlement.CONFIRM))).isEqualTo("malformed");
  }

  @Test
  void shouldFollowTheBudgetWhileItRuns() {
    open(1_000, 10, new Split.DoubleMean(50, 150));
    long out = cents(desk.snatch("a", "k")) + cents(desk.snatch("b", "k"));
    Command raise = new Command.Adjust("c", "raise", new Change.Budget(5_000, 50));
    assertThat(Desk.code(desk.ask(raise))).isNull();
    assertThat(Desk.code(desk.ask(raise))).isNull();
    Command impossible = new Command.Adjust("c", "x", new Change.Budget(5_000, 0));
    assertThat(Desk.code(desk.ask(impossible))).isEqualTo("malformed");
    Command cut = new Command.Adjust("c", "cut", new Change.Budget(-100_000, 0));
    assertThat(Desk.code(desk.ask(cut))).isEqualTo("below-given");
    List<Long> amounts = drain();
    assertThat(amounts).hasSize(58).allMatch(cents -> cents >= 50 && cents <= 150);
    assertThat(out + sum(amounts)).isEqualTo(6_000);
  }
}
