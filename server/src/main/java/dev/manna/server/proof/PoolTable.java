package dev.manna.server.proof;

import dev.manna.server.terminal.Table;
import dev.manna.simulation.audit.Totals;
import java.util.List;
import java.util.function.ToLongFunction;

/** What became of the pools of campaigns, for people: the SKUs of a sale are added up. */
public final class PoolTable {
  private PoolTable() {}

  /** A row for each prize and budget, and one for each sale. */
  public static List<String> lines(List<Totals> totals) {
    Table table = new Table("pool", "unit", "total", "given", "held", "left", "came back");
    for (Totals campaign : totals) {
      if (campaign.kind().equals("sale")) {
        sale(table, campaign);
      } else {
        campaign.items().forEach(item -> row(table, campaign.campaign(), item));
      }
    }
    return table.lines();
  }

  private static void sale(Table table, Totals sale) {
    row(
        table,
        sale.campaign(),
        new Totals.Item(
            Table.grouped(sale.items().size()) + " SKUs",
            "units",
            sum(sale, Totals.Item::total),
            sum(sale, Totals.Item::available),
            sum(sale, Totals.Item::held),
            sum(sale, Totals.Item::given),
            sum(sale, Totals.Item::returned)));
  }

  private static long sum(Totals sale, ToLongFunction<Totals.Item> part) {
    return sale.items().stream().mapToLong(part).sum();
  }

  private static void row(Table table, String campaign, Totals.Item item) {
    boolean endless = item.total() < 0;
    table.row(
        campaign + ": " + item.item(),
        item.unit(),
        endless ? "no end" : item.total(),
        item.given(),
        item.held(),
        endless ? "no end" : item.available(),
        item.returned());
  }
}
