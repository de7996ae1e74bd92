package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.Happened;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What moves a follower along a log, and what keeps it from moving. */
final class FeedTest {
  private final CrowdLog log = CrowdLog.of(3, 300);
  private final List<String> said = new ArrayList<>();
  private long now = 1_000;

  /** A follower in memory that does as it is told. */
  private static final class Notebook implements EventSink {
    private final List<Happened> events = new ArrayList<>();
    private Bookmark at = Bookmark.START;
    private EventSink.Trouble trouble;
    private RuntimeException defect;
    private boolean forgetful;
    private boolean moved;
    private int looks;

    @Override
    public String name() {
      return "notebook";
    }

    @Override
    public Bookmark open() {
      return at;
    }

    @Override
    public void take(Chunk chunk) throws Trouble {
      if (defect != null) {
        throw defect;
      }
      if (trouble != null) {
        throw trouble;
      }
      events.addAll(chunk.events());
      at = chunk.to();
      if (forgetful) {
        forgetful = false;
        throw Trouble.passing("it does not know whether it did.", new IllegalStateException());
      }
    }

    @Override
    public void idle() throws Trouble {
      looks++;
      if (moved) {
        moved = false;
        throw Trouble.passing("somebody else has moved it.", new IllegalStateException());
      }
    }

    @Override
    public void close() {}
  }

  private Feed feed(EventSink sink, CrowdLog of, int chunk) {
    return new Feed(sink, of, () -> now, chunk, said::add);
  }

  @Test
  void shouldHandOverAllInOrderInChunks() {
    Notebook notebook = new Notebook();
    Feed feed = feed(notebook, log, 5);
    int chunks = 0;
    while (feed.doWork()) {
      chunks++;
    }
    assertThat(chunks).isGreaterThan(5);
    assertThat(notebook.events)
        .isEqualTo(log.batches().stream().flatMap(each -> CrowdLog.events(each).stream()).toList());
    assertThat(feed.position()).isEqualTo(log.position());
    assertThat(feed.lag()).isZero();
    assertThat(feed.lagMillis()).isZero();
    assertThat(said).isEmpty();
  }

  @Test
  void shouldSayOnceWhatIsWrongAndTryLaterAndLater() {
    Notebook notebook = new Notebook();
    notebook.trouble = EventSink.Trouble.passing("the ink is out.", new IllegalStateException());
    Feed feed = feed(notebook, log, 20);
    List<Long> tries = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      long before = feed.errors();
      assertThat(feed.doWork()).isFalse();
      if (feed.errors() > before) {
        tries.add(now);
      }
      now++;
    }
    assertThat(tries.get(1) - tries.get(0)).isEqualTo(100);
    assertThat(tries.get(2) - tries.get(1)).isEqualTo(200);
    assertThat(tries.getLast() - tries.get(tries.size() - 2)).isEqualTo(10_000);
    assertThat(said).hasSize(1);
    assertThat(said.getFirst()).startsWith("notebook: the ink is out. Nothing is lost");
    assertThat(feed.lagMillis()).isEqualTo(60_000);
    notebook.trouble = null;
    now += 10_000;
    assertThat(feed.doWork()).isTrue();
    assertThat(said).hasSize(2);
    assertThat(feed.trouble()).isEmpty();
  }

  @Test
  void shouldAskAgainAfterAnAnswerThatWasLost() {
    Notebook notebook = new Notebook();
    Feed feed = feed(notebook, log, 20);
    assertThat(feed.doWork()).isTrue();
    notebook.forgetful = true;
    assertThat(feed.doWork()).isFalse();
    now += 10_000;
    while (feed.doWork()) {
      now++;
    }
    assertThat(notebook.events).hasSize((int) log.position());
  }

  /** Whoever waits for the books must hear of nothing that is not committed, and of all that is. */
  @Test
  void shouldTellWhereTheFollowerStandsOnceItHasCommitted() {
    Notebook notebook = new Notebook();
    List<Long> stands = new ArrayList<>();
    Feed feed =
        new Feed(
            notebook,
            log,
            () -> now,
            20,
            said::add,
            position -> {
              assertThat(position).isEqualTo(notebook.at.position());
              stands.add(position);
            });
    feed.doWork();
    assertThat(stands).containsExactly(0L, notebook.at.position());
    notebook.trouble = EventSink.Trouble.passing("no.", new IllegalStateException());
    feed.doWork();
    assertThat(stands).hasSize(2);
    notebook.trouble = null;
    notebook.forgetful = true;
    now += 10_000;
    feed.doWork();
    assertThat(stands).as("it asked where it stands").hasSize(3);
    long lost = notebook.at.position();
    now += 10_000;
    feed.doWork();
    assertThat(stands).as("the commit whose answer was lost").contains(lost);
    while (feed.doWork()) {
      now++;
    }
    assertThat(stands.getLast()).isEqualTo(log.position());
    assertThat(stands).isSorted();
  }

  /** Somebody moves it back while nothing happens: it finds out, and goes on from there. */
  @Test
  void shouldLookWhetherItWasMoved() {
    Notebook notebook = new Notebook();
    Feed feed = feed(notebook, log, 20);
    while (feed.doWork()) {
      now++;
    }
    for (int i = 0; i < 60_000; i++) {
      assertThat(feed.doWork()).isFalse();
      now++;
    }
    assertThat(notebook.looks).isBetween(11, 12);
    notebook.moved = true;
    notebook.at = Bookmark.START;
    notebook.events.clear();
    for (int i = 0; i < 20_000; i++) {
      feed.doWork();
      now++;
    }
    assertThat(notebook.events).hasSize((int) log.position());
    assertThat(said.getFirst()).startsWith("notebook: somebody else has moved it. Nothing is lost");
  }

  @Test
  void shouldKeepADefectOfTheFollowerFromEverybodyElse() {
    Notebook notebook = new Notebook();
    notebook.defect = new IllegalStateException("wrong");
    Feed feed = feed(notebook, log, 20);
    assertThat(feed.doWork()).isFalse();
    assertThat(feed.trouble()).contains("defect").contains("wrong");
  }

  @Test
  void shouldRefuseAnotherLog() {
    Notebook notebook = new Notebook();
    Feed feed = feed(notebook, log, 20);
    feed.doWork();
    Bookmark before = notebook.at;
    assertRefused(feed(notebook, CrowdLog.of(4, 300), 20), "belongs to the log");
    assertThat(notebook.at).isEqualTo(before);
  }

  @Test
  void shouldRefuseAnOlderCopyOfTheLog() {
    Notebook notebook = new Notebook();
    Feed feed = feed(notebook, log, 20);
    while (feed.doWork()) {
      now++;
    }
    assertRefused(feed(notebook, log.upTo(5), 20), "the log is an older copy");
  }

  /** The same log went another way after it was restored, and is longer by now. */
  @Test
  void shouldRefuseAnotherHistoryOfTheLog() {
    Notebook notebook = new Notebook();
    feed(notebook, log, 20).doWork();
    notebook.at = new Bookmark(notebook.at.log(), notebook.at.position(), notebook.at.mark() + 1);
    assertRefused(feed(notebook, log, 20), "went another way");
  }

  private void assertRefused(Feed feed, String why) {
    assertThat(feed.doWork()).isFalse();
    assertThat(feed.trouble()).contains(why);
    assertThat(said).hasSize(1);
    now += 5_000;
    assertThat(feed.doWork()).isFalse();
    assertThat(feed.errors()).as("somebody must do something first").isEqualTo(1);
  }
}
