package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.BatchReader;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log by pages, and verifies each batch: that it follows the one before it, and that its
 * hashes are those that were appended.
 */
final class Reading {
  private static final int FIRST_PAGE = 16;

  /** However far the stream goes. */
  private static final byte[] END = {'+'};

  private static final int MOST_A_PAGE = 1_024;

  /** About so much is asked for at once, going by the page before. */
  private static final long PAGE_BYTES = 4 << 20;

  private final Link link;
  private final LogKeys keys;
  private final long epoch;
  private final BiConsumer<Batch, LogMark> seen;

  /**
   * @param epoch in which whoever reads has joined; 0 for somebody who reads whatever is there
   * @param seen is told of each batch, which it may keep, and its end, before whoever reads is
   */
  Reading(Link link, LogKeys keys, long epoch, BiConsumer<Batch, LogMark> seen) {
    this.link = link;
    this.keys = keys;
    this.epoch = epoch;
    this.seen = seen;
  }

  /** What stands in the meta. */
  Meta meta() {
    Map<String, byte[]> fields = link.hash(keys.meta());
    if (fields.isEmpty()) {
      throw new Trouble(Trouble.Kind.AWAY, "the log is gone; it waits for its recovery", null);
    }
    return Meta.of(fields);
  }

  /**
   * Reads what ends after a position, up to where the log ends now.
   *
   * @param chain at the position, null where it is not known
   */
  void read(long position, @Nullable String chain, BatchReader reader) {
    Meta meta = meta();
    requireOwn(meta, position);
    long at = position;
    String before = position == 0 ? LogMark.BEGINNING.chain() : chain;
    String from = meta.idAfter(position);
    int count = FIRST_PAGE;
    while (at < meta.end().position()) {
      List<Entry> page = page(from, count);
      if (page.isEmpty()) {
        throw hole(meta, at, meta.end().position());
      }
      long bytes = 0;
      for (Entry entry : page) {
        requireNext(meta, entry, at, at == position);
        verify(meta, entry, before);
        at = entry.batch().last();
        before = entry.chain();
        bytes += entry.batch().payload().remaining();
        seen.accept(entry.batch(), entry.mark());
        if (!reader.read(entry.batch()) || at >= meta.end().position()) {
          return;
        }
      }
      from = "(" + page.getLast().id();
      count = Math.clamp(PAGE_BYTES * page.size() / (bytes + 1), 1, MOST_A_PAGE);
    }
  }

  /** What was read another way. */
  void saw(Batch batch, LogMark after) {
    seen.accept(batch, after);
  }

  /**
   * Some of what stands there.
   *
   * @param from an id, or one behind a parenthesis, which stands before the first
   */
  private List<Entry> page(String from, int count) {
    byte[] first = Link.bytes(from);
    return link.ask(redis -> redis.xrange(Link.bytes(keys.log()), first, END, count)).stream()
        .map(Entry::of)
        .toList();
  }

  /** A batch that was asked for by a position within it may begin before. */
  private void requireNext(Meta meta, Entry entry, long at, boolean begins) {
    long first = entry.batch().first();
    if (first != at + 1 && !(begins && first <= at && entry.batch().last() > at)) {
      throw hole(meta, at, first);
    }
  }

  private void verify(Meta meta, Entry entry, @Nullable String before) {
    try {
      entry.verify(before);
    } catch (Log.Failure e) {
      requireSame(meta);
      throw e;
    }
  }

  /** A server that lags may have taken the place of the one that told where the log ends. */
  private void requireSame(Meta before) {
    Meta now = meta();
    if (now.epoch() != before.epoch() || now.end().position() < before.end().position()) {
      throw new Trouble(
          Trouble.Kind.AWAY,
          "another server took the place of the one that was read; it ends at %d, and not at %d"
              .formatted(now.end().position(), before.end().position()),
          null);
    }
  }

  /** Removed meanwhile, or lost: only the meta can tell. */
  private RuntimeException hole(Meta meta, long at, long found) {
    requireSame(meta);
    requireAfter(meta(), at);
    return new Log.Failure(
        "the log in Redis has a hole: after position %d comes %d; it must be recovered"
            .formatted(at, found));
  }

  /**
   * A server that was promoted may hold an epoch that is over, with a branch that was removed; and
   * an epoch that began without this side may have removed what it has seen.
   */
  private void requireOwn(Meta meta, long position) {
    if (epoch == 0) {
      return;
    }
    if (meta.epoch() < epoch) {
      throw new Trouble(Trouble.Kind.AWAY, Verdicts.older(meta.epoch(), epoch), null);
    }
    long kept = meta.keptOf(epoch);
    if (position > kept) {
      throw new Trouble(
          Trouble.Kind.AWAY,
          ("epoch %d has begun after position %d, and this node, which joined in %d, stands at %d;"
                  + " it must join again")
              .formatted(meta.epoch(), kept, epoch, position),
          null);
    }
  }

  private static void requireAfter(Meta meta, long position) {
    if (position < meta.trimmed()) {
      long first = meta.trimmed() + 1;
      throw new Log.Gone(
          "the log before position %d was removed; asked was for what follows %d"
              .formatted(first, position),
          first);
    }
  }
}
