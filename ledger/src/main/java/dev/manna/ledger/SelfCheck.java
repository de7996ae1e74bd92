package dev.manna.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A query that finds nothing in books that agree with themselves. */
record SelfCheck(String sql, String format) {
  static final List<SelfCheck> ALL =
      List.of(
          new SelfCheck(
              "SELECT c.name, i.name, b.round FROM balance b"
                  + " JOIN campaigns c ON c.number = b.campaign"
                  + " JOIN items i ON i.campaign = b.campaign AND i.number = b.item"
                  + " WHERE b.unbalanced <> 0 OR b.outside_off <> 0 OR b.pool_off <> 0"
                  + " OR b.reserved_off <> 0 OR b.held_off <> 0 OR b.given_off <> 0"
                  + " OR b.quarantined_off <> 0 OR b.returned_off <> 0",
              "%s, item %s, round %s: the pool is not the sum of its movements"),
          new SelfCheck(
              "SELECT s.user_name, s.currency, s.opened, s.unopened,"
                  + " COALESCE(w.opened_cents, 0), COALESCE(w.unopened_cents, 0)"
                  + " FROM (SELECT c.user_name, k.currency,"
                  + " SUM(CASE WHEN g.state = 'given' THEN g.cents ELSE 0 END) AS opened,"
                  + " SUM(CASE WHEN g.state = 'held' THEN g.cents ELSE 0 END) AS unopened"
                  + " FROM grants g JOIN claims c ON c.campaign = g.campaign AND c.number = g.claim"
                  + " JOIN campaigns k ON k.number = g.campaign WHERE g.cents > 0"
                  + " GROUP BY c.user_name, k.currency) s LEFT JOIN wallets w"
                  + " ON w.user_name = s.user_name AND w.currency = s.currency"
                  + " WHERE s.opened <> COALESCE(w.opened_cents, 0)"
                  + " OR s.unopened <> COALESCE(w.unopened_cents, 0)",
              "wallet of %s in %s: the packets are worth %s opened and %s unopened cents,"
                  + " and the wallet says %s and %s"),
          new SelfCheck(
              "SELECT w.user_name, w.currency, w.opened_cents, w.unopened_cents FROM wallets w"
                  + " WHERE (w.opened_cents <> 0 OR w.unopened_cents <> 0) AND NOT EXISTS"
                  + " (SELECT 1 FROM grants g JOIN claims c ON c.campaign = g.campaign"
                  + " AND c.number = g.claim JOIN campaigns k ON k.number = g.campaign"
                  + " WHERE g.cents > 0 AND c.user_name = w.user_name"
                  + " AND k.currency = w.currency)",
              "wallet of %s in %s: there are no packets, and it says %s and %s"));

  /** What a row of the result says. */
  String sentence(ResultSet row) throws SQLException {
    Object[] values = new Object[row.getMetaData().getColumnCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.getString(i + 1);
    }
    return format.formatted(values);
  }
}
