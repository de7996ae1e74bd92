package dev.manna.simulation;

import dev.manna.core.Command;
import dev.manna.core.Enlist;
import dev.manna.core.Enlist.Roll;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whom operators put on lists. */
final class ListWishes {
  private ListWishes() {}

  static Command command(Chance chance, String campaign, Supplier<String> user) {
    List<String> users = new ArrayList<>();
    for (int i = 0; i < chance.between(1, 5); i++) {
      users.add(user.get());
    }
    // Mostly so that many may claim.
    boolean block = chance.oneIn(2);
    return new Enlist(campaign, block ? Roll.BLOCK : Roll.ALLOW, block == chance.oneIn(3), users);
  }
}
