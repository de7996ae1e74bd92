package dev.manna.core.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the batch in flight has overwritten, so that it can be undone. Rows that the batch appended
 * need no trail: undoing cuts them off. A table joins at its first change in a batch.
 */
final class Trail {
  private Rows[] tables = new Rows[64];
  private long[] cells = new long[64];
  private long[] before = new long[64];
  private int size;
  private final List<Rows> touched = new ArrayList<>();
  private final List<Runnable> repairs = new ArrayList<>();
  private boolean recording;
  private int epoch;
  private @Nullable Frozen lentTo;

  boolean recording() {
    return recording;
  }

  /** A number that no batch before had: how a table knows that it has not joined yet. */
  int epoch() {
    return epoch;
  }

  void begin() {
    recording = true;
    epoch++;
  }

  void join(Rows table) {
    touched.add(table);
  }

  void overwritten(Rows table, long cell, long value) {
    if (size == cells.length) {
      tables = Arrays.copyOf(tables, size * 2);
      cells = Arrays.copyOf(cells, size * 2);
      before = Arrays.copyOf(before, size * 2);
    }
    tables[size] = table;
    cells[size] = cell;
    before[size++] = value;
  }

  /** From here on pages of all tables are read by somebody else, until he has read them. */
  void lend(Frozen to) {
    lentTo = to;
  }

  /** Whether somebody may still read pages that are lent. */
  boolean lends() {
    return lentTo != null && !lentTo.released();
  }

  /** For the few things that are not rows: what to do to have them as they were. */
  void onUndo(Runnable repair) {
    if (recording) {
      repairs.add(repair);
    }
  }

  void commit() {
    recording = false;
    size = 0;
    touched.clear();
    repairs.clear();
  }

  void undo() {
    recording = false;
    for (Rows table : touched) {
      table.cutAppended();
    }
    for (int i = size - 1; i >= 0; i--) {
      tables[i].restore(cells[i], before[i]);
    }
    for (int i = repairs.size() - 1; i >= 0; i--) {
      repairs.get(i).run();
    }
    commit();
  }
}
