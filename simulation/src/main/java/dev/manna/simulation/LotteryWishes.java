package dev.manna.simulation;

import dev.manna.core.Command;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a crowd asks of a lottery. */
final class LotteryWishes {
  private LotteryWishes() {}

  static Command.Claim claim(
      Chance chance, boolean raffle, String campaign, String user, String key) {
    int times = chance.oneIn(3) ? (int) chance.between(1, 100) : (int) chance.between(1, 3);
    return raffle != chance.oneIn(40)
        ? new Command.Enter(campaign, user, key, times)
        : new Command.Draw(campaign, user, key, times);
  }

  static Command allocate(
      Chance chance, String campaign, String prize, Supplier<String> user, String key, long now) {
    List<String> users = new ArrayList<>();
    for (int i = 0; i < chance.between(1, 4); i++) {
      users.add(user.get());
    }
    int units = (int) chance.between(1, 3);
    long until = now + chance.between(-100, chance.oneIn(2) ? 3_000 : 90_000);
    return new LotteryCommand.Allocate(campaign, key, prize, users, units, Math.max(1, until));
  }

  static Command credit(Chance chance, String campaign, String user, String key) {
    String source = chance.pick(List.of("sign-in", "payment", "points"));
    return new LotteryCommand.Credit(campaign, user, key, source, chance.between(1, 12));
  }

  static String item(Chance chance, Lottery lottery) {
    return chance.pick(lottery.prizes()).id();
  }
}
