package dev.manna.server.rehearsal;

import dev.manna.server.terminal.Screen;
import dev.manna.server.terminal.Table;
import java.util.Iterator;
import java.util.StringJoiner;

/** A line a second: what was granted and refused, and what ran out meanwhile. */
final class Progress {
  private static final long SECOND = 1_000_000_000;

  /** SKUs that a line names; the others are counted, and all stand in the report. */
  private static final int NAMED = 3;

  private final Screen screen;
  private final OrderScript script;
  private final long beganNanos = System.nanoTime();
  private int seconds;
  private long granted;
  private long refused;
  private int ranOut;

  Progress(Screen screen, OrderScript script) {
    this.screen = screen;
    this.script = script;
  }

  /** Writes the lines that are due. */
  void tick() {
    if (System.nanoTime() - beganNanos >= (seconds + 1) * SECOND) {
      seconds = (int) ((System.nanoTime() - beganNanos) / SECOND);
      line();
    }
  }

  /** Writes what came after the last full second. */
  void end() {
    if (granted < script.granted() || refused < script.refused()) {
      seconds++;
      line();
    }
  }

  private void line() {
    long nowGranted = script.granted();
    long nowRefused = script.refused();
    screen.line(
        "%4d s  %s of %s orders; granted %s, refused %s%s"
            .formatted(
                seconds,
                Table.grouped(nowGranted + nowRefused),
                Table.grouped(script.orders().size()),
                Table.grouped(nowGranted - granted),
                Table.grouped(nowRefused - refused),
                newlyRanOut()));
    granted = nowGranted;
    refused = nowRefused;
  }

  private String newlyRanOut() {
    StringJoiner names = new StringJoiner(", ");
    int index = 0;
    Iterator<Stock.RanOut> all = script.stock().ranOut().iterator();
    for (; all.hasNext(); index++) {
      Stock.RanOut one = all.next();
      if (index >= ranOut && index < ranOut + NAMED) {
        names.add(one.sku());
      }
    }
    int fresh = index - ranOut;
    ranOut = index;
    if (fresh == 0) {
      return "";
    }
    return "; ran out: " + names + (fresh > NAMED ? " and " + (fresh - NAMED) + " more" : "");
  }
}
