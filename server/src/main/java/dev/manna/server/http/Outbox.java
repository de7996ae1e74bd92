package dev.manna.server.http;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries replies from the engine's thread to an event loop: any number of senders, one receiver.
 * It is a stack that whoever empties it turns over. The first reply on an empty stack wakes the
 * loop, and the loop then takes all that are there, so a batch of replies costs one wake-up.
 */
final class Outbox {
  private final AtomicReference<@Nullable Exchange> top = new AtomicReference<>();
  private final Context loop;

  Outbox(Context loop) {
    this.loop = loop;
  }

  /** Takes an exchange that has its reply; any thread. */
  void put(Exchange exchange) {
    Exchange below;
    do {
      below = top.getPlain();
      exchange.next = below;
    } while (!top.weakCompareAndSetVolatile(below, exchange));
    if (below == null) {
      loop.runOnContext(ignored -> deliver());
    }
  }

  private void deliver() {
    Exchange first = null;
    Exchange exchange = top.getAndSet(null);
    while (exchange != null) {
      Exchange below = exchange.next;
      exchange.next = first;
      first = exchange;
      exchange = below;
    }
    while (first != null) {
      Exchange next = first.next;
      first.next = null;
      first.finish();
      first = next;
    }
  }
}
