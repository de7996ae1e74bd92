package dev.manna.core.law;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.GrantId;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Pacing;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Commands by chance, for campaigns of every kind, of which many are refused. */
final class SomeCommand {
  private static final List<Settlement> SETTLEMENTS = List.of(Settlement.values());

  private static final String[] CAMPAIGNS = {
    "lottery", "fallback", "rain", "fixed", "planned", "sale"
  };

  private SomeCommand() {}

  static Command of(Random random) {
    String campaign = CAMPAIGNS[random.nextInt(CAMPAIGNS.length)];
    String user = "u" + random.nextInt(30);
    String key = "k" + random.nextInt(60);
    return switch (random.nextInt(20)) {
      case 0, 1 -> define(campaign, random);
      case 2 -> new Command.Steer(campaign, random.nextInt(9) == 0 ? Move.PAUSE : Move.RESUME);
      case 3 -> new Command.Adjust(campaign, key, change(random));
      case 4, 5, 6, 7 ->
          new Command.Settle(
              new GrantId(campaign, 1 + random.nextInt(200)), SETTLEMENTS.get(random.nextInt(3)));
      default ->
          switch (campaign) {
            case "sale" ->
                new Command.Deduct(
                    campaign,
                    user,
                    key,
                    List.of(
                        new Line("a" + random.nextInt(4), 1 + random.nextInt(3)),
                        new Line("a" + random.nextInt(4), 1)),
                    random.nextInt(3) * 2_000L);
            case "rain", "fixed", "planned" -> new Command.Snatch(campaign, user, key);
            default -> new Command.Draw(campaign, user, key, 1 + random.nextInt(10));
          };
    };
  }

  private static Change change(Random random) {
    if (random.nextInt(3) == 0) {
      int round = 1 + random.nextInt(3);
      return new Change.InRound(
          round,
          random.nextBoolean()
              ? new Change.Budget(random.nextInt(200) + 1, random.nextInt(2))
              : new Change.Stock("mug", random.nextInt(3) + 1));
    }
    return random.nextBoolean()
        ? new Change.Budget(random.nextInt(2_000) - 500, random.nextInt(20) - 5)
        : new Change.Stock(
            List.of("a0", "a1", "100", "7").get(random.nextInt(4)), 1 + random.nextInt(20));
  }

  private static Command define(String campaign, Random random) {
    Terms terms = Terms.open("t" + random.nextInt(3)).with(new Limits(random.nextInt(400), 0, 0));
    int more = random.nextInt(50);
    long version = random.nextInt(4);
    return new Command.Define(
        campaign,
        switch (campaign) {
          case "lottery" -> new Lottery(terms, 10, prizes(more), new WhenGone.Redraw());
          case "fallback" -> new Lottery(terms, 10, prizes(more), new WhenGone.Fallback("a0"));
          case "rain" ->
              new RedPacket(
                  terms,
                  "CNY",
                  5_000 + more * 100L,
                  50 + more,
                  new Split.DoubleMean(1, 5_000),
                  900_000);
          case "fixed" ->
              new RedPacket(
                  terms,
                  "CNY",
                  2_000 + 7 * 40,
                  60,
                  new Split.Fixed(List.of(new Denomination(100, 20), new Denomination(7, 40))),
                  RedPacket.ALWAYS);
          case "planned" -> planned(terms, more);
          default ->
              new Sale(
                  terms,
                  List.of(
                      new Sku("a0", "", 20 + more),
                      new Sku("a1", "", 30),
                      new Sku("a2", "", 40),
                      new Sku("a3", "", more)));
        },
        version);
  }

  private static RedPacket planned(Terms terms, int more) {
    List<RainPlan.Round> rounds = new ArrayList<>();
    for (int i = 0; i < 3 + more / 25; i++) {
      rounds.add(
          new RainPlan.Round(
              1_000_000 + i * 60_000L,
              1_050_000 + i * 60_000L,
              1_000 + more,
              20,
              List.of(new RainPlan.Units("mug", more))));
    }
    RainPlan plan =
        RainPlan.NONE
            .with(200_000, List.of(new RainPlan.Good("mug", "", (long) more * rounds.size())))
            .in(rounds, true)
            .with(new Pacing.FrontLoaded())
            .opened(20_000, 0);
    return new RedPacket(
        terms,
        "CNY",
        rounds.size() * (1_000L + more),
        rounds.size() * 20L,
        new Split.PositionFair(1, 500),
        RedPacket.ALWAYS,
        plan);
  }

  private static List<Prize> prizes(int more) {
    return List.of(
        new Prize("a0", "", 1 + more, 20 + more),
        new Prize("a1", "", 5, 10),
        new Prize("a2", "", 30, Prize.UNLIMITED));
  }
}
