package dev.manna.core.law;

import dev.manna.core.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can stand in the way of an order, by what an {@link OrderScene} makes of it. */
enum OrderTrouble implements Trouble {
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
  BLOCKED(Refusal.BLOCKED),
  NOT_LISTED(Refusal.NOT_ELIGIBLE),
  NO_USE_LEFT(Refusal.LIMIT_REACHED),
  NO_USE_LEFT_TODAY(Refusal.LIMIT_REACHED),
  NO_USE_LEFT_THIS_WEEK(Refusal.LIMIT_REACHED),
  NO_USE_LEFT_THIS_MONTH(Refusal.LIMIT_REACHED),
  DEVICE_USED_UP(Refusal.LIMIT_REACHED),
  NO_ROOM_FOR_A_STORE(Refusal.LIMIT_REACHED),
  HAS_ENOUGH_OF_IT(Refusal.LIMIT_REACHED),
  TOO_SOON(Refusal.COOLING_DOWN),
  NOTHING_IN_THE_CART(Refusal.EMPTY_CART),
  NOTHING_LEFT(Refusal.SOLD_OUT),
  REST_IS_HELD(Refusal.ALL_HELD),
  TOO_LITTLE_LEFT(Refusal.INSUFFICIENT);

  /** Of each of these, a campaign or an order can be in one only. */
  private static final List<Set<OrderTrouble>> ALTERNATIVES =
      List.of(
          EnumSet.of(NOTHING_IN_THE_CART, NOTHING_LEFT, REST_IS_HELD, TOO_LITTLE_LEFT),
          EnumSet.of(PAUSED, CLOSED),
          EnumSet.of(BEFORE_THE_START, AFTER_THE_END),
          // Who orders a cart that is empty names no SKU and no quantity, and asks for no unit.
          EnumSet.of(NOTHING_IN_THE_CART, UNKNOWN_SKU),
          EnumSet.of(NOTHING_IN_THE_CART, NO_QUANTITY),
          EnumSet.of(NOTHING_IN_THE_CART, HAS_ENOUGH_OF_IT));

  private final Refusal refusal;

  OrderTrouble(Refusal refusal) {
    this.refusal = refusal;
  }

  @Override
  public Refusal refusal() {
    return refusal;
  }

  @Override
  public boolean canMeet(Trouble trouble) {
    OrderTrouble other = (OrderTrouble) trouble;
    for (Set<OrderTrouble> one : ALTERNATIVES) {
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
