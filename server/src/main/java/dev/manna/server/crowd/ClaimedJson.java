package dev.manna.server.crowd;

import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the body of a claim that was accepted, as a client of the API does. */
public final class ClaimedJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ClaimedJson() {}

  /** What the server said; {@link IllegalArgumentException} if it is not such a body. */
  public static Reply.Claimed read(byte[] bytes, int offset, int length) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      return claimed(parser);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no reply to a claim: " + e.getOriginalMessage(), e);
    }
  }

  /** The fields of a reply, as they come. */
  private static final class Draft {
    String campaign = "";
    String user = "";
    String key = "";
    String outcome = "";
    int uses;
    long waitsUntilMillis;
    long position;
    List<GrantDraft> grants = List.of();
  }

  /** The fields of a grant, as they come. */
  private static final class GrantDraft {
    String id = "";
    String item = "";
    String state = "";
    String currency = "";
    long quantity;
    long amount;
    long expiresAtMillis;
  }

  private static Reply.Claimed claimed(JsonParser parser) {
    Draft draft = new Draft();
    begin(parser);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "campaign" -> draft.campaign = parser.getString();
        case "user" -> draft.user = parser.getString();
        case "key" -> draft.key = parser.getString();
        case "outcome" -> draft.outcome = parser.getString();
        case "uses" -> draft.uses = parser.getIntValue();
        case "waitsUntil" ->
            draft.waitsUntilMillis = Instant.parse(parser.getString()).toEpochMilli();
        case "position" -> draft.position = parser.getLongValue();
        case "grants" -> draft.grants = grants(parser);
        default -> parser.skipChildren();
      }
    }
    List<Grant> grants = draft.grants.stream().map(grant -> grant(grant, draft.position)).toList();
    boolean entered = draft.outcome.equals("entered") && grants.isEmpty();
    boolean waits = draft.outcome.equals("waiting") && grants.isEmpty();
    if (!entered && !waits && !draft.outcome.equals(grants.isEmpty() ? "missed" : "granted")) {
      throw new IllegalArgumentException(
          "the outcome is \"" + draft.outcome + "\" with " + grants.size() + " grants");
    }
    return new Reply.Claimed(
        draft.campaign,
        draft.user,
        draft.key,
        draft.uses,
        entered,
        draft.waitsUntilMillis,
        grants,
        draft.position);
  }

  private static List<GrantDraft> grants(JsonParser parser) {
    List<GrantDraft> grants = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      GrantDraft draft = new GrantDraft();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "id" -> draft.id = parser.getString();
          case "item" -> draft.item = parser.getString();
          case "state" -> draft.state = parser.getString();
          case "currency" -> draft.currency = parser.getString();
          case "quantity" -> draft.quantity = parser.getLongValue();
          case "amount" -> draft.amount = parser.getLongValue();
          case "expiresAt" ->
              draft.expiresAtMillis = Instant.parse(parser.getString()).toEpochMilli();
          default -> parser.skipChildren();
        }
      }
      grants.add(draft);
    }
    return grants;
  }

  private static Grant grant(GrantDraft draft, long position) {
    Grant.Worth worth =
        draft.currency.isEmpty()
            ? new Grant.Worth.Quantity(draft.quantity)
            : new Grant.Worth.Amount(draft.amount, draft.currency);
    return new Grant(
        GrantId.parse(draft.id),
        draft.item,
        worth,
        state(draft.state),
        draft.expiresAtMillis,
        position);
  }

  private static Grant.State state(String word) {
    for (Grant.State state : Grant.State.values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("the state \"" + word + "\" is unknown");
  }

  private static void begin(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("the body is no JSON object");
    }
  }
}
