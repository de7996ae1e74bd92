package dev.manna.core.law;

/** What must hold of a campaign's state whatever was asked of it. */
public enum Equation {
  /** Nothing of an item is less than nothing: total, held, given, set aside and what is free. */
  BALANCE("balance"),
  /** What is held of an item is the sum of its grants that are held. */
  HELD("held"),
  /** What is given of an item is the sum of its grants that are given, less what came back. */
  GIVEN("given"),
  /** What is set aside of an item is the sum of its allocations. */
  SET_ASIDE("set-aside"),
  /** What is in quarantine of an item is what the log has set aside of it and not let go. */
  QUARANTINED("quarantined"),
  /** The same of a round of a rain as of the whole. */
  ROUND("round"),
  /** The money that is free can be given to the cent in the packets that are free. */
  MONEY("money"),
  /** Each grant belongs to a claim, and each claim to a user. */
  CLAIM("claim"),
  /** Nobody, and nothing that claims name, has more than any definition so far has allowed. */
  LIMIT("limit");

  private final String word;

  Equation(String word) {
    this.word = word;
  }

  /** Its name in metrics, messages and reasons. */
  public String word() {
    return word;
  }
}
