package dev.manna.stream;

import dev.manna.core.Enlisted;
import dev.manna.core.LotteryEvent;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** What happens in lotteries beside the draws, and lists, in lines of the export. */
final class LotteryLines {
  private LotteryLines() {}

  static void write(JsonGenerator json, People people, String campaign, Enlisted enlisted) {
    json.writeStringProperty("list", enlisted.roll().word());
    people.users(campaign, enlisted.add() ? "add" : "remove", enlisted.users());
  }

  /**
   * Writes the fields of an event.
   *
   * @param claim the number of the claim that it is, if it is one, counted from 1
   */
  static void write(
      JsonGenerator json,
      People people,
      String campaign,
      LotteryEvent event,
      int claim,
      LogNames names) {
    switch (event) {
      case LotteryEvent.Credited credited -> {
        json.writeNumberProperty("claim", claim);
        people.claimant(campaign, credited.claimant());
        json.writeStringProperty("source", credited.source());
        json.writeNumberProperty("chances", credited.chances());
      }
      case LotteryEvent.Allocated allocated -> {
        json.writeNumberProperty("claim", claim);
        people.operator(allocated.claimant().key());
        json.writeStringProperty("prize", names.item(allocated.campaign(), allocated.item()));
        json.writeNumberProperty("units", allocated.units());
        Instant until = Instant.ofEpochMilli(allocated.untilMillis());
        json.writeStringProperty("until", until.toString());
        people.users(campaign, "users", allocated.users());
      }
      case LotteryEvent.AllocationEnded ended ->
          json.writeNumberProperty("allocation", ended.allocation() + 1);
      case LotteryEvent.Won won ->
          throw new IllegalArgumentException("a grant is no matter of this");
      case LotteryEvent.RaffleEnded ended -> {}
    }
  }
}
