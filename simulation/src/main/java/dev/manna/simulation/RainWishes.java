package dev.manna.simulation;

import dev.manna.core.Command.Change;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;

/** What a crowd and its operators ask of a red packet rain. */
final class RainWishes {
  private RainWishes() {}

  static Change change(Chance chance, RedPacket rain) {
    boolean fixed = rain.split() instanceof Split.Fixed;
    boolean goods = !rain.plan().goods().isEmpty() && chance.oneIn(3);
    Change change =
        fixed || goods
            ? new Change.Stock(item(chance, rain), chance.between(-4, 12))
            : budget(chance, rain);
    int rounds = rain.plan().rounds().size();
    return rounds == 0 && !chance.oneIn(20)
        ? change
        : new Change.InRound((int) chance.between(1, rounds + 1), change);
  }

  /** Mostly what can be given: some packets more or fewer, and their money. */
  private static Change budget(Chance chance, RedPacket rain) {
    long packets = chance.between(-3, 6);
    long mean = rain.budgetCents() / rain.packets();
    return new Change.Budget(packets * mean + chance.between(-20, 40), packets);
  }

  static String item(Chance chance, RedPacket rain) {
    if (!rain.plan().goods().isEmpty() && chance.oneIn(2)) {
      return chance.pick(rain.plan().goods()).id();
    }
    return rain.split() instanceof Split.Fixed(var all) ? chance.pick(all).id() : "packet";
  }
}
