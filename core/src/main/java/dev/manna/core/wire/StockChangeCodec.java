package dev.manna.core.wire;

import dev.manna.core.StockChange;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch changes of a stock, as text: a line an item, and in it, between spaces, the
 * campaign's number, the item's, its name, the change and what was taken.
 */
public final class StockChangeCodec {
  private static final int WORDS = 5;

  private StockChangeCodec() {}

  public static String write(List<StockChange> changes) {
    if (changes.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (StockChange each : changes) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(each.campaign())
          .append(' ')
          .append(each.item())
          .append(' ')
          .append(each.name())
          .append(' ')
          .append(each.change())
          .append(' ')
          .append(each.taken());
    }
    return text.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws Decoder.Garbled if it is something else
   */
  public static List<StockChange> read(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<StockChange> changes = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length != WORDS) {
        throw new Decoder.Garbled("a change of a stock in " + words.length + " words");
      }
      try {
        changes.add(
            new StockChange(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                words[2],
                Long.parseLong(words[3]),
                Long.parseLong(words[4])));
      } catch (NumberFormatException e) {
        throw new Decoder.Garbled("a change of a stock: " + e.getMessage());
      }
    }
    return changes;
  }
}
