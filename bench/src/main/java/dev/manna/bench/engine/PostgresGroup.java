package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Group;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.PostgresLog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Claims of one SKU over the log in PostgreSQL, against the row that people update instead. */
public final class PostgresGroup implements Group {
  private static final Gate GATE = Gate.atLeast(20);

  @Override
  public String name() {
    return "log-postgres";
  }

  @Override
  public String heap() {
    return "4g";
  }

  @Override
  public List<Row> measure(Bench bench) throws Exception {
    try (EmbeddedPostgres server = server(bench);
        HotRow row = HotRow.in(bench.folder(), server.getPort())) {
      Database database = Database.at(HotRow.url(server.getPort()), "postgres", "");
      try (PostgresLog log = PostgresLog.open(database, "bench", "bench", System::nanoTime);
          RunningEngine running =
              RunningEngine.start(
                  bench.folder().resolve("engine"),
                  RunningEngine.options(bench),
                  journal -> begun(log, journal))) {
        return List.of(measure(bench, running, row));
      }
    }
  }

  /** One that waits for the disk at each commit. */
  static EmbeddedPostgres server(Bench bench) throws IOException {
    Path folder = Files.createDirectories(bench.folder().resolve("postgresql"));
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setDataDirectory(folder);
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      builder.setServerConfig(setting, "on");
    }
    return builder.start();
  }

  /** The log in PostgreSQL, with the beginning that the engine has written. */
  private static Log begun(PostgresLog log, Log journal) {
    journal.read(0, batch -> log.append(batch.first() - 1, batch) instanceof Appended.Done);
    return log;
  }

  private static Row measure(Bench bench, RunningEngine running, HotRow row) throws Exception {
    bench.say("durable claims over the log in PostgreSQL against one row that is updated");
    Shop shop = new Shop(running, Shop.USERS);
    shop.sale(Shop.HOT, Shop.ONE_SKU);
    int size = bench.size(400_000, 5_000);
    int seconds = bench.size(4, 1);
    int clients = row.bestClients(seconds);
    for (int i = 0; i < bench.size(3, 0); i++) {
      turn(shop, size);
    }
    Pairs pairs =
        Pairs.of(bench.pairs(), () -> turn(shop, size), () -> row.perSecond(clients, seconds));
    return Row.of("log-postgres", "durable claims / hot row", "/s", pairs)
        .against(GATE)
        .durable("COMMIT")
        .note(
            "every claim wins one unit of one SKU, for one of 100,000 users at random; on the other"
                + " side UPDATE ... SET units = units - 1 WHERE sku = 1 AND units >= 1, which knows"
                + " neither users nor keys, on the same server, from "
                + clients
                + (clients == 1 ? " client of " : " clients of ")
                + row.by()
                + ", the best of "
                + HotRow.CLIENTS);
  }

  private static double turn(Shop shop, int size) {
    return shop.claimsPerSecond(Shop.HOT, shop.claims().deducts(Shop.HOT, Shop.ONE_SKU, size));
  }
}
