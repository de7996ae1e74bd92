package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Share;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.PrizeRules;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A million draws in each mode against the odds as the law's page defines them, by chi-square: fair
 * draws stay below the bound in all but one of ten million tests.
 */
class FairnessTest {
  private static final int DRAWS = 1_000_000;
  private static final int CLAIMS = DRAWS / Lottery.MAX_DRAWS;
  private static final int PRIZES = 1_000;
  private static final long NO_PRIZE = 9_000;

  private final Random random = new Random(3);
  private final Desk desk = new Desk();

  /** The odds of a user's n-th draw, by prize. */
  private interface OddsOf {
    double[] draw(int n);
  }

  /** Three of ten are sold out; the others never will be. */
  private List<Prize> prizes(PrizeRules rules) {
    List<Prize> prizes = new ArrayList<>();
    for (int i = 0; i < PRIZES; i++) {
      long stock = i % 10 < 3 ? 0 : Prize.UNLIMITED;
      PrizeRules its = i % 4 == 1 ? rules : PrizeRules.NONE;
      prizes.add(new Prize("p" + i, "", random.nextInt(1, 100), stock, its));
    }
    return prizes;
  }

  private void open(long noPrize, List<Prize> prizes, WhenGone whenGone, Tier... tiers) {
    Lottery lottery =
        new Lottery(Terms.open(""), noPrize, prizes, whenGone, List.of(tiers), false, false);
    assertThat(desk.define("c", lottery)).isInstanceOf(Reply.Defined.class);
  }

  private void expectFair(List<Prize> prizes, OddsOf odds) {
    Map<String, Integer> seen = new TreeMap<>();
    for (int user = 0; user < CLAIMS; user++) {
      Reply.Claimed claimed = (Reply.Claimed) desk.draw("u" + user, "k", Lottery.MAX_DRAWS);
      assertThat(claimed.uses()).isEqualTo(Lottery.MAX_DRAWS);
      claimed.grants().forEach(grant -> seen.merge(grant.item(), 1, Integer::sum));
    }
    double[] expected = new double[prizes.size() + 1];
    double[] found = new double[prizes.size() + 1];
    for (int n = 1; n <= Lottery.MAX_DRAWS; n++) {
      double[] of = odds.draw(n);
      for (int i = 0; i < of.length; i++) {
        expected[i] += of[i] * CLAIMS;
      }
    }
    for (int i = 0; i < prizes.size(); i++) {
      found[i] = seen.getOrDefault(prizes.get(i).id(), 0);
    }
    expected[prizes.size()] = DRAWS - Arrays.stream(expected).sum();
    found[prizes.size()] = DRAWS - Arrays.stream(found).sum();
    expectClose(found, expected);
  }

  static void expectClose(double[] found, double[] expected) {
    double chiSquare = 0;
    int cells = 0;
    for (int i = 0; i < found.length; i++) {
      if (expected[i] < 1e-6) {
        assertThat(found[i]).as("what cannot be won").isZero();
      } else {
        chiSquare += (found[i] - expected[i]) * (found[i] - expected[i]) / expected[i];
        cells++;
      }
    }
    double freedom = cells - 1;
    assertThat(chiSquare).isLessThan(freedom + 5.2 * Math.sqrt(2 * freedom) + 10);
  }

  private static double[] shares(List<Prize> prizes, long noPrize, boolean gone, int unlocked) {
    double[] odds = new double[prizes.size()];
    double sum = noPrize;
    for (int i = 0; i < odds.length; i++) {
      Prize prize = prizes.get(i);
      boolean open = prize.stock() != 0 && prize.rules().unlockAfter() <= unlocked;
      odds[i] = open ? prize.weight() : 0;
      sum += gone || open ? prize.weight() : 0;
    }
    double all = sum;
    return Arrays.stream(odds).map(weight -> weight / all).toArray();
  }

  @Test
  void shouldDrawFairlyAmongWhatIsLeft() {
    List<Prize> prizes = prizes(PrizeRules.NONE);
    open(NO_PRIZE, prizes, new WhenGone.Redraw());
    double[] odds = shares(prizes, NO_PRIZE, false, 0);
    expectFair(prizes, n -> odds);
  }

  @Test
  void shouldDrawFairlyWhereWhatIsGoneIsAMiss() {
    List<Prize> prizes = prizes(PrizeRules.NONE);
    open(NO_PRIZE, prizes, new WhenGone.Miss());
    double[] odds = shares(prizes, NO_PRIZE, true, 0);
    expectFair(prizes, n -> odds);
  }

  @Test
  void shouldDrawFairlyWhereWhatIsGoneFallsBack() {
    List<Prize> prizes = prizes(PrizeRules.NONE);
    open(NO_PRIZE, prizes, new WhenGone.Fallback("p9"));
    double[] odds = shares(prizes, NO_PRIZE, true, 0);
    double all = NO_PRIZE + prizes.stream().mapToLong(Prize::weight).sum();
    double gone = prizes.stream().filter(p -> p.stock() == 0).mapToLong(Prize::weight).sum();
    odds[9] += gone / all;
    expectFair(prizes, n -> odds);
  }

  @Test
  void shouldDrawFairlyInEachTier() {
    List<Prize> prizes = prizes(PrizeRules.NONE);
    List<Share> shares = new ArrayList<>();
    List<Prize> later = new ArrayList<>();
    for (Prize prize : prizes) {
      long weight = shares.size() < 400 ? random.nextInt(0, 60) : prize.weight();
      if (shares.size() < 400) {
        shares.add(new Share(prize.id(), weight));
      }
      later.add(new Prize(prize.id(), "", weight, prize.stock()));
    }
    open(NO_PRIZE, prizes, new WhenGone.Redraw(), new Tier(31, 70_000, shares));
    double[] first = shares(prizes, NO_PRIZE, false, 0);
    double[] second = shares(later, 70_000, false, 0);
    expectFair(prizes, n -> n <= 30 ? first : second);
  }

  @Test
  void shouldDrawFairlyAmongWhatIsUnlocked() {
    List<Prize> prizes = prizes(new PrizeRules(0, 0, true, 60, 0));
    open(NO_PRIZE, prizes, new WhenGone.Redraw());
    double[] locked = shares(prizes, NO_PRIZE, false, 59);
    double[] open = shares(prizes, NO_PRIZE, false, 60);
    expectFair(prizes, n -> n <= 60 ? locked : open);
  }

  @Test
  void shouldDrawFairlyWhereWhatIsLockedIsAMiss() {
    List<Prize> prizes = prizes(new PrizeRules(0, 0, true, 60, 0));
    open(NO_PRIZE, prizes, new WhenGone.Miss());
    double[] locked = shares(prizes, NO_PRIZE, true, 59);
    double[] open = shares(prizes, NO_PRIZE, true, 60);
    expectFair(prizes, n -> n <= 60 ? locked : open);
  }

  /**
   * The third miss in a row wins a prize instead, so what may come depends on the misses before.
   */
  @Test
  void shouldDrawFairlyWhereTheThirdMissWins() {
    List<Prize> prizes = prizes(PrizeRules.NONE);
    prizes.set(5, new Prize("p5", "", 50, Prize.UNLIMITED, new PrizeRules(0, 0, true, 0, 3)));
    long noPrize = 4 * NO_PRIZE;
    open(noPrize, prizes, new WhenGone.Redraw());
    double[] plain = shares(prizes, noPrize, false, 0);
    double miss = 1 - Arrays.stream(plain).sum();
    double[] missed = new double[Lottery.MAX_DRAWS + 1];
    double[] after = {1, 0, 0};
    for (int n = 1; n <= Lottery.MAX_DRAWS; n++) {
      missed[n] = after[2];
      double once = after[0] * miss;
      double twice = after[1] * miss;
      after = new double[] {1 - once - twice, once, twice};
    }
    expectFair(
        prizes,
        n -> {
          double[] odds = plain.clone();
          odds[5] += missed[n] * miss;
          return odds;
        });
  }

  /** What this test is worth: every other prize is drawn three percent too often. */
  @Test
  void shouldSeeADrawThatIsBiased() {
    List<Prize> fair = new ArrayList<>();
    List<Prize> biased = new ArrayList<>();
    for (int i = 0; i < PRIZES; i++) {
      fair.add(new Prize("p" + i, "", 100, Prize.UNLIMITED));
      biased.add(new Prize("p" + i, "", i % 2 == 0 ? 103 : 97, Prize.UNLIMITED));
    }
    open(NO_PRIZE, biased, new WhenGone.Redraw());
    double[] odds = shares(fair, NO_PRIZE, false, 0);
    assertThatThrownBy(() -> expectFair(fair, n -> odds)).isInstanceOf(AssertionError.class);
  }

  /** Among 60 prizes, so that limits are met, and what may be won depends on what was won. */
  @Test
  void shouldDrawFairlyAmongWhatAUserMayStillWin() {
    List<Prize> prizes = new ArrayList<>();
    PrizeRules twice = new PrizeRules(0, 2, true, 0, 0);
    for (int i = 0; i < 60; i++) {
      long stock = i % 10 == 4 ? 0 : Prize.UNLIMITED;
      prizes.add(new Prize("p" + i, "", 1 + i % 7, stock, i % 3 == 0 ? PrizeRules.NONE : twice));
    }
    open(0, prizes, new WhenGone.Redraw());
    double[] expected = new double[prizes.size()];
    double[] found = new double[prizes.size()];
    for (int user = 0; user < CLAIMS; user++) {
      int[] won = new int[prizes.size()];
      for (Grant grant : ((Reply.Claimed) desk.draw("u" + user, "k", 100)).grants()) {
        double[] odds = limited(prizes, won);
        for (int i = 0; i < odds.length; i++) {
          expected[i] += odds[i];
        }
        int item = Integer.parseInt(grant.item().substring(1));
        found[item]++;
        won[item]++;
      }
    }
    assertThat(Arrays.stream(found).sum()).isEqualTo(DRAWS);
    expectClose(found, expected);
  }

  private static double[] limited(List<Prize> prizes, int[] won) {
    double[] odds = new double[prizes.size()];
    double sum = 0;
    for (int i = 0; i < odds.length; i++) {
      Prize prize = prizes.get(i);
      int limit = prize.rules().perUser();
      odds[i] = prize.stock() != 0 && (limit == 0 || won[i] < limit) ? prize.weight() : 0;
      sum += odds[i];
    }
    for (int i = 0; i < odds.length; i++) {
      odds[i] /= sum;
    }
    return odds;
  }

  /** Best of several rounds, because other processes share the machine. */
  @Test
  void shouldDrawAmongAThousandPrizesAboutAsFastAsAmongTen() {
    long ten = Long.MAX_VALUE;
    long thousand = Long.MAX_VALUE;
    for (int round = 0; round < 6; round++) {
      ten = Math.min(ten, nanosADraw(10));
      thousand = Math.min(thousand, nanosADraw(PRIZES));
    }
    System.out.println("ns a draw: " + ten + " of 10 prizes, " + thousand + " of 1,000");
    assertThat(thousand).isLessThan(3 * ten);
  }

  private static long nanosADraw(int count) {
    Desk desk = Desk.ofAJournal();
    List<Prize> prizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PrizeRules rules = new PrizeRules(0, i % 2, true, i % 5, 0);
      prizes.add(new Prize("p" + i, "", 1 + i % 7, i % 10 == 4 ? 0 : 1_000_000, rules));
    }
    Lottery lottery =
        new Lottery(
            Terms.open(""), 100_000, prizes, new WhenGone.Redraw(), List.of(), false, false);
    desk.define("c", lottery);
    long start = System.nanoTime();
    for (int i = 0; i < 2_000; i++) {
      desk.draw("u" + i % 100, "k" + i, 100);
    }
    return (System.nanoTime() - start) / 200_000;
  }
}
