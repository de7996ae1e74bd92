package dev.manna.server.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Where a command's progress goes: lines that stay, and on a terminal one line at the bottom that
 * is written over. One thread writes to it.
 */
public final class Screen {
  private final PrintWriter out;
  private final boolean overwrites;
  private int width;

  private Screen(PrintWriter out, boolean overwrites) {
    this.out = out;
    this.overwrites = overwrites;
  }

  /**
   * The screen of a command.
   *
   * @param out where people look; standard error where standard output is kept for a program
   */
  public static Screen of(PrintWriter out) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Screen(out, terminal);
  }

  /** A screen that writes plain lines. */
  public static Screen plain(PrintWriter out) {
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
