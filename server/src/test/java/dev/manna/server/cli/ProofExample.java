package dev.manna.server.cli;

import dev.manna.core.Command;
import dev.manna.core.GrantId;
import dev.manna.core.Lottery;
import dev.manna.core.PrizeRules;
import dev.manna.core.ProofCommand;
import dev.manna.core.RedPacket;
import dev.manna.core.Terms;
import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The log of the worked example, made again from its requests. */
final class ProofExample {
  static final Path LINES = Path.of("../docs/reference/proof-example.jsonl");
  static final Path PAGE = Path.of("../docs/reference/proof-example.md");

  /** With which the draws that are worked through come to the guarantee. */
  private static final long LUCK = 3;

  private ProofExample() {}

  /** Writes the log into a new directory. */
  static void write(Path data) throws IOException {
    try (SmallLog log = new SmallLog(data, LUCK)) {
      log.define("wheel", wheel());
      log.define("rain", rain());
      log.define("flash", SmallLog.sale());
      for (int i = 1; i <= 6; i++) {
        log.pass(1_000);
        String user = i % 2 == 1 ? "alice" : "bob";
        int turn = (i + 1) / 2;
        log.ask(new Command.Draw("wheel", user, "d" + turn, turn));
        log.ask(new Command.Snatch("rain", user, "s" + turn));
      }
      log.ask(SmallLog.order("flash", "alice", "o1", 2, 5_000));
      log.ask(SmallLog.order("flash", "bob", "o1", 1, 60_000));
      log.ask(new Command.Settle(new GrantId("flash", 3), Command.Settlement.CONFIRM));
      log.ask(new Command.Settle(new GrantId("rain", 1), Command.Settlement.OPEN));
      log.pass(70_000);
      for (String campaign : List.of("wheel", "rain", "flash")) {
        log.ask(new Command.Steer(campaign, Command.Move.CLOSE));
        log.ask(new ProofCommand.Reveal(campaign));
      }
    }
  }

  private static Lottery wheel() {
    PrizeRules guaranteed = new PrizeRules(0, 0, true, 0, 3);
    return new Lottery(
        Terms.open("Wheel"),
        8,
        List.of(
            new Lottery.Prize("pen", "", 3, 20), new Lottery.Prize("mug", "", 1, 3, guaranteed)),
        new Lottery.WhenGone.Redraw(),
        List.of(new Lottery.Tier(3, 9, List.of(new Lottery.Share("mug", 2)))),
        false,
        false);
  }

  private static RedPacket rain() {
    return new RedPacket(
        Terms.open("Rain"), "CNY", 1_000, 4, new RedPacket.Split.PositionFair(100, 500), 900_000);
  }
}
