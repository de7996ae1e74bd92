package dev.manna.stream;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.Outline;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.Happened;
import dev.manna.core.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Turns what a follower takes into messages, for one thread. The names in them follow from all that
 * came before; so at first, and whenever the follower stands elsewhere than where the last chunk
 * has ended, they are taken from the latest outline that the log knows, and from what came after
 * it. What a chunk was turned into is kept until the next, and costs nothing where it is asked for
 * again because it could not be sent.
 */
public final class Messages {
  /** What brokers take by default is a little more, and headers come on top. */
  public static final int MOST_BYTES = 900_000;

  private final Log log;
  private final int mostBytes;
  private final BiPredicate<String, String> wanted;
  private Envelope envelope;

  /** The last event that was taken in. */
  private long position;

  /** Where the last chunk began. */
  private long begun;

  /** The messages of what lies between {@link #begun} and {@link #position}. */
  private List<Message> last = List.of();

  /**
   * Turns each event into a message.
   *
   * @param log what the chunks are pieces of
   * @param mostBytes a larger body has a {@code dataref} instead of its data
   */
  public Messages(Log log, int mostBytes) {
    this(log, mostBytes, (campaign, type) -> true);
  }

  /**
   * Turns some events into messages.
   *
   * @param wanted which, by the campaign (empty for none) and the type of the message
   */
  public Messages(Log log, int mostBytes, BiPredicate<String, String> wanted) {
    Check.that(mostBytes >= 1_024, "an envelope without data has room", mostBytes);
    this.log = log;
    this.mostBytes = mostBytes;
    this.wanted = wanted;
    envelope = new Envelope(mostBytes);
  }

  /**
   * The messages of a chunk: one for each event that is wanted, in order.
   *
   * @throws Log.Failure if the log cannot be read
   */
  public List<Message> of(Chunk chunk) {
    long from = chunk.from().position();
    long again = position - from;
    if (from < begun || again < 0 || again > chunk.events().size()) {
      rebuild(from);
      again = 0;
    }
    List<Message> messages = new ArrayList<>();
    last.stream().filter(message -> message.position() > from).forEach(messages::add);
    try {
      for (Happened happened : chunk.events().subList((int) again, chunk.events().size())) {
        Message message = envelope.message(chunk.to().log(), happened, wanted);
        if (message != null) {
          messages.add(message);
        }
        position = happened.position();
      }
    } catch (RuntimeException e) {
      // Half a message may stand in it.
      forget();
      throw e;
    }
    begun = from;
    last = List.copyOf(messages);
    return last;
  }

  private void forget() {
    envelope = new Envelope(mostBytes);
    position = 0;
    begun = 0;
    last = List.of();
  }

  private void rebuild(long until) {
    forget();
    if (until > 0) {
      Outline outline = log.outline(until);
      if (outline != null) {
        envelope.begin(outline);
        position = outline.position();
      }
      if (position < until) {
        log.read(position, batch -> pass(batch) < until);
      }
      Check.that(position == until, "a follower stands where a batch ends", until);
      begun = until;
    }
  }

  private long pass(Batch batch) {
    EventCodec.read(
        batch,
        EventCodec.Claimants.NAMES_ONLY,
        (event, at) -> envelope.pass(new Happened(at, batch.timeMillis(), event)));
    position = batch.last();
    return position;
  }
}
