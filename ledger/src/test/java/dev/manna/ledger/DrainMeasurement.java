package dev.manna.ledger;

import dev.manna.core.Batch;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.law.Machine;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How fast the books take claims, beside a raw bulk load of the very rows that stand in them then,
 * into the same tables with the same indexes, in transactions of as many claims. A main, not a
 * test: {@code DrainMeasurement [claims] [database ...]}.
 */
final class DrainMeasurement {
  private static final int CHUNK_EVENTS = 8_192;
  private static final int BATCH = 1_000;

  private DrainMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    int claims = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    for (Places places : Places.values()) {
      if (arguments.length < 2 || List.of(arguments).contains(places.name())) {
        for (Campaign campaign : campaigns(claims)) {
          // Once to get warm.
          measure(places, campaign, claims / 4);
          measure(places, campaign, claims);
        }
      }
    }
  }

  private static List<Campaign> campaigns(int claims) {
    Terms terms = Terms.open("");
    return List.of(
        new Lottery(
            terms,
            50,
            List.of(new Lottery.Prize("cup", "", 50, claims)),
            new Lottery.WhenGone.Redraw()),
        new Sale(terms.with(Limits.NONE), List.of(new Sale.Sku("phone", "", claims))),
        new RedPacket(
            terms,
            "CNY",
            100L * claims,
            claims,
            new RedPacket.Split.DoubleMean(1, 1_000),
            RedPacket.ALWAYS));
  }

  private static void measure(Places places, Campaign campaign, int claims) throws Exception {
    CrowdLog log = CrowdLog.of(batches(campaign, claims));
    List<Chunk> chunks = log.chunks(CHUNK_EVENTS / BATCH);
    Database books = places.fresh().database();
    double drained;
    try (EventSink ledger = new Ledger(books)) {
      ledger.open();
      long begun = System.nanoTime();
      for (Chunk chunk : chunks) {
        ledger.take(chunk);
      }
      drained = (System.nanoTime() - begun) / 1e9;
    }
    double raw = raw(places, rows(books), chunks.size());
    System.out.printf(
        "%s %s: %,d claims in %.2f s, %,.0f a second; raw %.2f s; ratio %.2f%n",
        places, campaign.kind(), claims, drained, claims / drained, raw, raw / drained);
  }

  private static List<Batch> batches(Campaign campaign, int claims) {
    Chance chance = new Chance(1);
    Machine machine = new Machine();
    List<Batch> batches = new ArrayList<>();
    machine.begin(1_800_000_000_000L);
    machine.found(chance.bits(), chance.bits());
    machine.handle(machine.prepare(new Command.Define("c", campaign, 0)), chance::bits);
    batches.add(CrowdLog.copy(machine));
    for (int done = 0; done < claims; ) {
      machine.begin(1_800_000_000_000L + done);
      for (int i = 0; i < BATCH && done < claims; i++, done++) {
        String user = "user-" + chance.below(claims);
        machine.handle(machine.prepare(claim(campaign, user, "key-" + done)), chance::bits);
      }
      batches.add(CrowdLog.copy(machine));
    }
    return batches;
  }

  private static Request claim(Campaign campaign, String user, String key) {
    return switch (campaign) {
      case Lottery lottery -> new Command.Draw("c", user, key, 1);
      case RedPacket rain -> new Command.Snatch("c", user, key);
      case Sale sale ->
          new Command.Deduct("c", user, key, List.of(new Command.Line("phone", 1)), 0);
    };
  }

  private static Map<Table, List<Object[]>> rows(Database books) throws SQLException {
    Map<Table, List<Object[]>> rows = new EnumMap<>(Table.class);
    try (Connection connection = books.connect();
        Statement statement = connection.createStatement()) {
      for (Table table : Table.values()) {
        List<Object[]> all = new ArrayList<>();
        String sql =
            "SELECT "
                + String.join(", ", table.names())
                + " FROM "
                + table.table
                + " ORDER BY "
                + String.join(", ", table.keyNames());
        try (ResultSet result = statement.executeQuery(sql)) {
          while (result.next()) {
            Object[] row = new Object[table.columns.size()];
            for (int i = 0; i < row.length; i++) {
              row[i] =
                  switch (table.columns.get(i).type()) {
                    case NUMBER -> result.getLong(i + 1);
                    case TEXT -> result.getString(i + 1);
                    case BYTES -> result.getBytes(i + 1);
                  };
            }
            all.add(row);
          }
        }
        rows.put(table, all);
      }
    }
    return rows;
  }

  private static double raw(Places places, Map<Table, List<Object[]>> rows, int transactions)
      throws Exception {
    Database database = places.fresh().database();
    try (Ledger ledger = new Ledger(database)) {
      ledger.open();
    }
    try (Session session = new Session(database.connect())) {
      long begun = System.nanoTime();
      for (int i = 0; i < transactions; i++) {
        for (Map.Entry<Table, List<Object[]>> each : rows.entrySet()) {
          List<Object[]> all = each.getValue();
          int from = (int) ((long) all.size() * i / transactions);
          int to = (int) ((long) all.size() * (i + 1) / transactions);
          if (from < to) {
            database.dialect().insert(session, each.getKey(), all.subList(from, to));
          }
        }
        session.connection.commit();
      }
      return (System.nanoTime() - begun) / 1e9;
    }
  }
}
