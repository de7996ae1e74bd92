package dev.manna.server.books;

import dev.manna.ledger.query.Inquiry;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions about the books that wait for a thread, and the exports that are under way. Few threads
 * answer, so the database is never asked more at a time; an export takes a thread for one piece and
 * then waits in line again, so whoever reads it slowly keeps none.
 */
public final class BooksPool {
  private static final Logger LOG = LoggerFactory.getLogger(BooksPool.class);

  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();
  private final Queue<Asked> asked = new ArrayDeque<>();
  private final Queue<Asked> pieces = new ArrayDeque<>();
  private final int mostAsked;
  private final int mostExports;
  private int exports;
  private boolean piecesFirst;

  private record Asked(BooksRequest request, long wanted, Consumer<BooksReply> then) {}

  /**
   * @param mostAsked how many questions may wait
   * @param mostExports how many exports may be under way
   */
  public BooksPool(int mostAsked, int mostExports) {
    this.mostAsked = mostAsked;
    this.mostExports = mostExports;
  }

  /**
   * Asks a question.
   *
   * @param wanted the position that the books must have reached
   * @param then told what came of it, on a thread of the books
   * @return false where too many wait, and {@code then} hears nothing
   */
  public boolean ask(BooksRequest request, long wanted, Consumer<BooksReply> then) {
    lock.lock();
    try {
      if (asked.size() >= mostAsked) {
        return false;
      }
      asked.add(new Asked(request, wanted, then));
      something.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Begins an export; whoever does ends it too. False where too many are under way. */
  public boolean beginExport() {
    lock.lock();
    try {
      boolean room = exports < mostExports;
      exports += room ? 1 : 0;
      return room;
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a piece of an export that has begun; it has one piece in line at most. */
  public void piece(BooksRequest.Piece piece, long wanted, Consumer<BooksReply> then) {
    lock.lock();
    try {
      pieces.add(new Asked(piece, wanted, then));
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends an export, at its last piece or before. */
  public void endExport() {
    lock.lock();
    try {
      exports--;
    } finally {
      lock.unlock();
    }
  }

  /** How many exports are under way. */
  public int exports() {
    lock.lock();
    try {
      return exports;
    } finally {
      lock.unlock();
    }
  }

  /** Answers one question; false where there is none. */
  public boolean answerNext(Inquiry inquiry) {
    Asked next = next();
    if (next == null) {
      return false;
    }
    BooksReply reply;
    try {
      reply = BooksAnswers.answer(inquiry, next.request, next.wanted);
      if (reply instanceof BooksReply.Away(String detail)) {
        LOG.warn("The books could not be asked: {}", detail);
      }
    } catch (RuntimeException e) {
      LOG.error("A defect: a question about the books could not be answered.", e);
      inquiry.close();
      reply = new BooksReply.Away("the server has a defect; its log says more.");
    }
    next.then.accept(reply);
    return true;
  }

  /** Questions and pieces in turn. */
  private @Nullable Asked next() {
    lock.lock();
    try {
      piecesFirst = !piecesFirst;
      Queue<Asked> first = piecesFirst ? pieces : asked;
      Queue<Asked> second = piecesFirst ? asked : pieces;
      Asked found = first.poll();
      return found == null ? second.poll() : found;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a question, for a while. */
  public void await() {
    lock.lock();
    try {
      long left = REST_NANOS;
      while (asked.isEmpty() && pieces.isEmpty() && left > 0) {
        left = something.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
