package dev.manna.stream.rocketmq;

import dev.manna.core.feed.EventSink;
import dev.manna.simulation.AtLeastOnceContract;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The stream with its position in a table that nodes share; what it is sent to only remembers. */
final class SharedRocketMqSinkTest extends AtLeastOnceContract {
  private static final CrowdLog LOG = CrowdLog.of(7, 600);

  private final Postgres database = Postgres.fresh();
  private final Map<String, List<Long>> sent = new TreeMap<>();
  private int topics;

  private final class Memory implements Outlet {
    @Override
    public CompletionStage<?> send(Message message) {
      sent.computeIfAbsent(message.key(), key -> new ArrayList<>()).add(message.position());
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }

  private RocketMqTarget target() {
    return new RocketMqTarget("127.0.0.1:1", "topic-" + topics, RocketMqTarget.Access.OPEN);
  }

  private Positions positions() {
    return PositionTable.of(target(), database, "main");
  }

  @Override
  protected EventSink sink() {
    return new RocketMqSink(target(), positions(), Memory::new, LOG, System::nanoTime);
  }

  @Override
  protected EventSink failingSink(int steps) {
    Brittle brittle = new Brittle(new Memory(), positions(), steps / 2, steps % 2 == 1);
    return new RocketMqSink(target(), brittle, () -> brittle, LOG, System::nanoTime);
  }

  @Override
  protected Object contents() {
    return written();
  }

  @Override
  protected void clear() {
    topics++;
    sent.clear();
  }

  @Override
  protected Map<String, List<Long>> written() {
    Map<String, List<Long>> written = new TreeMap<>();
    sent.forEach((key, positions) -> written.put(key, List.copyOf(positions)));
    return written;
  }

  @Override
  protected Map<String, List<Long>> expected(CrowdLog of) {
    Map<String, List<Long>> expected = new TreeMap<>();
    new Messages(of, Messages.MOST_BYTES)
        .of(of.chunks(of.batches().size()).getFirst())
        .forEach(
            each ->
                expected
                    .computeIfAbsent(each.key(), key -> new ArrayList<>())
                    .add(each.position()));
    return expected;
  }
}
