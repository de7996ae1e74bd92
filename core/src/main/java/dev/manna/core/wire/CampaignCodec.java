package dev.manna.core.wire;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/** A campaign's definition as bytes, in events and in snapshots. */
public final class CampaignCodec {
  private static final int LOTTERY = 1;
  private static final int RED_PACKET = 2;
  private static final int SALE = 3;

  private CampaignCodec() {}

  /** At most so many bytes hold the definition; cheaper than encoding it. */
  public static long sizeAtMost(Campaign campaign) {
    long size = 3_000;
    switch (campaign) {
      case Lottery lottery -> size += LotteryCodec.sizeAtMost(lottery);
      case RedPacket redPacket -> size += 24L * RedPacket.Split.Fixed.MAX_DENOMINATIONS;
      case Sale sale -> {
        for (Sku sku : sale.skus()) {
          size += SaleCodec.sizeAtMost(sku);
        }
      }
    }
    return size;
  }

  public static void write(Campaign campaign, Encoder to) {
    switch (campaign) {
      case Lottery lottery -> {
        to.put(LOTTERY);
        terms(lottery.terms(), to);
        LotteryCodec.write(lottery, to);
      }
      case RedPacket redPacket -> {
        to.put(RED_PACKET);
        terms(redPacket.terms(), to);
        to.ascii(redPacket.currency());
        to.number(redPacket.budgetCents());
        to.number(redPacket.packets());
        to.number(redPacket.hitPerMillion());
        split(redPacket.split(), to);
      }
      case Sale sale -> {
        to.put(SALE);
        terms(sale.terms(), to);
        SaleCodec.write(sale, to);
      }
    }
  }

  public static Campaign read(Decoder from) {
    int kind = from.get();
    Terms terms = terms(from);
    return switch (kind) {
      case LOTTERY -> LotteryCodec.read(terms, from);
      case RED_PACKET -> redPacket(terms, from);
      case SALE -> SaleCodec.read(terms, from);
      default -> throw new Decoder.Garbled(kind + " is no kind of campaign");
    };
  }

  private static RedPacket redPacket(Terms terms, Decoder from) {
    String currency = from.ascii();
    long budgetCents = from.number();
    long packets = from.number();
    int hitPerMillion = from.count();
    return new RedPacket(terms, currency, budgetCents, packets, split(from), hitPerMillion);
  }

  private static void terms(Terms terms, Encoder to) {
    to.text(terms.title());
    to.number(terms.startMillis());
    to.number(terms.endMillis());
    to.ascii(terms.timeZone());
    to.number(terms.limits().perUser());
    to.number(terms.limits().perDay());
    to.number(terms.limits().cooldownMillis());
    LimitsCodec.write(terms.limits(), to);
    to.put(terms.allowListed() ? 1 : 0);
  }

  private static Terms terms(Decoder from) {
    return new Terms(
        from.text(),
        from.number(),
        from.number(),
        from.ascii(),
        LimitsCodec.read(from.count(), from.count(), from.number(), from),
        EventCodec.yes(from));
  }

  private static void split(Split split, Encoder to) {
    switch (split) {
      case Split.DoubleMean doubleMean -> {
        to.put(0);
        to.number(doubleMean.minCents());
        to.number(doubleMean.maxCents());
      }
      case Split.Even even -> to.put(1);
      case Split.Fixed fixed -> {
        to.put(2);
        to.number(fixed.denominations().size());
        for (Denomination each : fixed.denominations()) {
          to.number(each.cents());
          to.number(each.count());
        }
      }
    }
  }

  private static Split split(Decoder from) {
    int way = from.get();
    return switch (way) {
      case 0 -> new Split.DoubleMean(from.number(), from.number());
      case 1 -> new Split.Even();
      case 2 -> {
        int count = from.count();
        List<Denomination> denominations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          denominations.add(new Denomination(from.number(), from.number()));
        }
        yield new Split.Fixed(denominations);
      }
      default -> throw new Decoder.Garbled(way + " is no split");
    };
  }
}
