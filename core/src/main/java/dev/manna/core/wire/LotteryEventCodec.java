package dev.manna.core.wire;

import dev.manna.core.LotteryEvent;

/** Events of lotteries alone as bytes. */
final class LotteryEventCodec {
  static final int CREDITED = 20;
  static final int ALLOCATED = 21;
  static final int ALLOCATION_ENDED = 22;
  static final int ENTERED = 23;
  static final int WON = 24;
  static final int RAFFLE_ENDED = 25;

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
      case LotteryEvent.Allocated allocated -> {
        to.put(ALLOCATED);
        to.number(allocated.campaign());
        to.ascii(allocated.claimant().key());
        to.fixed32(allocated.fingerprint());
        to.number(allocated.item());
        to.number(allocated.units());
        to.number(allocated.untilMillis());
        ListCodec.names(allocated.users(), to);
      }
      case LotteryEvent.AllocationEnded ended -> {
        to.put(ALLOCATION_ENDED);
        to.number(ended.campaign());
        to.number(ended.allocation());
      }
      case LotteryEvent.Won won -> {
        to.put(WON);
        to.number(won.campaign());
        to.number(won.item());
        to.number(won.claim());
      }
      case LotteryEvent.RaffleEnded ended -> {
        to.put(RAFFLE_ENDED);
        to.number(ended.campaign());
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
      case ALLOCATED ->
          new LotteryEvent.Allocated(
              campaign,
              claimants.of("", from.ascii()),
              from.fixed32(),
              from.count(),
              from.count(),
              from.number(),
              ListCodec.names(from, claimants));
      case ALLOCATION_ENDED -> new LotteryEvent.AllocationEnded(campaign, from.count());
      case WON -> new LotteryEvent.Won(campaign, from.count(), from.count());
      case RAFFLE_ENDED -> new LotteryEvent.RaffleEnded(campaign);
      default -> throw new Decoder.Garbled(kind + " is no event of a lottery");
    };
  }
}
