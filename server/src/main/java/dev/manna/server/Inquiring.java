package dev.manna.server;

import dev.manna.ledger.query.Inquiry;
import dev.manna.server.books.BooksPool;

/** The duty of a thread that answers questions about the books, over a connection of its own. */
final class Inquiring implements Worker.Duty {
  private final BooksPool pool;
  private final Inquiry inquiry;
  private volatile boolean ending;

  Inquiring(BooksPool pool, Inquiry inquiry) {
    this.pool = pool;
    this.inquiry = inquiry;
  }

  @Override
  public boolean doWork() {
    boolean worked = pool.answerNext(inquiry);
    if (!worked && ending) {
      inquiry.close();
    }
    return worked;
  }

  @Override
  public void rest() {
    pool.await();
  }

  @Override
  public void wake(Thread worker) {
    ending = true;
  }
}
