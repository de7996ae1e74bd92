package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Refusal;

/**
 * One snatch. The amount is drawn when the packet is taken, from the money and the packets that are
 * left then, so there is no list of packets that could be lost, and an edit of the budget counts
 * from the next snatch on.
 */
final class RedPacketRules {
  private RedPacketRules() {}

  static Decision decide(CampaignState state, RedPacket rain, Event.Use use, Dice dice) {
    long packets = packetsLeft(state);
    if (packets == 0) {
      return Decision.refuses(Refusal.SOLD_OUT, "every packet has been snatched");
    }
    if (dice.below(RedPacket.ALWAYS) >= rain.hitPerMillion()) {
      return snatched(state, use, 0, 0);
    }
    long cents = state.items.available(Catalog.MONEY);
    return switch (rain.split()) {
      case Split.DoubleMean split ->
          snatched(state, use, doubleMean(split, cents, packets, dice), 0);
      case Split.Even even -> snatched(state, use, cents / packets, 0);
      case Split.Fixed fixed -> {
        int denomination = state.odds().free.at(dice.below(packets));
        long amount = Long.parseLong(state.catalog().id(denomination));
        yield snatched(state, use, amount, denomination);
      }
    };
  }

  static long packetsLeft(CampaignState state) {
    return state.fixedSplit() ? state.odds().free.sum() : state.items.available(Catalog.PACKETS);
  }

  /**
   * Uniform from the minimum to twice the mean of what is left less the minimum, cut to what leaves
   * each later packet between minimum and maximum. With one packet left both bounds are the rest.
   */
  static long doubleMean(Split.DoubleMean split, long cents, long packets, Dice dice) {
    long others = packets - 1;
    long least = Math.max(split.minCents(), cents - others * split.maxCents());
    long most = Math.min(split.maxCents(), cents - others * split.minCents());
    // Rounded up as often as down, else small amounts would be smaller for whoever comes early.
    long twiceTheMean = (2 * cents + dice.below(packets)) / packets;
    long fair = Math.max(least, twiceTheMean - split.minCents());
    return least + dice.below(Math.min(most, fair) - least + 1);
  }

  private static Decision snatched(
      CampaignState state, Event.Use use, long cents, int denomination) {
    return Decision.happens(new Event.Snatched(state.number, use, cents, denomination));
  }
}
