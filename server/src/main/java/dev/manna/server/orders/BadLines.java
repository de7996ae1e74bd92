package dev.manna.server.orders;

import dev.manna.server.Complaint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a file that cannot be used, gathered so that its owner mends them in one go. */
final class BadLines {
  /** As many as fit on a screen with the command that found them. */
  private static final int SHOWN = 10;

  private final Path file;
  private final List<String> shown = new ArrayList<>();
  private long count;

  BadLines(Path file) {
    this.file = file;
  }

  void add(long line, String whatIsWrong) {
    count++;
    if (shown.size() < SHOWN) {
      shown.add("  line " + line + ": " + whatIsWrong);
    }
  }

  /** Complains about all of them, if there are any. */
  void complain() {
    if (count == 0) {
      return;
    }
    StringBuilder text = new StringBuilder(file.toString());
    text.append(count == 1 ? ": a line cannot be used" : ": " + count + " lines cannot be used");
    shown.forEach(line -> text.append('\n').append(line));
    if (count > shown.size()) {
      text.append("\n  and ").append(count - shown.size()).append(" more");
    }
    throw new Complaint(text.toString());
  }
}
