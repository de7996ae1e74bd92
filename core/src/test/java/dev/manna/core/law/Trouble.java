package dev.manna.core.law;

import dev.manna.core.Refusal;
import java.util.EnumSet;
import java.util.Set;

/**
 * A way to bring about a refusal of a claim. Troubles are made to be combined: each changes one
 * thing of a {@link Predicament}, so that two of them hold at once where they can.
 */
enum Trouble {
  NO_QUANTITY(Refusal.MALFORMED),
  WRONG_KIND(Refusal.MALFORMED),
  UNKNOWN_SKU(Refusal.MALFORMED),
  NO_PHONE(Refusal.MALFORMED),
  NO_CAMPAIGN(Refusal.UNKNOWN_CAMPAIGN),
  OTHER_CONTENT(Refusal.KEY_REUSED),
  BEFORE_THE_START(Refusal.NOT_STARTED),
  PAUSED(Refusal.PAUSED),
  AFTER_THE_END(Refusal.ENDED),
  CLOSED(Refusal.ENDED),
  NO_USE_LEFT(Refusal.LIMIT_REACHED),
  NO_USE_LEFT_TODAY(Refusal.LIMIT_REACHED),
  NO_USE_LEFT_THIS_WEEK(Refusal.LIMIT_REACHED),
  NO_USE_LEFT_THIS_MONTH(Refusal.LIMIT_REACHED),
  DEVICE_USED_UP(Refusal.LIMIT_REACHED),
  NO_ROOM_FOR_A_STORE(Refusal.LIMIT_REACHED),
  TOO_SOON(Refusal.COOLING_DOWN),
  NOTHING_LEFT(Refusal.SOLD_OUT),
  REST_IS_HELD(Refusal.ALL_HELD),
  TOO_LITTLE_LEFT(Refusal.INSUFFICIENT);

  /** Of each of these, a campaign can be in one only. */
  private static final Set<Trouble> STOCK = EnumSet.of(NOTHING_LEFT, REST_IS_HELD, TOO_LITTLE_LEFT);

  private static final Set<Trouble> STATUS = EnumSet.of(PAUSED, CLOSED);
  private static final Set<Trouble> WINDOW = EnumSet.of(BEFORE_THE_START, AFTER_THE_END);

  final Refusal refusal;

  Trouble(Refusal refusal) {
    this.refusal = refusal;
  }

  /** Whether both can hold of one claim. */
  boolean canMeet(Trouble other) {
    for (Set<Trouble> one : Set.of(STOCK, STATUS, WINDOW)) {
      if (one.contains(this) && one.contains(other)) {
        return false;
      }
    }
    // Of a campaign that is not there nothing else can be said, but the request can be malformed.
    if (this == NO_CAMPAIGN || other == NO_CAMPAIGN) {
      return this == NO_QUANTITY || other == NO_QUANTITY;
    }
    return this != other;
  }
}
