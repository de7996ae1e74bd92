package dev.manna.log.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.feed.Feed;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.log.postgres.PostgresMembership;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once an epoch was raised, nobody who is still in the one before moves the books. */
class FencedBooksTest {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  @TempDir Path folder;

  private static void order(LivingNode node, int number) throws Exception {
    Command.Line line = new Command.Line("pens", 1);
    Command order = new Command.Deduct("c", "user", "key" + number, List.of(line), 0);
    assertThat(node.engine.submit(order).get(5, TimeUnit.SECONDS))
        .isInstanceOf(Reply.Claimed.class);
  }

  @Test
  void shouldBookNothingOfAnEpochThatIsClosed() throws Exception {
    try (RedisProcess redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start()) {
      RedisLogOptions options =
          RedisLogOptions.at("books-" + System.nanoTime(), redis.uri()).withTimes(1_000, 1_000);
      LivingNode node = new LivingNode(options, "a");
      Database database = Database.at(Registers.url(), "postgres", "");
      Ledger ledger =
          new Ledger(
              database, books -> PostgresMembership.holds(books, options.name(), node.log.epoch()));
      Sale sale = new Sale(Terms.open("x"), List.of(new Sale.Sku("pens", "", 100)));
      node.engine.submit(new Command.Define("c", sale, 0)).get(5, TimeUnit.SECONDS);
      order(node, 1);
      try (Feed feed =
          new Feed(ledger, node.log, () -> System.nanoTime() / 1_000_000, 100, line -> {})) {
        bookAll(feed, node);
        long booked = feed.position();
        order(node, 2);
        assertThat(node.members.raise(1, 0)).isTrue();
        assertThat(feed.doWork()).isFalse();
        assertThat(feed.trouble()).contains("went on in another epoch");
        assertThat(ledger.open().position()).isEqualTo(booked);
        bookAll(feed, node);
        assertThat(node.log.epoch()).as("nobody else recovers").isEqualTo(3);
      } finally {
        node.die();
        node.engine.close();
      }
    }
  }

  private static void bookAll(Feed feed, LivingNode node) {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (feed.position() < node.log.position()) {
      feed.doWork();
      assertThat(System.nanoTime()).as(feed.trouble()).isLessThan(until);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
