package dev.manna.server.http;

import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Wait;

/** The kinds of campaign, raffles apart from other lotteries; a published one keeps its kind. */
enum Kind {
  LOTTERY("lottery"),
  RAFFLE("raffle"),
  RED_PACKET("red-packet"),
  SALE("sale");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  static Kind of(Campaign campaign) {
    return switch (campaign) {
      case Lottery lottery -> lottery.raffle() ? RAFFLE : LOTTERY;
      case RedPacket rain -> RED_PACKET;
      case Sale sale -> SALE;
    };
  }

  /** The kind that a claim is made on. */
  static Kind of(Command.Claim claim) {
    return switch (claim) {
      case Command.Draw draw -> LOTTERY;
      case Command.Enter enter -> RAFFLE;
      case Command.Snatch snatch -> RED_PACKET;
      case Command.Deduct deduct -> SALE;
      case Wait wait -> SALE;
    };
  }

  String word() {
    return word;
  }
}
