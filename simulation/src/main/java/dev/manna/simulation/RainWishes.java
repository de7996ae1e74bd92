package dev.manna.simulation;

import dev.manna.core.Command.Change;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;

/** What a crowd and its operators ask of a red packet rain. */
final class RainWishes {
  private RainWishes() {}

  static Change budget(Chance chance) {
    return new Change.Budget(chance.between(-60, 200), chance.between(-3, 6));
  }

  static boolean fixed(RedPacket rain) {
    return rain.split() instanceof Split.Fixed;
  }

  static String item(Chance chance, RedPacket rain) {
    return rain.split() instanceof Split.Fixed(var all) ? chance.pick(all).id() : "packet";
  }
}
