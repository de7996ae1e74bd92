package dev.manna.core.wire;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Share;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.PrizeRules;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a lottery's definition says beyond the terms, as bytes. */
final class LotteryCodec {
  private static final int CHANCES = 1;
  private static final int RAFFLE = 2;

  private static final int OPEN = 0;
  private static final int RULES = 1;
  private static final int DISABLED = 2;

  private LotteryCodec() {}

  static long sizeAtMost(Lottery lottery) {
    long size = 0;
    for (Prize prize : lottery.prizes()) {
      size += 24 + prize.id().length() + 3L * prize.title().length();
      size += prize.rules().equals(PrizeRules.NONE) ? 0 : 20;
    }
    for (Tier tier : lottery.tiers()) {
      size += 16 + 12L * tier.weights().size();
    }
    return size;
  }

  static void write(Lottery lottery, Encoder to) {
    to.number(lottery.noPrizeWeight());
    whenGone(lottery.whenGone(), to);
    to.put((lottery.chances() ? CHANCES : 0) | (lottery.raffle() ? RAFFLE : 0));
    to.number(lottery.prizes().size());
    for (Prize prize : lottery.prizes()) {
      to.ascii(prize.id());
      to.text(prize.title());
      to.number(prize.weight());
      to.signed(prize.stock());
      rules(prize.rules(), to);
    }
    to.number(lottery.tiers().size());
    if (!lottery.tiers().isEmpty()) {
      tiers(lottery, to);
    }
  }

  private static void rules(PrizeRules rules, Encoder to) {
    if (rules.equals(PrizeRules.NONE)) {
      to.put(OPEN);
      return;
    }
    to.put(rules.enabled() ? RULES : DISABLED);
    to.number(rules.valueCents());
    to.number(rules.perUser());
    to.number(rules.unlockAfter());
    to.number(rules.guaranteedByMiss());
  }

  private static void tiers(Lottery lottery, Encoder to) {
    Map<String, Integer> places = new HashMap<>();
    lottery.prizes().forEach(prize -> places.put(prize.id(), places.size()));
    for (Tier tier : lottery.tiers()) {
      to.number(tier.fromDraw());
      to.number(tier.noPrizeWeight());
      to.number(tier.weights().size());
      for (Share share : tier.weights()) {
        to.number(places.getOrDefault(share.prize(), 0));
        to.number(share.weight());
      }
    }
  }

  static Lottery read(Terms terms, Decoder from) {
    long noPrizeWeight = from.number();
    WhenGone whenGone = whenGone(from);
    int flags = from.get();
    if (flags > (CHANCES | RAFFLE)) {
      throw new Decoder.Garbled(flags + " are no rules of a lottery");
    }
    int count = from.count();
    List<Prize> prizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      prizes.add(new Prize(from.ascii(), from.text(), from.number(), from.signed(), rules(from)));
    }
    return new Lottery(
        terms,
        noPrizeWeight,
        prizes,
        whenGone,
        tiers(prizes, from),
        (flags & CHANCES) != 0,
        (flags & RAFFLE) != 0);
  }

  private static PrizeRules rules(Decoder from) {
    int flag = from.get();
    return switch (flag) {
      case OPEN -> PrizeRules.NONE;
      case RULES, DISABLED -> {
        long valueCents = from.number();
        yield new PrizeRules(valueCents, from.count(), flag == RULES, from.count(), from.count());
      }
      default -> throw new Decoder.Garbled(flag + " says nothing of a prize's rules");
    };
  }

  private static List<Tier> tiers(List<Prize> prizes, Decoder from) {
    int count = from.count();
    List<Tier> tiers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int fromDraw = from.count();
      long noPrizeWeight = from.number();
      int weights = from.count();
      List<Share> shares = new ArrayList<>();
      for (int j = 0; j < weights; j++) {
        int place = from.count();
        if (place >= prizes.size()) {
          throw new Decoder.Garbled("there is no prize " + place);
        }
        shares.add(new Share(prizes.get(place).id(), from.number()));
      }
      tiers.add(new Tier(fromDraw, noPrizeWeight, shares));
    }
    return tiers;
  }

  private static void whenGone(WhenGone whenGone, Encoder to) {
    switch (whenGone) {
      case WhenGone.Redraw redraw -> to.put(0);
      case WhenGone.Miss miss -> to.put(1);
      case WhenGone.Fallback fallback -> {
        to.put(2);
        to.ascii(fallback.prize());
      }
    }
  }

  private static WhenGone whenGone(Decoder from) {
    int way = from.get();
    return switch (way) {
      case 0 -> new WhenGone.Redraw();
      case 1 -> new WhenGone.Miss();
      case 2 -> new WhenGone.Fallback(from.ascii());
      default -> throw new Decoder.Garbled(way + " is no way to go on when a prize is gone");
    };
  }
}
