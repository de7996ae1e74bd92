package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link EventSink} keeps to, also one that may write something twice. */
public abstract class FollowerContract {
  final CrowdLog log = CrowdLog.of(7, 600);

  /** Another follower that writes to the same place, which is empty when a test begins. */
  protected abstract EventSink sink();

  /** One that is cut off after so many steps: each further one fails. */
  protected abstract EventSink failingSink(int steps);

  /** Everything that was written, to be compared. */
  protected abstract Object contents();

  /** Makes the place empty again. */
  protected abstract void clear();

  @Test
  void shouldBeginAtTheStart() throws Trouble {
    try (EventSink sink = sink()) {
      assertThat(sink.open()).isEqualTo(Bookmark.START);
      assertThat(sink.name()).isNotBlank();
    }
  }

  @Test
  void shouldResumeWhereItWas() throws Trouble {
    List<Chunk> chunks = log.chunks(5);
    for (Chunk chunk : chunks) {
      try (EventSink sink = sink()) {
        assertThat(sink.open()).isEqualTo(chunk.from());
        sink.take(chunk);
        assertThat(sink.open()).isEqualTo(chunk.to());
      }
    }
    Object piecemeal = contents();
    clear();
    assertThat(piecemeal).isEqualTo(inOneGo());
  }

  private Object inOneGo() throws Trouble {
    try (EventSink sink = sink()) {
      sink.open();
      sink.take(log.chunks(log.batches().size()).getFirst());
      return contents();
    }
  }

  @Test
  void shouldTakeNoChunkTwice() throws Trouble {
    List<Chunk> chunks = log.chunks(10);
    try (EventSink sink = sink()) {
      sink.open();
      sink.take(chunks.get(0));
      Object once = contents();
      assertThatThrownBy(() -> sink.take(chunks.get(0))).isInstanceOf(Trouble.class);
      assertThat(contents()).isEqualTo(once);
      assertThat(sink.open()).isEqualTo(chunks.get(0).to());
      sink.take(chunks.get(1));
      assertThat(contents()).isNotEqualTo(once);
    }
  }

  @Test
  void shouldRefuseAGap() throws Trouble {
    List<Chunk> chunks = log.chunks(10);
    try (EventSink sink = sink()) {
      sink.open();
      sink.take(chunks.get(0));
      Object before = contents();
      assertThatThrownBy(() -> sink.take(chunks.get(2))).isInstanceOf(Trouble.class);
      assertThat(contents()).isEqualTo(before);
    }
  }

  @Test
  void shouldStandStillWhileItIsIdle() throws Trouble {
    List<Chunk> chunks = log.chunks(10);
    try (EventSink sink = sink()) {
      sink.open();
      sink.idle();
      sink.take(chunks.get(0));
      Object before = contents();
      sink.idle();
      sink.idle();
      assertThat(contents()).isEqualTo(before);
      assertThat(sink.open()).isEqualTo(chunks.get(0).to());
      sink.idle();
      sink.take(chunks.get(1));
    }
  }

  /** Two are opened at one place; the one that comes second fails by itself, and can go on. */
  @Test
  void shouldLetAZombieFail() throws Trouble {
    List<Chunk> chunks = log.chunks(10);
    try (EventSink zombie = sink();
        EventSink sink = sink()) {
      assertThat(zombie.open()).isEqualTo(sink.open());
      sink.take(chunks.get(0));
      sink.take(chunks.get(1));
      Object before = contents();
      assertThatThrownBy(() -> zombie.take(chunks.get(0))).isInstanceOf(Trouble.class);
      assertThat(contents()).isEqualTo(before);
      assertThat(zombie.open()).isEqualTo(chunks.get(1).to());
      zombie.take(chunks.get(2));
      assertThatThrownBy(() -> sink.take(chunks.get(2))).isInstanceOf(Trouble.class);
    }
  }
}
