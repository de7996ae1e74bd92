package dev.manna.stream;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.Outline;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;

/** How lines name users and keys: as they are, or by what everybody may see of them. */
final class People {
  private final JsonGenerator json;
  private final boolean hidden;
  private final Map<String, Seal> seals = new HashMap<>();

  People(JsonGenerator json, boolean hidden) {
    this.json = json;
    this.hidden = hidden;
  }

  /** Takes the secrets that there are at some position. */
  void begin(Outline outline) {
    for (Outline.CampaignOutline each : outline.campaigns()) {
      seals.put(each.id(), new Seal(each.id(), each.secret()));
    }
  }

  /** Takes the secret that a definition brings. */
  void accept(Event.Defined defined) {
    Secret secret = defined.secret();
    if (secret != null) {
      seals.put(defined.campaign(), new Seal(defined.campaign(), secret));
    }
  }

  /** Whether users and their carts are nobody's business. */
  boolean hidden() {
    return hidden;
  }

  Secret secret(String campaign) {
    return seal(campaign).secret();
  }

  private Seal seal(String campaign) {
    return Objects.requireNonNull(seals.get(campaign), campaign);
  }

  /** Who claims under which key. */
  void claimant(String campaign, Claimant claimant) {
    if (!hidden) {
      json.writeStringProperty("user", claimant.user());
      json.writeStringProperty("key", claimant.key());
      return;
    }
    Seal.Names names = seal(campaign).names(claimant.user(), claimant.key());
    json.writeStringProperty("alias", names.alias().hex());
    json.writeStringProperty("ticket", names.ticket().hex());
  }

  /** An operator's key, which is nobody else's business. */
  void operator(String key) {
    if (!hidden) {
      json.writeStringProperty("key", key);
    }
  }

  /** A user alone. */
  void user(String campaign, String user) {
    if (hidden) {
      json.writeStringProperty("alias", seal(campaign).names(user, "").alias().hex());
    } else {
      json.writeStringProperty("user", user);
    }
  }

  /** An array of users. */
  void users(String campaign, String field, List<Claimant> users) {
    json.writeArrayPropertyStart(field);
    for (Claimant each : users) {
      String user = each.user();
      json.writeString(hidden ? seal(campaign).names(user, "").alias().hex() : user);
    }
    json.writeEndArray();
  }
}
