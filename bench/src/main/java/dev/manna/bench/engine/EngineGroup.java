package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Group;
import dev.manna.bench.Row;
import java.util.ArrayList;
import java.util.List;

/** Durable claims of an engine in this process, over a journal on a real disk. */
public final class EngineGroup implements Group {
  @Override
  public String name() {
    return "engine";
  }

  @Override
  public String heap() {
    return "6g";
  }

  @Override
  public List<Row> measure(Bench bench) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (RunningEngine running =
            RunningEngine.start(bench.folder().resolve("engine"), RunningEngine.options(bench));
        BareDisk bare = BareDisk.in(bench.folder(), bench.size(64, 4))) {
      Shop shop = new Shop(running, Shop.USERS);
      shop.sale(Shop.HOT, Shop.ONE_SKU);
      shop.sale(Shop.WIDE, Shop.MANY_SKUS);
      shop.lottery(Shop.LOTTERY);
      Throughput throughput = new Throughput(bench, running, bare, shop);
      rows.addAll(throughput.rows());
      Shapes shapes = new Shapes(bench, shop);
      rows.add(shapes.hotAgainstWide());
      rows.add(shapes.manyDraws());
      rows.add(shapes.soldOut());
      rows.add(new Acknowledgement(bench, running, bare, shop).row(throughput.perSecond() / 2));
    }
    return rows;
  }
}
