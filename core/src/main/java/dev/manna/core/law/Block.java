package dev.manna.core.law;

import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.List;

/**
 * The amounts that a position-fair split has drawn and not yet given, in their order. They count as
 * free until they are taken: a block that is dissolved has given nothing away. Half a kilobyte, and
 * nothing where no block was ever opened.
 *
 * <pre>
 * row 0        32 bits round | 16 bits how many | 16 bits next
 * row 1 to 64  the amounts
 * </pre>
 */
final class Block {
  private final Rows rows;

  Block(Trail trail) {
    rows = new Rows(trail, 1);
  }

  /** The next amount for a round, 0 where a block has to be opened. */
  long next(int round) {
    if (rows.count() == 0) {
      return 0;
    }
    long head = rows.get(0, 0);
    int next = (int) (head & 0xffff);
    boolean some = head >>> 32 == round && next < (head >>> 16 & 0xffff);
    return some ? rows.get(1 + next, 0) : 0;
  }

  /** Keeps the amounts, of which the first is taken. */
  void open(int round, List<Long> amounts) {
    while (rows.count() <= amounts.size()) {
      rows.append();
    }
    rows.set(0, 0, (long) round << 32 | (long) amounts.size() << 16 | 1);
    for (int i = 0; i < amounts.size(); i++) {
      rows.set(1 + i, 0, amounts.get(i));
    }
  }

  /** The next amount was given. */
  void take() {
    rows.add(0, 0, 1);
  }

  /** Forgets what was not given: it is money and packets like all that is left. */
  void dissolve() {
    if (rows.count() > 0) {
      rows.set(0, 0, 0);
    }
  }

  void save(Sink sink) {
    rows.save(sink);
  }

  void load(Source source) {
    rows.load(source);
  }
}
