package dev.manna.core.law;

import dev.manna.core.Command;
import dev.manna.core.GrantId;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A million winners of raffles against the odds as the law's page defines them. */
class RaffleFairnessTest {
  private static final int WINNERS = 1_000_000;

  private Desk raffles = new Desk();

  /**
   * Winners of 200,000 raffles of five units among six users, one of them with half of all entries:
   * which user wins each unit, given who has won before it.
   */
  @Test
  void shouldRaffleFairlyAmongTheEntriesOfThoseWhoHaveNotWon() {
    int[] entries = {1, 2, 3, 5, 9, 20};
    int units = 5;
    double[] expected = new double[units * entries.length];
    double[] found = new double[units * entries.length];
    for (int raffle = 0; raffle < WINNERS / units; raffle++) {
      List<Integer> winners = raffled("c" + raffle, entries, units);
      double left = Arrays.stream(entries).sum();
      for (int unit = 0; unit < units; unit++) {
        List<Integer> before = winners.subList(0, unit);
        for (int user = 0; user < entries.length; user++) {
          boolean open = !before.contains(user);
          expected[unit * entries.length + user] += open ? entries[user] / left : 0;
        }
        found[unit * entries.length + winners.get(unit)]++;
        left -= entries[winners.get(unit)];
      }
    }
    for (int unit = 0; unit < units; unit++) {
      int from = unit * entries.length;
      FairnessTest.expectClose(
          Arrays.copyOfRange(found, from, from + entries.length),
          Arrays.copyOfRange(expected, from, from + entries.length));
    }
  }

  /** With a new desk now and then: a log has a hundred thousand campaigns, and not all at once. */
  private List<Integer> raffled(String campaign, int[] entries, int units) {
    if (raffles.log.size() > 5_000) {
      long luck = raffles.luck;
      raffles = new Desk();
      raffles.luck = luck;
    }
    List<Prize> prize = List.of(new Prize("p", "", 0, units));
    raffles.define(
        campaign,
        new Lottery(Terms.open(""), 0, prize, new WhenGone.Redraw(), List.of(), false, true));
    List<Long> positions = new ArrayList<>();
    for (int user = 0; user < entries.length; user++) {
      Command enter = new Command.Enter(campaign, "u" + user, "k", entries[user]);
      positions.add(((Reply.Claimed) raffles.ask(enter)).position());
    }
    raffles.ask(new Command.Steer(campaign, Command.Move.CLOSE));
    List<Integer> winners = new ArrayList<>();
    for (int grant = 1; grant <= units; grant++) {
      Query of = new Query.OfGrant(new GrantId(campaign, grant));
      winners.add(positions.indexOf(((Reply.Granted) raffles.ask(of)).grant().position()));
    }
    return winners;
  }
}
