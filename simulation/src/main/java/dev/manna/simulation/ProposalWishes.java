package dev.manna.simulation;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.ChangeReply;
import dev.manna.core.ChangeReply.Standing;
import dev.manna.core.Command;
import dev.manna.core.Query;
import java.util.ArrayList;
import java.util.List;

/** Who approves or withdraws what waits for a second person. */
final class ProposalWishes {
  private static final int REMEMBERED = 16;

  private final Chance chance;
  private final List<ChangeReply.Proposal> heard = new ArrayList<>();

  ProposalWishes(Chance chance) {
    this.chance = chance;
  }

  /** What was answered about a proposal; what has ended is asked about now and then. */
  void learn(ChangeReply.Proposal proposal) {
    if (heard.size() == REMEMBERED) {
      heard.remove(chance.below(REMEMBERED));
    }
    heard.removeIf(
        each ->
            each.campaign().equals(proposal.campaign())
                && each.number() == proposal.number()
                && proposal.standing() != Standing.WAITING
                && chance.oneIn(2));
    heard.add(proposal);
  }

  boolean any() {
    return !heard.isEmpty();
  }

  Query query() {
    ChangeReply.Proposal about = chance.pick(heard);
    return new Query.OfProposal(about.campaign(), about.number());
  }

  /** Mostly an approval by somebody else. */
  Command next() {
    ChangeReply.Proposal about = chance.pick(heard);
    int number = chance.oneIn(20) ? (int) chance.between(1, 30) : about.number();
    Author author = ChangeWishes.author(chance);
    return chance.oneIn(4)
        ? new ChangeCommand.Withdraw(about.campaign(), number, author)
        : new ChangeCommand.Approve(about.campaign(), number, author);
  }
}
