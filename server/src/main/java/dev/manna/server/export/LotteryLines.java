package dev.manna.server.export;

import dev.manna.core.Claimant;
import dev.manna.core.Enlisted;
import dev.manna.core.LotteryEvent;
import dev.manna.server.proof.LogNames;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What happens in lotteries beside the draws, and lists, in lines of the export. */
final class LotteryLines {
  private LotteryLines() {}

  static void write(JsonGenerator json, Enlisted enlisted) {
    json.writeStringProperty("list", enlisted.roll().word());
    users(json, enlisted.add() ? "add" : "remove", enlisted.users());
  }

  /**
   * Writes the fields of an event.
   *
   * @param claim the number of the claim that it is, if it is one, counted from 1
   */
  static void write(JsonGenerator json, LotteryEvent event, int claim, LogNames names) {
    switch (event) {
      case LotteryEvent.Credited credited -> {
        json.writeNumberProperty("claim", claim);
        json.writeStringProperty("user", credited.claimant().user());
        json.writeStringProperty("key", credited.claimant().key());
        json.writeStringProperty("source", credited.source());
        json.writeNumberProperty("chances", credited.chances());
      }
      case LotteryEvent.Allocated allocated -> {
        json.writeNumberProperty("claim", claim);
        json.writeStringProperty("key", allocated.claimant().key());
        json.writeStringProperty("prize", names.item(allocated.campaign(), allocated.item()));
        json.writeNumberProperty("units", allocated.units());
        Instant until = Instant.ofEpochMilli(allocated.untilMillis());
        json.writeStringProperty("until", until.toString());
        users(json, "users", allocated.users());
      }
      case LotteryEvent.AllocationEnded ended ->
          json.writeNumberProperty("allocation", ended.allocation() + 1);
    }
  }

  private static void users(JsonGenerator json, String name, List<Claimant> users) {
    json.writeArrayPropertyStart(name);
    users.forEach(user -> json.writeString(user.user()));
    json.writeEndArray();
  }
}
