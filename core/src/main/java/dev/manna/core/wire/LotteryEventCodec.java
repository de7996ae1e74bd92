package dev.manna.core.wire;

import dev.manna.core.LotteryEvent;

/** Events of lotteries alone as bytes. */
final class LotteryEventCodec {
  static final int CREDITED = 20;

  private LotteryEventCodec() {}

  static void write(LotteryEvent event, Encoder to) {
    switch (event) {
      case LotteryEvent.Credited credited -> {
        to.put(CREDITED);
        to.number(credited.campaign());
        to.ascii(credited.claimant().user());
        to.ascii(credited.claimant().key());
        to.fixed32(credited.fingerprint());
        to.ascii(credited.source());
        to.number(credited.chances());
      }
    }
  }

  static LotteryEvent read(int kind, Decoder from, EventCodec.Claimants claimants) {
    int campaign = from.count();
    return switch (kind) {
      case CREDITED ->
          new LotteryEvent.Credited(
              campaign,
              claimants.of(from.ascii(), from.ascii()),
              from.fixed32(),
              from.ascii(),
              from.number());
      default -> throw new Decoder.Garbled(kind + " is no event of a lottery");
    };
  }
}
