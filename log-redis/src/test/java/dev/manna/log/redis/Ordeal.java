package dev.manna.log.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Nodes that sell to many customers while something fails, and what must be true afterwards. */
final class Ordeal {
  private static final int FEW = 40;
  private static final int MANY = 10_000_000;
  private static final long SERVING_SECONDS = 10;

  /** Those that live. */
  final List<LivingNode> nodes = new CopyOnWriteArrayList<>();

  /** Where the nodes find their database. */
  int registers = Registers.port();

  /** Null before they come. */
  private @Nullable Customers customers;

  private final String name;

  /** What fails; it returns when a master is there again. */
  interface Failing {
    void run() throws Exception;
  }

  Ordeal(String name) {
    this.name = name;
  }

  /**
   * Runs it.
   *
   * @param sides how each node reaches the log; one that audits it in the end reaches it as the
   *     last
   */
  void run(List<RedisLogOptions> sides, long calmMillis, Failing failing) throws Exception {
    for (RedisLogOptions each : sides) {
      nodes.add(node(each, "node-" + nodes.size()));
    }
    Sale sale =
        new Sale(
            Terms.open("x"), List.of(new Sale.Sku("few", "", FEW), new Sale.Sku("many", "", MANY)));
    nodes.getFirst().engine.submit(new Command.Define("c", sale, 0)).get(5, TimeUnit.SECONDS);
    Customers all = new Customers(() -> nodes);
    customers = all;
    Thread.sleep(calmMillis);
    failing.run();
    long there = System.nanoTime();
    long serving = served(all, there);
    Thread.sleep(300);
    all.stop();
    System.out.printf(
        "%s: serving after %d ms, %d accepted, %d sold out%n",
        name, (serving - there) / 1_000_000, all.accepted.size(), all.soldOut.get());
    look(sides.getLast(), all);
    for (LivingNode node : nodes) {
      node.die();
      node.engine.close();
    }
  }

  private LivingNode node(RedisLogOptions side, String as) throws IOException {
    return new LivingNode(side, as, Registers.at(registers, side.name()));
  }

  /** Orders are accepted while something is away. */
  void requireService() throws InterruptedException {
    served(Objects.requireNonNull(customers), System.nanoTime());
  }

  private long served(Customers customers, long there) throws InterruptedException {
    long first = 0;
    while (first == 0) {
      requireSoon(there);
      Thread.sleep(5);
      first = customers.firstAfter(there);
    }
    return first;
  }

  /** Waits until a node is in another epoch than one, which must be soon. */
  void awaitNextEpoch(LivingNode node, long epoch) throws InterruptedException {
    long since = System.nanoTime();
    while (node.log.epoch() == epoch) {
      requireSoon(since);
      Thread.sleep(5);
    }
  }

  private void requireSoon(long since) {
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since))
        .as(() -> name + ": " + nodes.stream().map(LivingNode::shown).toList())
        .isLessThan(SERVING_SECONDS);
  }

  /** By the customers' word, by each node's, and by that of one that reads the whole log. */
  private void look(RedisLogOptions options, Customers customers) throws Exception {
    for (LivingNode node : nodes) {
      assertThat(node.thrown()).as(name).isNull();
    }
    LivingNode fresh = node(options, "auditor");
    List<LivingNode> others = List.copyOf(nodes);
    nodes.clear();
    nodes.add(fresh);
    for (Customers.Accepted each : customers.accepted.values()) {
      assertThat(customers.answered(each.order())).as(name).isEqualTo(each.reply());
    }
    nodes.addAll(others);
    Reply.Pools pools =
        (Reply.Pools) fresh.engine.submit(new Query.OfPools("c", 0, 5)).get(5, TimeUnit.SECONDS);
    for (String sku : List.of("few", "many")) {
      long accepted =
          customers.accepted.values().stream()
              .filter(each -> each.order().lines().getFirst().sku().equals(sku))
              .count();
      Reply.Pool pool =
          pools.pools().stream().filter(p -> p.item().equals(sku)).findFirst().orElseThrow();
      assertThat(pool.given()).as("%s: %s, as customers were told", name, sku).isEqualTo(accepted);
      assertThat(pool.available()).as(name).isEqualTo(pool.total() - accepted);
    }
  }
}
