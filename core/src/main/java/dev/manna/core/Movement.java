package dev.manna.core;

/**
 * One change of what there is of an item of a sale that keeps them.
 *
 * @param number counts the campaign's movements, from 1
 * @param position the event that moved it
 * @param units how many; negative where an operator took some away
 * @param grant the grant's number in the campaign, 0 where an operator moved it
 * @param available what was free after the event
 */
public record Movement(
    int number, long position, Kind kind, long units, int grant, long available) {
  /** What became of the units. */
  public enum Kind {
    /** Held for an order. */
    HELD("held"),
    /** Given at once. */
    GIVEN("given"),
    /** Held, and now given. */
    CONFIRMED("confirmed"),
    /** Held, and free again because its user wanted so. */
    CANCELLED("cancelled"),
    /** Held, and free again because its time was over. */
    EXPIRED("expired"),
    /** Free again, and now given after all. */
    REGAINED("regained"),
    /** Given, and back. */
    RETURNED("returned"),
    /** More or less of them, as an operator said or counted. */
    ADJUSTED("adjusted"),
    /** More or less of them, as the definition says. */
    DEFINED("defined"),
    /** Set aside after a failure of the log, for whoever has a receipt. */
    QUARANTINED("quarantined"),
    /** Set aside, and free again. */
    RELEASED("released");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The kind as every interface writes it. */
    public String word() {
      return word;
    }
  }
}
