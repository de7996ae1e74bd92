package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.SharedLog;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.CrowdLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A follower that one of several nodes moves. */
final class FollowingOnceTest {
  private static final CrowdLog CROWD = CrowdLog.of(3, 300);

  /** Where all nodes' follower stands. */
  private final Books books = new Books();

  private final AtomicBoolean first = new AtomicBoolean();
  private final AtomicLong known = new AtomicLong();
  private final List<Long> told = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final Feed feed = new Feed(books, new Side(known), () -> 0, 50, said::add, told::add);
  private final FollowingOnce following =
      new FollowingOnce(new Following(feed, () -> false, () -> true), feed, first::get, () -> true);

  private static final class Books implements EventSink {
    private Bookmark at = Bookmark.START;
    private boolean tells = true;
    private int opened;
    private int taken;

    @Override
    public String name() {
      return "books";
    }

    @Override
    public Bookmark open() {
      opened++;
      return at;
    }

    @Override
    public @Nullable Bookmark standing() {
      return tells ? at : null;
    }

    @Override
    public void take(Chunk chunk) {
      assertThat(chunk.from()).as("where it stands").isEqualTo(at);
      at = chunk.to();
      taken++;
    }

    @Override
    public void close() {}
  }

  /** A node's side, which has heard of less than there is. */
  private record Side(AtomicLong known) implements SharedLog {
    @Override
    public long position() {
      return known.get();
    }

    @Override
    public long await(long position, long atMostMillis) {
      known.set(CROWD.position());
      return CROWD.position();
    }

    @Override
    public boolean endsAt(long position) {
      return await(position, 0) <= position;
    }

    @Override
    public Appended append(long expectedPosition, Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void read(long position, BatchReader reader) {
      CROWD.read(position, reader);
    }

    @Override
    public void close() {}
  }

  /** Looks until something was told that was not told before. */
  private void look(long position) {
    long until = System.nanoTime() + 5_000_000_000L;
    while (told.isEmpty() || told.getLast() != position) {
      assertThat(System.nanoTime()).isLessThan(until);
      assertThat(following.doWork()).isFalse();
      following.rest();
    }
  }

  /** Takes a chunk as another node would. */
  private void moveElsewhere() {
    Feed other = new Feed(books, CROWD, () -> 0, 50, said::add);
    assertThat(other.doWork()).isTrue();
  }

  @Test
  void shouldOnlyLookWhileAnotherNodeMovesIt() {
    moveElsewhere();
    int taken = books.taken;
    int opened = books.opened;
    look(books.at.position());
    assertThat(books.taken).isEqualTo(taken);
    assertThat(books.opened).as("which may disturb the other").isEqualTo(opened);
    moveElsewhere();
    look(books.at.position());
  }

  @Test
  void shouldGoOnWhereTheOtherNodeEnded() {
    moveElsewhere();
    look(books.at.position());
    moveElsewhere();
    first.set(true);
    while (following.doWork()) {
      assertThat(said).isEmpty();
    }
    assertThat(said).as("it stands where this node had not heard of anything").isEmpty();
    assertThat(books.at.position()).isEqualTo(CROWD.position());
    assertThat(told.getLast()).isEqualTo(CROWD.position());
  }

  @Test
  void shouldSayThatOnlyAnotherNodeKnowsWhereItStands() {
    books.tells = false;
    following.doWork();
    assertThat(feed.isElsewhere()).isTrue();
    assertThat(books.opened).isZero();
    first.set(true);
    following.doWork();
    assertThat(feed.isElsewhere()).isFalse();
  }

  /** Nobody is answered because the books of another log stand so far. */
  @Test
  void shouldNotTakeTheBooksOfAnotherLogForItsOwn() {
    books.at = new Bookmark("of another log", 1_000, 1);
    following.doWork();
    assertThat(told).isEmpty();
    assertThat(said).hasSize(1).first().asString().contains("it belongs to the log of another");
  }
}
