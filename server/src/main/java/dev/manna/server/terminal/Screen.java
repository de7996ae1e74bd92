package dev.manna.server.terminal;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where a command's progress goes: lines that stay, and on a terminal one line at the bottom that
 * is written over. One thread writes to it.
 */
public final class Screen {
  private final PrintStream out;
  private final boolean overwrites;
  private int width;

  private Screen(PrintStream out, boolean overwrites) {
    this.out = out;
    this.overwrites = overwrites;
  }

  /**
   * The screen of a command.
   *
   * @param json whether standard output is kept for a program: then progress goes to standard error
   */
  public static Screen of(boolean json) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Screen(json ? System.err : System.out, terminal);
  }

  /** A screen that writes plain lines. */
  public static Screen plain(PrintStream out) {
    return new Screen(out, false);
  }

  /** Writes a line that stays. */
  public void line(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  /** Says how far it is: over the last such line on a terminal, as a line of its own elsewhere. */
  public void progress(String text) {
    if (!overwrites) {
      line(text);
      return;
    }
    clear();
    out.print(text);
    out.flush();
    width = text.length();
  }

  private void clear() {
    if (width > 0) {
      out.print('\r' + " ".repeat(width) + '\r');
      width = 0;
    }
  }
}
