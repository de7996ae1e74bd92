package dev.manna.server.cli;

import dev.manna.core.Command;
import dev.manna.core.GrantId;
import dev.manna.core.Leeway;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import dev.manna.core.ProofCommand;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import dev.manna.core.Terms;
import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A log in which each rule of a published line has something to forbid. */
final class StrictLog {
  private static final long DAY = 86_400_000;

  private StrictLog() {}

  /** Writes the log into a new directory. */
  static void write(Path data) throws IOException {
    try (SmallLog log = new SmallLog(data)) {
      define(log);
      log.pass(1_000);
      log.ask(
          new LotteryCommand.Allocate(
              "wheel", "vip", "car", List.of("ann"), 2, log.millis() + DAY));
      for (String user : List.of("ann", "bob")) {
        log.ask(new Command.Draw("wheel", user, "d", 3));
        for (String rain : List.of("rain", "goods", "fair", "luck")) {
          log.ask(new Command.Snatch(rain, user, "s"));
        }
        log.ask(SmallLog.order("flash", user, "o", 2, user.equals("ann") ? 60_000 : 0));
        log.ask(new Command.Enter("tombola", user, "e", 5));
      }
      log.ask(new Command.Settle(new GrantId("flash", 1), Command.Settlement.CONFIRM));
      log.ask(new SaleCommand.Return(new GrantId("flash", 3), "back", 1));
      log.ask(new Command.Define("wheel", wheel(6), 1));
      log.pass(1_000);
      for (String each :
          List.of("wheel", "rain", "goods", "fair", "luck", "flash", "tombola", "later")) {
        log.ask(new Command.Steer(each, Command.Move.CLOSE));
        log.ask(new ProofCommand.Reveal(each));
      }
    }
  }

  private static void define(SmallLog log) {
    long now = log.millis();
    List<RainPlan.Round> rounds =
        List.of(
            new RainPlan.Round(now, now + DAY, 600, 6, List.of()),
            new RainPlan.Round(now + DAY, now + 2 * DAY, 400, 4, List.of()));
    RainPlan goods = RainPlan.NONE.with(1_000_000, List.of(new RainPlan.Good("cap", "", 5)));
    RedPacket.Split even = new RedPacket.Split.Even();
    log.define("wheel", wheel(5));
    log.define("rain", rain(even, 1_000_000).with(RainPlan.NONE.in(rounds, false)));
    log.define("goods", rain(even, 1_000_000).with(goods));
    log.define("fair", rain(new RedPacket.Split.PositionFair(50, 200), 1_000_000));
    log.define("luck", rain(even, 1));
    log.define("flash", new Sale(Terms.open("Flash"), skus(), new Leeway(DAY, Leeway.ANY)));
    log.define("tombola", SmallLog.raffle());
    log.ask(new Command.Define("later", SmallLog.sale(), 0, true));
    log.ask(new Command.Steer("later", Command.Move.PUBLISH));
    log.ask(SmallLog.order("later", "ann", "o", 1, 0));
  }

  private static Lottery wheel(long cars) {
    return new Lottery(
        Terms.open("Wheel"),
        0,
        List.of(
            new Lottery.Prize("pen", "", 1, Lottery.Prize.UNLIMITED),
            new Lottery.Prize("car", "", 0, cars)),
        new Lottery.WhenGone.Redraw());
  }

  private static RedPacket rain(RedPacket.Split split, int hitPerMillion) {
    return new RedPacket(Terms.open("Rain"), "CNY", 1_000, 10, split, hitPerMillion);
  }

  private static List<Sale.Sku> skus() {
    return ((Sale) SmallLog.sale()).skus();
  }
}
