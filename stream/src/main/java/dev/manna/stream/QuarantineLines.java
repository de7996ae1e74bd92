package dev.manna.stream;

import dev.manna.core.QuarantineEvent;
import dev.manna.core.QuarantineEvent.Part;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** What is set aside after a failure of a shared log, in a line of the export. */
final class QuarantineLines {
  private QuarantineLines() {}

  /** The campaign's id, empty where it is about the log. */
  static String campaign(QuarantineEvent event, LogNames names) {
    return switch (event) {
      case QuarantineEvent.EpochOpened opened -> "";
      case QuarantineEvent.Moved moved -> names.campaign(moved.campaign());
      case QuarantineEvent.Redeemed redeemed -> names.campaign(redeemed.campaign());
    };
  }

  /**
   * What was hidden at most is said nowhere else: what of it was set aside are lines of their own.
   */
  static void write(JsonGenerator json, QuarantineEvent event, LogNames names) {
    switch (event) {
      case QuarantineEvent.EpochOpened opened -> {
        json.writeNumberProperty("epoch", opened.epoch());
        String until = Instant.ofEpochMilli(opened.redeemUntilMillis()).toString();
        json.writeStringProperty("redeemUntil", until);
      }
      case QuarantineEvent.Moved moved -> fields(json, moved.campaign(), moved.part(), names);
      case QuarantineEvent.Redeemed redeemed -> {
        json.writeNumberProperty("epoch", redeemed.epoch());
        json.writeNumberProperty("lost", redeemed.position());
        json.writeArrayPropertyStart("parts");
        for (Part part : redeemed.parts()) {
          json.writeStartObject();
          fields(json, redeemed.campaign(), part, names);
          json.writeEndObject();
        }
        json.writeEndArray();
      }
    }
  }

  private static void fields(JsonGenerator json, int campaign, Part part, LogNames names) {
    json.writeStringProperty("item", names.item(campaign, part.item()));
    if (part.round() > 0) {
      json.writeNumberProperty("round", part.round());
    }
    json.writeNumberProperty("quantity", part.units());
  }
}
