package dev.manna.server.proof;

import dev.manna.core.Outline;
import dev.manna.core.law.StateView;
import dev.manna.server.Complaint;
import org.jspecify.annotations.Nullable;

/** A log that nodes share; what stands there is durable. */
final class SharedBeside extends LogBeside {
  private final SharedView view;
  private final long end;

  SharedBeside(SharedView view) {
    this(view, view.end());
  }

  private SharedBeside(SharedView view, long end) {
    this.view = view;
    this.end = end;
  }

  @Override
  public LogBeside upTo(long position) {
    return new SharedBeside(view, position);
  }

  @Override
  public long first() {
    return view.first();
  }

  @Override
  public long known() {
    return first() == 1 ? 0 : view.snapshots().stream().mapToLong(each -> each).min().orElse(0);
  }

  @Override
  public LogBeside upToNow() {
    view.look();
    return new SharedBeside(view, view.end());
  }

  @Override
  public long position() {
    return end;
  }

  @Override
  public void read(long position, BatchReader reader) {
    if (position >= end) {
      return;
    }
    try {
      view.read(position, batch -> reader.read(batch) && batch.last() < end);
    } catch (Away | Failure e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public @Nullable Outline outline(long upTo) {
    if (first() == 1) {
      return null;
    }
    for (long position : view.snapshots()) {
      if (position <= upTo) {
        Outline found = view.snapshot(position, StateView::outline);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  @Override
  public void close() {
    view.close();
  }
}
