package dev.manna.simulation.audit;

import java.util.List;

/**
 * What became of one campaign.
 *
 * @param kind as the API writes it
 * @param claims accepted ones, which are the granted and the missed
 */
public record Totals(
    String campaign, String kind, long claims, long granted, long missed, List<Item> items) {
  /**
   * What became of one item, in its unit.
   *
   * @param unit what it is counted in: units, cents or packets
   * @param total -1 where there is no end to it; available likewise
   * @param returned what was held and came back, as often as it did
   */
  public record Item(
      String item, String unit, long total, long available, long held, long given, long returned) {}
}
