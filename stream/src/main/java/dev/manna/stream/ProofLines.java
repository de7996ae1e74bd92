package dev.manna.stream;

import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.ProofEvent;
import dev.manna.core.proof.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What the lines of definitions and of shown keys say of a campaign's secret. */
final class ProofLines {
  private ProofLines() {}

  static void defined(JsonGenerator json, Event.Defined defined, Secret secret) {
    byte[] definition = DefinitionJson.bytes(defined.definition());
    json.writeNumberProperty("version", defined.version());
    if (defined.draft()) {
      json.writeBooleanProperty("draft", true);
    }
    json.writeStringProperty("keyHash", secret.keyHash().hex());
    json.writeStringProperty(
        "commitment",
        Secret.commitment(
                secret.keyHash(),
                Secret.rulesHash(definition),
                defined.version(),
                defined.campaign())
            .hex());
    json.writeName("definition");
    json.writeRawValue(new String(definition, StandardCharsets.UTF_8));
  }

  static void shown(JsonGenerator json, ProofEvent event, Secret secret, LogNames names) {
    List<ProofEvent.Closing> pools =
        switch (event) {
          case ProofEvent.Revealed revealed -> revealed.closing();
          case ProofEvent.CampaignSettled settled -> settled.closing();
        };
    json.writeStringProperty("key", secret.key().hex());
    json.writeStringProperty("saltHash", secret.saltHash().hex());
    json.writeArrayPropertyStart("pools");
    for (int item = 0; item < pools.size(); item++) {
      ProofEvent.Closing closing = pools.get(item);
      json.writeStartObject();
      json.writeStringProperty("item", names.item(event.campaign(), item));
      if (closing.total() == Lottery.Prize.UNLIMITED) {
        json.writeStringProperty("total", "unlimited");
      } else {
        json.writeNumberProperty("total", closing.total());
      }
      json.writeNumberProperty("held", closing.held());
      json.writeNumberProperty("given", closing.given());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
