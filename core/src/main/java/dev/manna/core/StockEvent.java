package dev.manna.core;

/** What happens to the stock of a sale without anybody asking for it. */
public sealed interface StockEvent extends Event {
  int campaign();

  /**
   * What is free of a SKU has crossed a bound. It follows directly the event that did it.
   *
   * @param item the SKU's, the lowest one where it lies at several locations
   * @param available what is free now, at all locations
   */
  record Noticed(int campaign, int item, Level level, long available) implements StockEvent {}

  /** How much is free of a SKU that wants notices. */
  enum Level {
    /** More than what it calls low. */
    ENOUGH("enough"),
    /** Something, but no more than that. */
    LOW("low"),
    /** Nothing. */
    SOLD_OUT("sold-out");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    /** The level as every interface writes it. */
    public String word() {
      return word;
    }
  }
}
