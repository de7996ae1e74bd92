package dev.manna.simulation.audit;

/** What a log must keep at every position, and what clients must find in it. */
public enum Promise {
  READABLE("readable", "Every event is written as the format says."),
  GAP_FREE("positions-gap-free", "Positions count from 1 without a gap."),
  TIME_FORWARD("time-never-back", "The log's time never goes back."),
  KNOWN("references-known", "Events name campaigns, items and claims that exist."),
  VERSIONS("versions-rise-by-one", "Each replacement of a definition is the next version."),
  NEVER_OVERSOLD("never-oversold", "Held and given never exceed what there is, edits included."),
  CONSERVATION("conservation", "Available, held and given add up to the total, none negative."),
  ONE_EFFECT("one-effect-per-key", "A campaign, user and key have one effect."),
  USER_LIMIT("limit-per-user", "No user uses more than the limit in total."),
  DAY_LIMIT("limit-per-day", "No user uses more than the limit of a day in the campaign's zone."),
  QUOTA("limit-per-period", "Nobody, and nothing that claims name, exceeds a limit of a period."),
  COOLDOWN("cooldown", "Between two claims of a user there is the cooldown, win or lose."),
  WINDOW("window-and-state", "Nothing is granted outside the campaign's window and state."),
  DRAWS("draws-lawful", "Draws are 1 to 100, and win only what is drawn and in stock."),
  SPLIT("red-packet-exact", "Packets keep to their split, and the budget adds up to the cent."),
  WHOLE_ORDERS("all-lines-or-none", "An order takes all its lines: distinct items, whole units."),
  PROVEN("outcomes-proven", "Each outcome follows from the secret that its campaign began with."),
  HOLDS("holds-end-once", "A hold ends once, as its kind allows, and expires exactly when due."),
  ROLLS("lists-kept", "Nobody claims who is blocked, or who is not on the list that alone may."),
  CHANCES("chances-spent", "Each draw costs a chance where it does, and none is spent twice."),
  RETURNS("returns-within-given", "No more comes back than was given, and as the sale allows."),
  CARTS("carts-kept", "An order from a cart takes what lies there, and only that empties it."),
  WAITLIST("waitlist-in-order", "Who waits is served in order, all lines or none, before others."),
  SKU_LIMIT("limit-per-sku", "No user holds and has more of a SKU than its limit."),
  NOTICES("notices-once", "Each crossing of a bound of stock is told once, directly after it."),
  SETTLED("campaigns-settled", "A campaign is settled when it is over and nothing of it is open."),
  RAFFLES("raffles-drawn", "When a raffle is over all is won that can be, by each user once."),
  ALLOCATIONS("allocations-kept", "What is set aside is won by its users, or returns in time."),
  QUARANTINE("quarantine-kept", "What may be lost is set aside, redeemed once, and released."),
  AUTHORED("changes-authored", "Whoever is named for a change is named directly before it."),
  APPROVED("changes-approved", "What takes something from users has a second person for it."),
  KEPT("acknowledged-kept", "Whatever was acknowledged stands in the log."),
  SAME_REPLY("same-reply", "A claim is answered as the log says, and alike each time."),
  LAWFUL_REPLY("lawful-replies", "Refusals and reads say what the law and the log say.");

  private final String title;
  private final String sentence;

  Promise(String title, String sentence) {
    this.title = title;
    this.sentence = sentence;
  }

  /** The name as every interface writes it. */
  public String title() {
    return title;
  }

  /** The promise in a sentence. */
  public String sentence() {
    return sentence;
  }
}
