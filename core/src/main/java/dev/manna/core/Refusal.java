package dev.manna.core;

/**
 * Why a request had no effect. The order of the constants is the law's order of precedence: where
 * several apply, the first is the answer.
 */
public enum Refusal {
  MALFORMED("malformed", "The request cannot be understood."),
  WRONG_RECEIPT("wrong-receipt", "The receipt is none of this log, or not of this claim."),
  UNKNOWN_CAMPAIGN("unknown-campaign", "There is no such campaign."),
  UNKNOWN_GRANT("unknown-grant", "There is no such grant."),
  UNKNOWN_CLAIM("unknown-claim", "There is no such claim."),
  UNKNOWN_CHANGE("unknown-change", "There is no such change that was proposed."),
  ALREADY_DECIDED("already-decided", "The change was approved or withdrawn, or has come about."),
  SAME_ACTOR("same-actor", "Whoever proposed a change cannot approve it."),
  VERSION_CONFLICT("version-conflict", "The campaign has another version than the one expected."),
  KEY_REUSED("key-reused", "The key was used before, with other content."),
  NOTHING_LOST("nothing-lost", "The receipt is of an epoch of which nothing was set aside."),
  RELEASED("released", "What was set aside for receipts like this was released."),
  NOT_STARTED("not-started", "The campaign has not started."),
  PAUSED("paused", "The campaign is paused."),
  ENDED("ended", "The campaign has ended."),
  BLOCKED("blocked", "The user is on the campaign's block list."),
  NOT_ELIGIBLE("not-eligible", "The campaign is for a list of users, and this is none of them."),
  NO_CHANCES("no-chances", "The user has fewer chances than draws were asked for."),
  LIMIT_REACHED("limit-reached", "The user has used up a limit."),
  COOLING_DOWN("cooling-down", "The user must wait before the next claim."),
  EMPTY_CART("empty-cart", "There is nothing in the cart."),
  SOLD_OUT("sold-out", "Nothing is left and nothing is held."),
  ALL_HELD("all-held", "Nothing is free, but some is held and may come back."),
  INSUFFICIENT("insufficient", "Less is free than was asked for."),
  BELOW_GIVEN("below-given", "The change would take away what is given or held."),
  TOO_MANY_CHANGES("too-many-changes", "Too many changes wait for a second person."),
  NOT_ENDED("not-ended", "The campaign has not ended."),
  ALREADY_GIVEN("already-given", "The grant was confirmed and cannot be cancelled."),
  ALREADY_RETURNED("already-returned", "The grant is back in the pool, or less of it is left."),
  NOT_RETURNABLE("not-returnable", "The grant cannot be given back, or not any more."),
  TOO_BUSY("too-busy", "Too many requests are waiting; nothing was done."),
  UNAVAILABLE("unavailable", "Nothing can be written at the moment; nothing was done.");

  private final String code;
  private final String sentence;

  Refusal(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The code as every interface writes it. */
  public String code() {
    return code;
  }

  /** The refusal in a sentence, for people. */
  public String sentence() {
    return sentence;
  }
}
