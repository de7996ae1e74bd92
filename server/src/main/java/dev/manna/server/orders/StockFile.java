package dev.manna.server.orders;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.manna.core.Campaign;
import dev.manna.server.Complaint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** How many units of each SKU there are to sell. */
public final class StockFile {
  private static final long UNNAMED = -1;

  private final Skus skus;
  private final BadLines bad;
  private long[] stock;

  private StockFile(Path file, Skus skus) {
    this.skus = skus;
    bad = new BadLines(file);
    stock = new long[skus.size()];
    Arrays.fill(stock, UNNAMED);
  }

  /**
   * The stock that an option asks for, by number of SKU.
   *
   * @param option a number of units for every SKU that is ordered, or a file of lines {@code
   *     sku,quantity}, with or without that header; an ordered SKU that it does not name has none
   */
  public static long[] read(String option, Skus skus) {
    if (option.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+')) {
      long[] stock = new long[skus.size()];
      Arrays.fill(stock, units("--stock", option));
      return stock;
    }
    if (!Files.exists(Path.of(option))) {
      throw new Complaint("--stock: \"" + option + "\" is neither a number nor a file");
    }
    StockFile reader = new StockFile(Path.of(option), skus);
    Records.read(Path.of(option), reader::take);
    reader.bad.complain();
    long[] stock = Arrays.copyOf(reader.stock, skus.size());
    for (int i = 0; i < stock.length; i++) {
      stock[i] = Math.max(0, stock[i]);
    }
    return stock;
  }

  private void take(long line, CsvRecord record) {
    if (line == 1 && record.getFields().getFirst().strip().equalsIgnoreCase("sku")) {
      return;
    }
    try {
      if (record.getFieldCount() != 2) {
        throw new IllegalArgumentException(
            record.getFieldCount() + " fields; sku,quantity is allowed");
      }
      int sku = skus.number(record.getField(0).strip());
      if (sku >= stock.length) {
        int length = stock.length;
        stock = Arrays.copyOf(stock, sku + 1 + sku / 2);
        Arrays.fill(stock, length, stock.length, UNNAMED);
      }
      if (stock[sku] != UNNAMED) {
        throw new IllegalArgumentException("the SKU \"" + skus.code(sku) + "\" stands twice");
      }
      stock[sku] = units("the quantity", record.getField(1).strip());
    } catch (IllegalArgumentException | Complaint e) {
      bad.add(line, String.valueOf(e.getMessage()));
    }
  }

  private static long units(String what, String text) {
    try {
      long units = Long.parseLong(text);
      if (units >= 0 && units <= Campaign.MAX_SIZE) {
        return units;
      }
    } catch (NumberFormatException e) {
      // Said below, together with what is allowed.
    }
    throw new Complaint(
        "%s: \"%s\" is not a whole number from 0 to %d".formatted(what, text, Campaign.MAX_SIZE));
  }
}
