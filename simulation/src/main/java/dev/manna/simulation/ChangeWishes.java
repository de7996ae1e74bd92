package dev.manna.simulation;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.Command;
import java.util.List;

/** Who changes something, and why. */
final class ChangeWishes {
  private static final List<String> ACTORS = List.of("ann", "ben", "cleo@example.com");

  private static final List<String> REASONS = List.of("more came", "Tippfehler", "\u6d3b\u52a8");

  private ChangeWishes() {}

  /** Mostly in somebody's name. */
  static Command inSomebodysName(Chance chance, Command change) {
    return chance.oneIn(3) ? change : new ChangeCommand.Authored(change, author(chance));
  }

  static Author author(Chance chance) {
    return new Author(chance.pick(ACTORS), chance.pick(REASONS));
  }
}
