package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Log.BatchReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node's own copy of the log, from where its beginning was removed, and the stock after it: what
 * a recovery needs when Redis has lost the end. Any thread may add and ask.
 */
final class Copy {
  private final Deque<Held> batches = new ArrayDeque<>();
  private final Map<String, Long> stock;
  private final long stockAt;
  private LogMark start;
  private LogMark end;
  private boolean frozen;

  private record Held(Batch batch, LogMark after) {}

  /**
   * An empty copy.
   *
   * @param start where it begins
   * @param stock the stock at a position
   * @param stockAt that position; what is added up to it has changed the stock already
   */
  Copy(LogMark start, Map<String, Long> stock, long stockAt) {
    this.start = start;
    this.end = start;
    this.stock = new HashMap<>(stock);
    this.stockAt = stockAt;
  }

  /** A copy that begins somewhere and knows of no stock. */
  static Copy from(LogMark start) {
    return new Copy(start, Map.of(), 0);
  }

  /**
   * Adds a batch if it is the next.
   *
   * @param batch with a payload of its own, which nobody changes any more
   * @throws Trouble if nothing may be added any more: whoever read it must not know it
   */
  synchronized void add(Batch batch, LogMark after) {
    if (frozen) {
      throw new Trouble(
          Trouble.Kind.AWAY, "this node has given up its epoch and waits for the next", null);
    }
    if (batch.first() != end.position() + 1) {
      return;
    }
    batches.add(new Held(batch, after));
    end = after;
    if (batch.last() > stockAt) {
      StockChanges.add(batch, stock);
    }
  }

  /** Adds a batch if it is the next, whatever its chain comes to. */
  synchronized void append(Batch batch) {
    add(batch.copy(), new LogMark(batch.last(), Chain.next(end.chain(), Chain.digest(batch))));
  }

  /** Forgets what ends at a position or before. */
  synchronized void forget(long upTo) {
    while (!batches.isEmpty() && batches.getFirst().after.position() <= upTo) {
      start = batches.removeFirst().after;
    }
  }

  /** Nothing is added any more. */
  synchronized void freeze() {
    frozen = true;
  }

  synchronized LogMark start() {
    return start;
  }

  synchronized LogMark end() {
    return end;
  }

  /** The time of its last batch; 0 where it holds none. */
  synchronized long lastMillis() {
    return batches.isEmpty() ? 0 : batches.getLast().batch.timeMillis();
  }

  /** The stock at its end. */
  synchronized Map<String, Long> stock() {
    return Map.copyOf(stock);
  }

  /** The batches that end after a position. */
  List<Batch> after(long position) {
    return between(position, Long.MAX_VALUE);
  }

  /**
   * Hands over the batches that end after a position, to whoever has come nearly as far; none where
   * it does not reach back so far, or nothing may be added any more.
   */
  void news(long position, BatchReader reader) {
    for (Batch each : news(position)) {
      if (!reader.read(each)) {
        return;
      }
    }
  }

  private synchronized Deque<Batch> news(long position) {
    Deque<Batch> found = new ArrayDeque<>();
    boolean holds = !frozen && position >= start.position();
    Iterator<Held> back = batches.descendingIterator();
    while (holds && back.hasNext()) {
      Held each = back.next();
      holds = each.after.position() > position;
      if (holds) {
        found.addFirst(each.batch);
      }
    }
    return found;
  }

  /** The batches that end after a position, and not after another. */
  synchronized List<Batch> between(long from, long to) {
    List<Batch> found = new ArrayList<>();
    for (Held each : batches) {
      long end = each.after.position();
      if (end > to) {
        break;
      }
      if (end > from) {
        found.add(each.batch);
      }
    }
    return found;
  }

  /** Its beginning, up to a position at which a batch ends; it knows of no stock. */
  synchronized Copy upTo(long position) {
    Copy beginning = from(start);
    for (Held each : batches) {
      if (each.after.position() <= position) {
        beginning.add(each.batch, each.after);
      }
    }
    return beginning;
  }

  /** Whether it holds the log up to a mark, in the same words. */
  synchronized boolean has(LogMark mark) {
    return start.equals(mark) || batches.stream().anyMatch(each -> each.after.equals(mark));
  }

  /** The last mark that two copies have in common; null for none. */
  static @Nullable LogMark lastCommon(Copy one, Copy other) {
    LogMark last = other.has(one.start) ? one.start : null;
    Map<Long, LogMark> marks = other.marks();
    for (LogMark each : one.marks().values()) {
      boolean common = each.equals(marks.get(each.position()));
      if (common && (last == null || each.position() > last.position())) {
        last = each;
      }
    }
    return last;
  }

  private synchronized Map<Long, LogMark> marks() {
    Map<Long, LogMark> marks = new HashMap<>();
    marks.put(start.position(), start);
    batches.forEach(each -> marks.put(each.after.position(), each.after));
    return marks;
  }
}
