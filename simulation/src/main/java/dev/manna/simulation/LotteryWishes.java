package dev.manna.simulation;

import dev.manna.core.Command;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import java.util.List;

/** What a crowd asks of a lottery. */
final class LotteryWishes {
  private LotteryWishes() {}

  static Command.Claim claim(Chance chance, String campaign, String user, String key) {
    int draws = chance.oneIn(3) ? (int) chance.between(1, 100) : (int) chance.between(1, 3);
    return new Command.Draw(campaign, user, key, draws);
  }

  /** What is asked of a lottery beside draws. */
  static Command command(Chance chance, String campaign, String user, String key) {
    String source = chance.pick(List.of("sign-in", "payment", "points"));
    return new LotteryCommand.Credit(campaign, user, key, source, chance.between(1, 12));
  }

  static String item(Chance chance, Lottery lottery) {
    return chance.pick(lottery.prizes()).id();
  }
}
