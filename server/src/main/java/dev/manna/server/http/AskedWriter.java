package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.ChangeReply;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Enlist;
import dev.manna.core.LotteryCommand;
import java.util.List;
import java.util.Locale;

/** A change that waits for a second person, as JSON: with the fields in which it was asked for. */
final class AskedWriter {
  private AskedWriter() {}

  static void put(JsonWriter json, ChangeReply.Asked asked) {
    json.put(piece("{\"campaign\":")).put(asked.campaign());
    json.put(piece(",\"change\":")).put(asked.number());
    json.put(piece(",\"standing\":\"waiting\",\"actor\":")).put(asked.author().actor());
    json.put(piece(",\"reason\":")).put(asked.author().reason());
    json.put(piece(",\"proposed\":"));
    put(json, asked.change());
    json.put('}');
  }

  private static void put(JsonWriter json, Command change) {
    switch (change) {
      case Command.Define define -> {
        json.put(piece("{\"type\":\"defined\",\"replaces\":")).put(define.expectedVersion());
        json.put(piece(",\"definition\":"));
        DefinitionWriter.put(json, define.definition());
      }
      case Command.Steer steer -> {
        json.put(piece("{\"type\":\"steered\",\"move\":"));
        json.put(steer.move().name().toLowerCase(Locale.ROOT));
      }
      case Command.Adjust adjust -> {
        json.put(piece("{\"type\":\"adjusted\""));
        String key = adjust.key();
        if (key != null) {
          json.put(piece(",\"key\":")).put(key);
        }
        put(json, adjust.change());
      }
      case Enlist enlist -> {
        json.put(piece("{\"type\":\"enlisted\",\"list\":")).put(enlist.roll().word());
        json.put(enlist.add() ? piece(",\"add\":") : piece(",\"remove\":"));
        users(json, enlist.users());
      }
      case LotteryCommand.Allocate allocate -> {
        json.put(piece("{\"type\":\"allocated\",\"key\":")).put(allocate.key());
        json.put(piece(",\"prize\":")).put(allocate.prize());
        json.put(piece(",\"units\":")).put(allocate.units());
        json.put(piece(",\"until\":"));
        Timestamps.put(json, allocate.untilMillis());
        json.put(piece(",\"users\":"));
        users(json, allocate.users());
      }
      default -> throw new IllegalArgumentException("nobody proposes this");
    }
  }

  private static void put(JsonWriter json, Change change) {
    switch (change) {
      case Change.InRound in -> {
        json.put(piece(",\"round\":")).put(in.round());
        put(json, in.change());
      }
      case Change.Stock stock -> {
        json.put(piece(",\"item\":")).put(stock.item());
        json.put(piece(",\"quantity\":")).put(stock.units());
      }
      case Change.Target target -> {
        json.put(piece(",\"item\":")).put(target.item());
        json.put(piece(",\"target\":")).put(target.units());
        json.put(piece(",\"version\":")).put(target.version());
      }
      case Change.Budget budget -> {
        json.put(piece(",\"budgetCents\":")).put(budget.cents());
        json.put(piece(",\"packets\":")).put(budget.packets());
      }
    }
  }

  private static void users(JsonWriter json, List<String> users) {
    json.put('[');
    for (int i = 0; i < users.size(); i++) {
      json.put(i == 0 ? piece("") : piece(",")).put(users.get(i));
    }
    json.put(']');
  }
}
