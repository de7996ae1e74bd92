package dev.manna.core.wire;

import dev.manna.core.Acks;
import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;

/** A campaign's definition as bytes, in events and in snapshots. */
public final class CampaignCodec {
  private static final int LOTTERY = 1;
  private static final int RED_PACKET = 2;
  private static final int SALE = 3;

  /** What the terms say beside, by bit. */
  private static final int ALLOW_LISTED = 1;

  private static final int SECOND_PERSON = 2;
  private static final int ACKS_LEDGER = 4;
  private static final int ALL_FLAGS = ALLOW_LISTED | SECOND_PERSON | ACKS_LEDGER;

  private CampaignCodec() {}

  /** At most so many bytes hold the definition; cheaper than encoding it. */
  public static long sizeAtMost(Campaign campaign) {
    long size = 3_000;
    switch (campaign) {
      case Lottery lottery -> size += LotteryCodec.sizeAtMost(lottery);
      case RedPacket rain -> size += RainCodec.sizeAtMost(rain);
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
        RainCodec.write(redPacket, to);
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
      case RED_PACKET -> RainCodec.read(terms, from);
      case SALE -> SaleCodec.read(terms, from);
      default -> throw new Decoder.Garbled(kind + " is no kind of campaign");
    };
  }

  /** Reads no more of a definition than its terms. */
  public static Terms readTerms(Decoder from) {
    from.get();
    return terms(from);
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
    to.put(
        (terms.allowListed() ? ALLOW_LISTED : 0)
            | (terms.secondPerson() ? SECOND_PERSON : 0)
            | (terms.acks() == Acks.LEDGER ? ACKS_LEDGER : 0));
  }

  private static Terms terms(Decoder from) {
    String title = from.text();
    long start = from.number();
    long end = from.number();
    String timeZone = from.ascii();
    Limits limits = LimitsCodec.read(from.count(), from.count(), from.number(), from);
    int flags = from.get();
    if ((flags & ~ALL_FLAGS) != 0) {
      throw new Decoder.Garbled(flags + " are flags that nobody knows");
    }
    return new Terms(
        title,
        start,
        end,
        timeZone,
        limits,
        (flags & ALLOW_LISTED) != 0,
        (flags & SECOND_PERSON) != 0,
        (flags & ACKS_LEDGER) == 0 ? Acks.LOG : Acks.LEDGER);
  }
}
