package dev.manna.bench.ledger;

import dev.manna.bench.Unverified;
import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.law.Machine;
import dev.manna.ledger.Ledger;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A log of draws, orders and snatches, a third each, that books take: half of the draws win, every
 * order and every snatch does, and most users come more than once.
 */
final class Drain {
  private static final int BATCH = 1_000;
  private static final int BATCHES_A_CHUNK = 8;
  private static final long BEGIN_MILLIS = 1_800_000_000_000L;

  private final int claims;
  private final List<Chunk> chunks;

  Drain(int claims) {
    this.claims = claims;
    chunks = CrowdLog.of(batches(claims)).chunks(BATCHES_A_CHUNK);
  }

  int transactions() {
    return chunks.size();
  }

  /** Claims a second into empty books. */
  double perSecond(Books books) throws Trouble, SQLException {
    books.empty();
    long nanos;
    try (EventSink ledger = new Ledger(books.database())) {
      ledger.open();
      long began = System.nanoTime();
      for (Chunk chunk : chunks) {
        ledger.take(chunk);
      }
      nanos = System.nanoTime() - began;
    }
    Unverified.unlessEqual("claims in the books", claims, books.count("claims"));
    return claims * 1e9 / nanos;
  }

  /** The same rows in bulk, as claims a second. */
  double perSecond(Books books, RawLoad raw) throws Trouble, SQLException {
    books.empty();
    long nanos = raw.nanos(books, transactions());
    Unverified.unlessEqual("claims loaded", claims, books.count("claims"));
    Unverified.unlessEqual("movements loaded", raw.rows("movements"), books.count("movements"));
    return claims * 1e9 / nanos;
  }

  private static List<Batch> batches(int claims) {
    Chance chance = new Chance(1);
    Machine machine = new Machine();
    List<Batch> batches = new ArrayList<>();
    machine.begin(BEGIN_MILLIS);
    machine.found(chance.bits(), chance.bits());
    for (Command definition : definitions(claims)) {
      machine.handle(machine.prepare(definition), chance::bits);
    }
    batches.add(CrowdLog.copy(machine));
    for (int done = 0; done < claims; ) {
      machine.begin(BEGIN_MILLIS + done);
      for (int i = 0; i < BATCH && done < claims; i++, done++) {
        Request claim = claim(done, "user-" + chance.below(claims / 3), "key-" + done);
        machine.handle(machine.prepare(claim), chance::bits);
      }
      batches.add(CrowdLog.copy(machine));
    }
    return batches;
  }

  private static List<Command> definitions(int claims) {
    Terms terms = Terms.open("").with(Limits.NONE);
    return List.of(
        new Command.Define(
            "lottery",
            new Lottery(
                terms,
                50,
                List.of(new Lottery.Prize("cup", "", 50, claims)),
                new Lottery.WhenGone.Redraw()),
            0),
        new Command.Define("sale", new Sale(terms, List.of(new Sale.Sku("phone", "", claims))), 0),
        new Command.Define(
            "rain",
            new RedPacket(
                terms,
                "CNY",
                100L * claims,
                claims,
                new RedPacket.Split.DoubleMean(1, 1_000),
                RedPacket.ALWAYS),
            0));
  }

  private static Request claim(int number, String user, String key) {
    return switch (number % 3) {
      case 0 -> new Command.Draw("lottery", user, key, 1);
      case 1 -> new Command.Deduct("sale", user, key, List.of(new Command.Line("phone", 1)), 0);
      default -> new Command.Snatch("rain", user, key);
    };
  }
}
