package dev.manna.simulation.audit;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.PrizeRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the next draw of a user may come to, draw by draw of a claim. */
final class Lots {
  /** Stands for no prize; no prize of a campaign is like it. */
  static final Prize MISS = new Prize("miss", "no prize at all", 0, 0);

  private final Book book;
  private final Lottery lottery;
  private final Gambler gambler;
  private final long drawsBefore;
  private final List<Prize> outcomes = new ArrayList<>();

  Lots(Book book, Lottery lottery, String user) {
    this.book = book;
    this.lottery = lottery;
    gambler = book.gambler(user);
    drawsBefore = book.tally(user).uses();
  }

  List<Prize> outcomes() {
    return outcomes;
  }

  void take(Prize outcome) {
    outcomes.add(outcome);
  }

  private long made() {
    return drawsBefore + outcomes.size();
  }

  static boolean guarantees(PrizeRules rules) {
    return rules.enabled() && rules.guaranteedByMiss() > 0;
  }

  private Optional<Tier> tier() {
    return lottery.tiers().stream()
        .filter(tier -> tier.fromDraw() <= made() + 1)
        .max(Comparator.comparingInt(Tier::fromDraw));
  }

  private long weight(Prize prize) {
    long weight =
        tier().stream()
            .flatMap(tier -> tier.weights().stream())
            .filter(share -> share.prize().equals(prize.id()))
            .mapToLong(Lottery.Share::weight)
            .findFirst()
            .orElse(prize.weight());
    return prize.rules().enabled() ? weight : 0;
  }

  private long noPrizeWeight() {
    return tier().map(Tier::noPrizeWeight).orElse(lottery.noPrizeWeight());
  }

  private long now(Prize prize) {
    return outcomes.stream().filter(outcome -> outcome.id().equals(prize.id())).count();
  }

  private boolean left(Prize prize) {
    return prize.rules().enabled() && book.pile(book.itemOf(prize.id())).has(now(prize) + 1);
  }

  boolean mayWin(Prize prize) {
    PrizeRules rules = prize.rules();
    return left(prize)
        && made() >= rules.unlockAfter()
        && (rules.perUser() == 0 || gambler.wins(prize) + now(prize) < rules.perUser());
  }

  private boolean isFallback(Prize prize) {
    return lottery.whenGone() instanceof WhenGone.Fallback(String id) && id.equals(prize.id());
  }

  /** Whether no draw of this tier could win anything, whoever drew. */
  boolean exhausted() {
    return lottery.prizes().stream()
        .noneMatch(
            prize ->
                left(prize)
                    && (weight(prize) > 0 || isFallback(prize) || guarantees(prize.rules())));
  }

  /** The prize that must be won instead of a miss. */
  Optional<Prize> due() {
    int misses = gambler.misses();
    for (Prize outcome : outcomes) {
      misses = outcome.equals(MISS) ? misses + 1 : 0;
    }
    int now = misses + 1;
    return lottery.prizes().stream()
        .filter(prize -> guarantees(prize.rules()))
        .filter(prize -> prize.rules().guaranteedByMiss() <= now && mayWin(prize))
        .min(Comparator.comparingInt(prize -> prize.rules().guaranteedByMiss()));
  }

  /** The odds of the next draw: the numerators of the prizes, of the miss, and their sum. */
  Odds odds() {
    Map<String, Long> odds = new HashMap<>();
    long won = 0;
    long all = 0;
    for (Prize prize : lottery.prizes()) {
      long weight = weight(prize);
      all += weight;
      won += mayWin(prize) ? weight : 0;
      odds.put(prize.id(), mayWin(prize) ? weight : 0);
    }
    long barred = lottery.whenGone() instanceof WhenGone.Redraw ? 0 : all - won;
    long rest = barred;
    for (Prize prize : lottery.prizes()) {
      if (isFallback(prize) && mayWin(prize)) {
        odds.merge(prize.id(), barred, Long::sum);
        rest = 0;
      }
    }
    long miss = noPrizeWeight() + rest;
    long sum = won + noPrizeWeight() + barred;
    if (sum == 0) {
      sum = 1;
      miss = 1;
    }
    Optional<Prize> due = due();
    if (due.isPresent()) {
      odds.merge(due.get().id(), miss, Long::sum);
      miss = 0;
    }
    return new Odds(odds, miss, sum);
  }

  /** What the odds of a draw are, over one denominator. */
  record Odds(Map<String, Long> prizes, long miss, long sum) {}

  /** Whether a draw may come to nothing before guarantees are looked at. */
  private boolean mayFallThrough() {
    List<Prize> weighed = lottery.prizes().stream().filter(prize -> weight(prize) > 0).toList();
    boolean someBarred = weighed.isEmpty() || weighed.stream().anyMatch(prize -> !mayWin(prize));
    return noPrizeWeight() > 0
        || switch (lottery.whenGone()) {
          case WhenGone.Redraw redraw -> weighed.stream().noneMatch(this::mayWin);
          case WhenGone.Miss miss -> someBarred;
          case WhenGone.Fallback fallback ->
              weighed.isEmpty()
                  || (someBarred
                      && lottery.prizes().stream().noneMatch(p -> isFallback(p) && mayWin(p)));
        };
  }

  /** Whether the next draw may win this prize, or miss. */
  boolean lawful(Prize outcome) {
    if (outcome.equals(MISS)) {
      return mayFallThrough() && due().isEmpty();
    }
    boolean byWeight = weight(outcome) > 0;
    boolean byFallback =
        isFallback(outcome)
            && lottery.prizes().stream().anyMatch(prize -> weight(prize) > 0 && !mayWin(prize));
    boolean byGuarantee = mayFallThrough() && due().filter(outcome::equals).isPresent();
    return mayWin(outcome) && (byWeight || byFallback || byGuarantee);
  }
}
