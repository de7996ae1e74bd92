package dev.manna.core.wire;

import dev.manna.core.Author;
import dev.manna.core.ChangeEvent.Approved;
import dev.manna.core.ChangeEvent.Proposed;
import dev.manna.core.ChangeEvent.Withdrawn;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.List;

/** Changes that wait for a second person, one of each kind, and how they end. */
final class ApprovalEvents {
  private static final Author ANN = new Author("ann", "fewer came");
  private static final Author BEN = new Author("ben", "so they did \u6625");

  private ApprovalEvents() {}

  private static Claimant who(String user, String key) {
    return new Claimant(user, key, 0, 0, 0);
  }

  static List<Event> all() {
    Terms terms = Terms.open("");
    List<Sku> skus = List.of(new Sku("a", "", 1));
    Terms listed = new Terms("", 0, 9, "UTC", terms.limits(), true, true);
    return List.of(
        new Event.Defined("two", 1, new Sale(terms.approved(true), skus)),
        new Event.Defined("two", 2, new Sale(listed, skus)),
        new Proposed(7, 3, ANN, new Event.Defined("two", 3, new Sale(terms, skus))),
        new Proposed(7, 4, ANN, new Event.Steered(7, Move.CLOSE)),
        new Proposed(7, 5, ANN, new Event.Adjusted(7, who("", "k"), 9, new Change.Stock("a", -1))),
        new Proposed(7, 6, ANN, new Enlisted(7, Roll.BLOCK, true, List.of(who("alice", "")))),
        new Proposed(
            0,
            300,
            ANN,
            new LotteryEvent.Allocated(
                0, who("", "set"), 5, 1, 2, 1L << 41, List.of(who("alice", "")))),
        new Approved(7, 300, BEN),
        new Withdrawn(7, 3, BEN));
  }
}
