package dev.manna.core;

/**
 * What the events of a batch change of what is free of an item: told to a log that keeps a stock
 * beside it, since it does not follow from the batch alone. Of an item without end nothing is told.
 *
 * @param campaign its number
 * @param item the item's number in it
 * @param name {@code campaign/item}, by their ids
 * @param change how much more may be taken after the batch than before it, in units or cents
 * @param taken how many units it gave away or held for somebody, whatever came back in it; nothing
 *     of money, which follows from its packets, and of raffles, which are drawn again as they were
 */
public record StockChange(int campaign, int item, String name, long change, long taken) {
  public StockChange {
    Check.that(campaign >= 0, "campaigns count from 0", campaign);
    Check.that(item >= 0, "items count from 0", item);
    Check.that(taken >= 0, "what is taken is not given back here", taken);
    Check.that(
        !name.isEmpty() && name.chars().allMatch(each -> each > ' ' && each < 127),
        "a name is a word");
  }

  /** The name of an item. */
  public static String name(String campaign, String item) {
    return campaign + '/' + item;
  }

  /** Both together. */
  public StockChange plus(StockChange other) {
    return new StockChange(
        campaign,
        item,
        name,
        Math.addExact(change, other.change),
        Math.addExact(taken, other.taken));
  }
}
