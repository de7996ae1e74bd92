package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Grant;
import dev.manna.core.Limits;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.Feed;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A shop whose engine decides over a journal on the disk, and whose books are in trouble. Whatever
 * the trouble is, every claim is answered; and when it is over, the books are what the log says.
 */
final class Keeping implements AutoCloseable {
  private static final String SHOP = "shop";
  private static final int CHUNK_EVENTS = 64;
  private static final int ORDERS = 20;

  private final EmbeddedEngine engine;
  private final List<String> said = new ArrayList<>();
  private long now;
  private int sold;
  private int largestChunk;
  private Feed feed;

  Keeping(Path folder, Ledger ledger) throws IOException {
    JournalOptions journal =
        JournalOptions.defaults().withSegmentBytes(1 << 20).withReserveBytes(0);
    engine =
        EmbeddedEngine.open(
            RealDisk.make(folder.resolve("journal")),
            System::currentTimeMillis,
            new Chance(1)::bits,
            EngineOptions.defaults().withJournal(journal));
    feed = feed(ledger);
    ask(
        List.of(
            new Command.Define(
                SHOP,
                new Sale(
                    Terms.open("").with(Limits.NONE),
                    List.of(new Sale.Sku("phone", "", 1_000_000), new Sale.Sku("case", "", 9))),
                0)));
  }

  private Feed feed(Ledger ledger) {
    return new Feed(measured(ledger), engine.journal(), () -> now, CHUNK_EVENTS, said::add);
  }

  /** What the feed hands over, which is all that it holds of the log. */
  private EventSink measured(Ledger ledger) {
    return new EventSink() {
      @Override
      public String name() {
        return ledger.name();
      }

      @Override
      public Bookmark open() throws Trouble {
        return ledger.open();
      }

      @Override
      public void take(Chunk chunk) throws Trouble {
        largestChunk = Math.max(largestChunk, chunk.events().size());
        ledger.take(chunk);
      }

      @Override
      public void close() {
        ledger.close();
      }
    };
  }

  private List<Reply> ask(List<? extends Request> requests) {
    List<CompletableFuture<Reply>> replies = requests.stream().map(engine::submit).toList();
    while (engine.writer().doWork() > 0) {
      engine.journal().prepareNext();
    }
    return replies.stream().map(CompletableFuture::join).toList();
  }

  /** Orders and confirmations, each of which is answered. */
  void sell(int orders) {
    for (int left = orders; left > 0; left -= ORDERS) {
      sellSome(Math.min(left, ORDERS));
    }
  }

  private void sellSome(int orders) {
    List<Command> claims = new ArrayList<>();
    for (int i = 0; i < orders; i++, sold++) {
      List<Command.Line> lines = List.of(new Command.Line("phone", 1 + sold % 3));
      claims.add(new Command.Deduct(SHOP, "user-" + sold % 17, "key-" + sold, lines, 600_000));
    }
    List<Command> confirmations = new ArrayList<>();
    for (Reply reply : ask(claims)) {
      assertThat(reply).isInstanceOf(Reply.Claimed.class);
      Grant grant = ((Reply.Claimed) reply).grants().getFirst();
      if (grant.id().number() % 2 == 0) {
        confirmations.add(new Command.Settle(grant.id(), Command.Settlement.CONFIRM));
      }
    }
    assertThat(ask(confirmations)).noneMatch(reply -> reply instanceof Reply.Refused);
  }

  /** The books take all there is, without trouble. */
  void goesOn() {
    sell(ORDERS);
    now += 60_000;
    while (feed.doWork()) {
      assertThat(feed.trouble()).isEmpty();
    }
    assertThat(feed.trouble()).isEmpty();
    assertThat(feed.lag()).isZero();
  }

  /** The books cannot go on, the operator is told what to do, and everything is sold as before. */
  void isInTrouble(String sentence) {
    sell(ORDERS);
    now += 60_000;
    while (feed.doWork()) {
      assertThat(feed.lag()).as("there is trouble").isPositive();
    }
    assertThat(feed.trouble()).contains(sentence);
    assertThat(said.getLast())
        .startsWith("ledger: ")
        .contains(sentence)
        .contains("Nothing is lost: the log keeps it, and this is tried again by itself.");
    sell(ORDERS);
    assertThat(feed.lag()).isPositive();
  }

  /** Whether a further attempt succeeds. */
  boolean retry() {
    now += 60_000;
    return feed.doWork();
  }

  /** The operator names the database in another way, and starts the server again. */
  void restart(Ledger ledger) {
    feed.close();
    feed = feed(ledger);
  }

  /** The trouble is over, and the books are what the log says, row by row. */
  void recovers(Database books) {
    goesOn();
    verify(books);
  }

  void verify(Database books) {
    assertThat(feed.lag()).isZero();
    // A chunk ends with a batch, and a batch holds what was asked at once.
    assertThat(largestChunk).isLessThan(CHUNK_EVENTS + 4 * ORDERS);
    CrowdLog log = CrowdLog.of(batches());
    new Recount(log).compare(books);
    assertThat(Contents.of(books)).isEqualTo(CutTest.rebuilt(log));
  }

  private List<Batch> batches() {
    List<Batch> batches = new ArrayList<>();
    engine
        .journal()
        .read(
            0,
            batch -> {
              ByteBuffer copy = ByteBuffer.allocate(batch.payload().remaining());
              copy.put(batch.payload().duplicate()).flip();
              batches.add(new Batch(batch.first(), batch.count(), batch.timeMillis(), copy));
              return true;
            });
    return batches;
  }

  /** For whoever looks at how the feed goes on. */
  Feed feed() {
    return feed;
  }

  @Override
  public void close() {
    feed.close();
    engine.close();
  }
}
