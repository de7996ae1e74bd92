package dev.manna.core;

import org.jspecify.annotations.Nullable;

/** What operators do in their own name. */
public sealed interface ChangeCommand extends Command {
  /**
   * A change with its author. It does what the change alone does, and the log says who asked for
   * it.
   *
   * @param change an operator's: a definition, a steering, an adjustment, a list, an allocation,
   *     chances, or the showing of the key
   */
  record Authored(Command change, Author author) implements ChangeCommand {
    public Authored {
      boolean operators =
          switch (change) {
            case Command.Define define -> true;
            case Command.Steer steer -> true;
            case Command.Adjust adjust -> true;
            case Enlist enlist -> true;
            case LotteryCommand lottery -> true;
            case ProofCommand proof -> true;
            case Command.Claim claim -> false;
            case Command.Settle settle -> false;
            case SaleCommand sale -> false;
            case ChangeCommand other -> false;
            case Redeem redeem -> false;
          };
      Check.that(operators, "only what operators do has an author");
    }

    @Override
    public String campaign() {
      return change.campaign();
    }

    @Override
    public @Nullable String user() {
      return change.user();
    }

    @Override
    public @Nullable String key() {
      return change.key();
    }
  }

  /**
   * Lets happen what somebody else has proposed, if it still may. Asked again it answers the same.
   *
   * @param number of the proposed change in its campaign's history
   */
  record Approve(String campaign, int number, Author author) implements ChangeCommand {
    public Approve {
      Ids.name("campaign", campaign);
      Malformed.within("change", number, 1, Integer.MAX_VALUE);
    }
  }

  /**
   * Takes back what was proposed, by whoever it was. Asked again it answers the same.
   *
   * @param number of the proposed change in its campaign's history
   */
  record Withdraw(String campaign, int number, Author author) implements ChangeCommand {
    public Withdraw {
      Ids.name("campaign", campaign);
      Malformed.within("change", number, 1, Integer.MAX_VALUE);
    }
  }
}
