package dev.manna.simulation.audit;

import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Round;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A changed rain, with whatever is better set back to what it was. */
final class RainFavours {
  private RainFavours() {}

  static RedPacket setBack(RedPacket was, RedPacket is, Terms terms) {
    boolean fixed = was.split() instanceof Split.Fixed && is.split() instanceof Split.Fixed;
    Split split = fixed ? amounts((Split.Fixed) was.split(), (Split.Fixed) is.split()) : is.split();
    boolean more =
        fixed
            ? split.equals(was.split())
            : adds(was.split(), is.budgetCents() - was.budgetCents(), is.packets() - was.packets());
    return new RedPacket(
        terms,
        is.currency(),
        more ? was.budgetCents() : is.budgetCents(),
        more ? was.packets() : is.packets(),
        split,
        Math.min(was.hitPerMillion(), is.hitPerMillion()),
        plan(was, is.plan()));
  }

  /** The amounts before, where only more of the largest came to them. */
  private static Split amounts(Split.Fixed was, Split.Fixed is) {
    List<Denomination> small = new ArrayList<>(was.denominations());
    List<Denomination> smallNow = new ArrayList<>(is.denominations());
    long largest = largest(was);
    small.removeIf(each -> each.cents() >= largest);
    smallNow.removeIf(each -> each.cents() >= largest);
    boolean same = small.containsAll(smallNow) && smallNow.containsAll(small);
    return same && count(is, largest) >= count(was, largest) ? was : is;
  }

  static long largest(Split.Fixed fixed) {
    return fixed.denominations().stream().mapToLong(Denomination::cents).max().orElse(0);
  }

  private static long count(Split.Fixed fixed, long cents) {
    return fixed.denominations().stream()
        .filter(each -> each.cents() == cents)
        .mapToLong(Denomination::count)
        .findFirst()
        .orElse(-1);
  }

  /** Whether nobody's packet becomes smaller by so much more. */
  static boolean adds(Split split, long cents, long packets) {
    if (cents < 0 || packets < 0) {
      return false;
    }
    if (packets == 0) {
      return true;
    }
    return split instanceof Split.Bounded bounded
        && BigInteger.valueOf(bounded.maxCents())
                .multiply(BigInteger.valueOf(packets))
                .compareTo(BigInteger.valueOf(cents))
            <= 0;
  }

  private static RainPlan plan(RedPacket before, RainPlan is) {
    RainPlan was = before.plan();
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < is.rounds().size(); i++) {
      Round now = is.rounds().get(i);
      Round then = i < was.rounds().size() ? was.rounds().get(i) : now;
      boolean more =
          adds(
              before.split(),
              now.budgetCents() - then.budgetCents(),
              now.packets() - then.packets());
      rounds.add(
          new Round(
              now.startMillis(),
              now.endMillis(),
              more ? then.budgetCents() : now.budgetCents(),
              more ? then.packets() : now.packets(),
              now.goods()));
    }
    return new RainPlan(
        is.goods(),
        is.goodsPerMillion(),
        rounds,
        is.carryOver(),
        is.pacing(),
        Favours.loosened(was.openWithinMillis(), is.openWithinMillis()),
        Favours.loosened(was.openUntilMillis(), is.openUntilMillis()));
  }
}
