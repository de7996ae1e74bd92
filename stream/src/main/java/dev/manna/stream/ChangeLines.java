package dev.manna.stream;

import dev.manna.core.Author;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Command.Change;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** What operators change, and what waits for a second person, in lines of the export. */
final class ChangeLines {
  private ChangeLines() {}

  static void write(JsonGenerator json, Change change) {
    switch (change) {
      case Change.InRound in -> {
        json.writeNumberProperty("round", in.round());
        write(json, in.change());
      }
      case Change.Stock stock -> {
        json.writeStringProperty("item", stock.item());
        json.writeNumberProperty("quantity", stock.units());
      }
      case Change.Target target -> {
        json.writeStringProperty("item", target.item());
        json.writeNumberProperty("target", target.units());
        json.writeNumberProperty("version", target.version());
      }
      case Change.Budget budget -> {
        json.writeNumberProperty("budgetCents", budget.cents());
        json.writeNumberProperty("packets", budget.packets());
      }
    }
  }

  static void write(
      JsonGenerator json, People people, String campaign, ChangeEvent event, LogNames names) {
    switch (event) {
      case ChangeEvent.Proposed proposed -> {
        head(json, proposed.number(), proposed.author());
        proposed(json, people, campaign, proposed.change(), names);
      }
      case ChangeEvent.Approved approved -> head(json, approved.number(), approved.author());
      case ChangeEvent.Withdrawn withdrawn -> head(json, withdrawn.number(), withdrawn.author());
      case ChangeEvent.Authored authored ->
          throw new IllegalArgumentException("who does what is written elsewhere");
    }
  }

  private static void head(JsonGenerator json, int number, Author author) {
    json.writeNumberProperty("change", number);
    author(json, author);
  }

  static void author(JsonGenerator json, Author author) {
    json.writeStringProperty("actor", author.actor());
    json.writeStringProperty("reason", author.reason());
  }

  /** What would be done, as the line of its own event says it. */
  private static void proposed(
      JsonGenerator json, People people, String campaign, Event change, LogNames names) {
    json.writeName("proposed");
    json.writeStartObject();
    json.writeStringProperty("type", EventFields.type(change));
    switch (change) {
      case Event.Defined defined -> {
        json.writeNumberProperty("version", defined.version());
        byte[] definition = DefinitionJson.bytes(defined.definition());
        json.writeName("definition");
        json.writeRawValue(new String(definition, StandardCharsets.UTF_8));
      }
      case Event.Steered steered ->
          json.writeStringProperty("move", steered.move().name().toLowerCase(Locale.ROOT));
      case Event.Adjusted adjusted -> {
        if (adjusted.claimant() != null) {
          people.operator(adjusted.claimant().key());
        }
        write(json, adjusted.change());
      }
      case Enlisted enlisted -> LotteryLines.write(json, people, campaign, enlisted);
      case LotteryEvent.Allocated allocated -> {
        people.operator(allocated.claimant().key());
        json.writeStringProperty("prize", names.item(allocated.campaign(), allocated.item()));
        json.writeNumberProperty("units", allocated.units());
        Instant until = Instant.ofEpochMilli(allocated.untilMillis());
        json.writeStringProperty("until", until.toString());
        people.users(campaign, "users", allocated.users());
      }
      default -> throw new IllegalArgumentException("nobody proposes this");
    }
    json.writeEndObject();
  }
}
