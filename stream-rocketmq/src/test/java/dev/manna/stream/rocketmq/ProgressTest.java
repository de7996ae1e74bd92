package dev.manna.stream.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a chunk that did not get through whole. */
final class ProgressTest {
  private static final CrowdLog LOG = CrowdLog.of(7, 600);
  private static final Chunk WHOLE = LOG.chunks(LOG.batches().size()).getFirst();
  private static final RocketMqTarget TARGET =
      new RocketMqTarget("127.0.0.1:1", "manna", RocketMqTarget.Access.OPEN);

  @TempDir private Path folder;
  private final List<Long> sent = new ArrayList<>();
  private long now;

  /** Takes so many, and then says that it cannot, or nothing at all. */
  private final class Tired implements Outlet {
    private final boolean silent;
    private int left;

    Tired(int left, boolean silent) {
      this.left = left;
      this.silent = silent;
    }

    @Override
    public CompletionStage<?> send(Message message) {
      if (left-- > 0) {
        sent.add(message.position());
        return CompletableFuture.completedFuture(null);
      }
      return silent
          ? new CompletableFuture<>()
          : CompletableFuture.failedFuture(new IllegalStateException("tired"));
    }

    @Override
    public void close() {}
  }

  private PositionFile file() {
    return PositionFile.of(TARGET, folder);
  }

  private Trouble takes(int most, boolean silent) {
    RocketMqSink sink =
        new RocketMqSink(
            TARGET,
            file(),
            () -> new Tired(most, silent),
            LOG,
            () -> silent ? now += RocketMqSink.MOST_NANOS / 50 : now);
    return catchThrowableOfType(
        Trouble.class,
        () -> {
          assertThat(sink.open()).isEqualTo(Bookmark.START);
          sink.take(WHOLE);
        });
  }

  @Test
  void shouldGoOnInTheMiddleOfAChunk() throws Trouble {
    assertThat(takes(40, false)).hasMessageContaining("tired");
    long acknowledged = file().read().acknowledged();
    assertThat(acknowledged).isBetween(1L, 40L);
    assertThat(file().read().at()).isEqualTo(Bookmark.START);
    sent.clear();
    assertThat(takes(Integer.MAX_VALUE, false)).isNull();
    assertThat(sent).doesNotContain(acknowledged).hasSize((int) (LOG.position() - acknowledged));
    assertThat(file().read()).isEqualTo(Standing.of(WHOLE.to(), 0));
  }

  @Test
  void shouldNoticeThatItWasMovedWhileNothingHappened() throws Trouble {
    RocketMqSink sink =
        new RocketMqSink(TARGET, file(), () -> new Tired(Integer.MAX_VALUE, false), LOG, () -> now);
    sink.open();
    sink.take(WHOLE);
    sink.idle();
    Bookmark earlier = LOG.chunks(3).get(0).to();
    RocketMqSink.restartAfter(earlier, file());
    assertThat(RocketMqSink.stands(file())).isEqualTo(earlier);
    assertThat(catchThrowableOfType(Trouble.class, sink::idle))
        .hasMessageContaining("somebody else has moved this stream");
    assertThat(sink.open()).isEqualTo(earlier);
    sink.idle();
  }

  @Test
  void shouldSayThatABrokerIsSlowAndGetOn() throws Trouble {
    Trouble slow = takes(20, true);
    assertThat(slow.isLasting()).isFalse();
    assertThat(slow)
        .hasMessageMatching("the broker is slow: it took [0-9]+ of [0-9]+ messages within 8 s.*");
    assertThat(file().read().acknowledged()).isPositive();
    assertThat(takes(Integer.MAX_VALUE, false)).isNull();
  }
}
