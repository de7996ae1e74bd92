package dev.manna.bench.engine;

import dev.manna.core.Engine;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An engine that runs, and can be asked. */
interface Asked {
  long PATIENCE_SECONDS = 60;

  Engine engine();

  /** Stops whoever waits for answers that will not come. */
  void checkAlive();

  /** Asks one thing and waits for the answer. */
  default Reply ask(Request request) {
    try {
      return engine().submit(request).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      checkAlive();
      throw new IllegalStateException("no answer to " + request, e);
    }
  }

  /** How many units or cents of a campaign's pools are given or held. */
  default long gone(String campaign) {
    long gone = 0;
    int after = 0;
    do {
      Reply.Pools page = (Reply.Pools) ask(new Query.OfPools(campaign, after, Query.MAX_PAGE));
      for (Reply.Pool pool : page.pools()) {
        gone += pool.held() + pool.given();
      }
      after = page.next();
    } while (after > 0);
    return gone;
  }
}
