package dev.manna.simulation;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.law.Machine;
import dev.manna.engine.NodeEngine;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows from a log after each of its batches, for comparing. */
final class LogStates {
  private final Machine shadow = new Machine();

  /** What the state is after each batch. */
  private final Map<Long, String> digests = new HashMap<>();

  /** What the batches say of the stock, added up. */
  private final Map<String, Long> stock = new HashMap<>();

  void follow(Log shown) {
    shown.read(
        shadow.position(),
        batch -> {
          shadow.replay(batch);
          checkStock(batch);
          digests.put(shadow.position(), shadow.digest());
          return true;
        });
  }

  /** The state of a node must be what follows from the log, wherever it stands. */
  void check(NodeEngine engine) {
    @Nullable String expected = digests.get(engine.position());
    Found.unless(
        engine.digest().equals(expected),
        "at " + engine.position() + " the state of a node is not the log's replay");
  }

  /** Whoever reads no more than what batches say of the stock knows what is free. */
  private void checkStock(Batch batch) {
    batch.stock().forEach(each -> stock.merge(each.name(), each.change(), Math::addExact));
    Map<String, Long> free = shadow.view().free();
    free.forEach(
        (item, units) ->
            Found.unless(
                units.equals(stock.getOrDefault(item, 0L)),
                "at " + batch.last() + " the stock of " + item + " is " + stock.get(item)));
  }
}
