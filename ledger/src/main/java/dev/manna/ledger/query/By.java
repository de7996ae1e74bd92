package dev.manna.ledger.query;

import dev.manna.core.Ids;
import dev.manna.core.Malformed;
import java.util.List;
import java.util.Locale;

/** What rows of the books can be picked by. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum By {
  CAMPAIGN(List.of()),
  USER(List.of()),
  /** A prize, SKU (and location), money, packet or good; of the campaign that is named too. */
  ITEM(List.of()),
  /** A claim's number in the campaign that is named too. */
  CLAIM(List.of()),
  /** The idempotency key of a claim. */
  KEY(List.of()),
  STATE(List.of("held", "given", "returned")),
  KIND(List.of("draw", "entry", "snatch", "order", "adjustment", "credit", "allocation", "return")),
  OUTCOME(List.of("given", "held", "missed", "entered", "waiting", "done")),
  /** Not before this moment, in milliseconds since 1970 UTC. */
  FROM(List.of()),
  /** Before this moment, in milliseconds since 1970 UTC. */
  TO(List.of()),
  /** Not behind this position of the log. */
  UP_TO(List.of());

  private final List<String> words;

  By(List<String> words) {
    this.words = words;
  }

  /** What callers call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether its value is a number. */
  public boolean isNumber() {
    return this == CLAIM || this == FROM || this == TO || this == UP_TO;
  }

  /** Refuses a text that can pick nothing because it is no name of its kind. */
  String checked(String text) {
    switch (this) {
      case CAMPAIGN -> Ids.name(word(), text);
      case USER -> Ids.user(text);
      case ITEM -> Ids.item(word(), text);
      case KEY -> key(text);
      case STATE, KIND, OUTCOME -> {
        if (!words.contains(text)) {
          String shown = text.length() > Ids.MAX_NAME ? text.substring(0, Ids.MAX_NAME) : text;
          throw new Malformed(word(), '"' + shown + "\" is none of " + String.join(", ", words));
        }
      }
      case CLAIM, FROM, TO, UP_TO -> throw new Malformed(word(), "is a number");
    }
    return text;
  }

  private static void key(String text) {
    try {
      Ids.key(text);
    } catch (Malformed e) {
      String sentence = String.valueOf(e.getMessage());
      throw new Malformed("key", sentence.substring(sentence.indexOf(": ") + 2));
    }
  }
}
