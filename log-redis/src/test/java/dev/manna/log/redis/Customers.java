package dev.manna.log.redis;

import dev.manna.core.Command;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Who orders all the time, asks again until there is an answer, and remembers what was said. */
final class Customers {
  private static final long REPLY_MILLIS = 2_000;
  private static final int CUSTOMERS = 8;

  /** What was accepted, by the key, and when, in nanoseconds. */
  final Map<String, Accepted> accepted = new ConcurrentHashMap<>();

  final AtomicInteger soldOut = new AtomicInteger();
  private final Supplier<List<LivingNode>> nodes;
  private final List<Thread> threads;
  private volatile boolean stopping;

  record Accepted(Command.Deduct order, Reply.Claimed reply, long nanos) {}

  Customers(Supplier<List<LivingNode>> nodes) {
    this.nodes = nodes;
    threads =
        java.util.stream.IntStream.range(0, CUSTOMERS)
            .mapToObj(i -> Thread.ofPlatform().daemon().start(() -> order(i)))
            .toList();
  }

  private void order(int customer) {
    for (int i = 0; !stopping; i++) {
      String key = customer + "-" + i;
      String sku = i % 4 == 0 ? "few" : "many";
      Command.Deduct order =
          new Command.Deduct("c", "u" + key, key, List.of(new Command.Line(sku, 1)), 0);
      Reply reply = answered(order);
      if (reply instanceof Reply.Claimed claimed) {
        accepted.put(key, new Accepted(order, claimed, System.nanoTime()));
      } else {
        soldOut.incrementAndGet();
      }
    }
  }

  /** Asks any node until one has said what is so; a key may be asked for as often as one likes. */
  Reply answered(Command.Deduct order) {
    while (true) {
      List<LivingNode> living = nodes.get();
      LivingNode node = living.get(ThreadLocalRandom.current().nextInt(living.size()));
      try {
        Reply reply = node.engine.submit(order).get(REPLY_MILLIS, TimeUnit.MILLISECONDS);
        if (reply instanceof Reply.Refused refused
            && refused.refusal() != Refusal.SOLD_OUT
            && refused.refusal() != Refusal.UNAVAILABLE) {
          throw new AssertionError(order + " was answered " + reply);
        }
        if (reply instanceof Reply.Claimed
            || (reply instanceof Reply.Refused refused && refused.refusal() == Refusal.SOLD_OUT)) {
          return reply;
        }
        Thread.sleep(5);
      } catch (TimeoutException e) {
        // Unknown: the key tells.
      } catch (ExecutionException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** When the first order was accepted after a time; 0 for none yet. */
  long firstAfter(long nanos) {
    return accepted.values().stream()
        .mapToLong(Accepted::nanos)
        .filter(at -> at > nanos)
        .min()
        .orElse(0);
  }

  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
