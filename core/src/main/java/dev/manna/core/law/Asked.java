package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Event.Taken;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Wait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a claim asks for, as far as its trace needs it.
 *
 * @param fits whether it is of the campaign's kind
 * @param uses draws, entries, or one
 * @param named the dimensions that it names
 * @param marks the hashes of what it names
 * @param order what an order asks for, null where that is not known
 * @param patient what an order asks for that may wait, null for all others and of the log
 * @param taken what an order of the log took or waits for, empty where it is not of the log
 * @param waited whether it is an order of the log that waits
 */
record Asked(
    Claimant claimant,
    boolean fits,
    int uses,
    Set<String> named,
    List<Mark> marks,
    Command.@Nullable Deduct order,
    @Nullable Wait patient,
    List<Taken> taken,
    boolean waited) {
  /** Whether it waits for what is not free. */
  boolean mayWait() {
    return patient != null || waited;
  }

  static Asked of(
      CampaignState campaign, Command.Claim claim, Claimant claimant, List<Mark> marks) {
    Wait wait = claim instanceof Wait waits ? waits : null;
    Command.Deduct order = claim instanceof Command.Deduct deduct ? deduct : order(wait);
    Set<String> named = claim.dimensions().keySet();
    boolean fits =
        switch (campaign.definition()) {
          case Lottery lottery when lottery.raffle() -> claim instanceof Command.Enter;
          case Lottery lottery -> claim instanceof Command.Draw;
          case RedPacket rain -> claim instanceof Command.Snatch;
          case Sale sale -> order != null;
        };
    return new Asked(claimant, fits, Law.uses(claim), named, marks, order, wait, List.of(), false);
  }

  /** The order that it is where all is free. */
  private static Command.@Nullable Deduct order(@Nullable Wait wait) {
    return wait == null
        ? null
        : new Command.Deduct(
            wait.campaign(), wait.user(), wait.key(), wait.lines(), wait.holdMillis());
  }

  /** What stands in the log: the values that are limited, and what an order took. */
  static Asked of(CampaignState campaign, Event.Claimed claimed) {
    List<Mark> marks = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Event.Count count : claimed.use().counts()) {
      Counters.Kind kind = campaign.counters.kind(count.counter());
      if (!kind.ofUser() && named.add(kind.name())) {
        marks.add(new Mark(kind.name(), count.high(), count.low()));
      }
    }
    List<Taken> taken =
        switch (claimed) {
          case Event.Deducted deducted -> deducted.taken();
          case Event.Waited waited -> waited.wanted();
          case Event.Claimed other -> List.of();
        };
    return new Asked(
        claimed.claimant(),
        true,
        uses(claimed),
        named,
        marks,
        null,
        null,
        taken,
        claimed instanceof Event.Waited);
  }

  private static int uses(Event.Claimed claimed) {
    return switch (claimed) {
      case Event.Drawn drawn -> drawn.draws();
      case Event.Entered entered -> entered.entries();
      case Event.Snatched snatched -> 1;
      case Event.Deducted deducted -> 1;
      case Event.Waited waited -> 1;
    };
  }
}
