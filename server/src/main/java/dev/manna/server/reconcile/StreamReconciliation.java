package dev.manna.server.reconcile;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Happened;
import dev.manna.core.feed.Marks;
import dev.manna.core.wire.EventCodec;
import dev.manna.server.reconcile.BooksReconciliation.Difference;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import dev.manna.stream.kafka.KafkaView;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a stream with the log up to where the stream stands, which both know for certain: what
 * the log has there is durable, and what the stream has written up to there is committed. Each may
 * go on meanwhile.
 */
public final class StreamReconciliation {
  /** More differences than that are counted, and not named. */
  private static final int NAMED = 1_000;

  private static final int CHUNK_EVENTS = 1_000;

  private final String stream;
  private final Bookmark at;
  private final Log log;
  private final long from;
  private final List<Difference> differences = new ArrayList<>();
  private long found;
  private long events;
  private long deleted;

  /**
   * A stream that stands somewhere.
   *
   * @param stream what it is called, and where it goes
   * @param log at least up to there
   * @param from events behind this position are looked for, where a batch ends: 0, or the oldest
   *     position of which the log knows what came before
   */
  public StreamReconciliation(String stream, Bookmark at, Log log, long from) {
    this.stream = stream;
    this.at = at;
    this.log = log;
    this.from = from;
  }

  /** What lies in a topic. */
  @FunctionalInterface
  public interface Topic {
    List<KafkaView.Partition> read(KafkaView.Taker taker) throws Trouble;
  }

  /** Compares where the stream stands, and no more. */
  public StreamFindings position() {
    comparePosition();
    return findings(false, 0);
  }

  /** Compares where the stream stands, and looks for each event in its topic. */
  public StreamFindings topic(Topic topic) throws Trouble {
    long repeated = 0;
    if (comparePosition() && at.position() > from) {
      Lain lain = new Lain(from, at.position(), this::differs);
      lain.partitions(topic.read(lain::take));
      repeated = lain.repeated();
      look(lain);
    }
    return findings(true, repeated);
  }

  private StreamFindings findings(boolean isRead, long repeated) {
    return new StreamFindings(stream, at, isRead, events, deleted, repeated, found, differences);
  }

  private void differs(String what, long position) {
    found++;
    if (differences.size() < NAMED) {
      differences.add(new Difference(what, position));
    }
  }

  /** What the stream took last must be what stands there. */
  private boolean comparePosition() {
    if (at.equals(Bookmark.START)) {
      return true;
    }
    String name = Marks.identity(log);
    if (!at.log().equals(name)) {
      differs("it belongs to the log " + at.log() + ", and this is the log " + name, 0);
      return false;
    }
    if (at.position() > log.position()) {
      differs(
          "it stands at position %d, and the log ends at %d: the log is an older copy"
              .formatted(at.position(), log.position()),
          at.position());
      return false;
    }
    boolean[] same = {at.position() == 0};
    if (at.position() > 0) {
      log.read(
          at.position() - 1,
          batch -> {
            same[0] = batch.last() == at.position() && Marks.batch(batch) == at.mark();
            return false;
          });
    }
    if (!same[0]) {
      differs(
          "what it took at position %d is not what stands there now: one of the two was put back"
                  .formatted(at.position())
              + " from a backup",
          at.position());
    }
    return same[0];
  }

  private void look(Lain lain) {
    boolean[] wanted = {false};
    Messages messages = new Messages(log, Messages.MOST_BYTES, (campaign, type) -> wanted[0]);
    long[] done = {from};
    List<Happened> chunk = new ArrayList<>();
    log.read(
        from,
        batch -> {
          add(batch, chunk);
          if (chunk.size() >= CHUNK_EVENTS || batch.last() >= at.position()) {
            // Names are needed where something is missing, and everything is counted.
            wanted[0] = lain.misses(done[0], batch.last());
            events += chunk.size();
            messages.of(chunk(done[0], batch.last(), chunk)).forEach(each -> miss(each, lain));
            done[0] = batch.last();
            chunk.clear();
          }
          return batch.last() < at.position();
        });
  }

  private static void add(Batch batch, List<Happened> chunk) {
    EventCodec.read(
        batch,
        EventCodec.Claimants.NAMES_ONLY,
        (event, position) -> chunk.add(new Happened(position, batch.timeMillis(), event)));
  }

  private Chunk chunk(long after, long last, List<Happened> of) {
    return new Chunk(new Bookmark(at.log(), after, 0), new Bookmark(at.log(), last, 0), of);
  }

  private void miss(Message message, Lain lain) {
    if (lain.has(message.position())) {
      return;
    }
    if (lain.isDeleted(message.key(), message.position())) {
      deleted++;
      return;
    }
    differs(
        "%s at position %d is not in the topic%s"
            .formatted(
                message.type() + (message.campaign().isEmpty() ? "" : " of " + message.campaign()),
                message.position(),
                message.grantIds().isEmpty()
                    ? ""
                    : ", with grant " + String.join(", ", message.grantIds())),
        message.position());
  }
}
