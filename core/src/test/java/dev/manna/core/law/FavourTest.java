package dev.manna.core.law;

import static dev.manna.core.law.FavourEdits.END;
import static dev.manna.core.law.FavourEdits.FIXED;
import static dev.manna.core.law.FavourEdits.GOODS;
import static dev.manna.core.law.FavourEdits.LOTTERY;
import static dev.manna.core.law.FavourEdits.PASSES;
import static dev.manna.core.law.FavourEdits.RAIN;
import static dev.manna.core.law.FavourEdits.SALE;
import static dev.manna.core.law.FavourEdits.START;
import static dev.manna.core.law.FavourEdits.TERMS;
import static dev.manna.core.law.FavourEdits.WAITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Acks;
import dev.manna.core.Author;
import dev.manna.core.Campaign;
import dev.manna.core.ChangeCommand.Authored;
import dev.manna.core.ChangeReply;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand.Allocate;
import dev.manna.core.LotteryCommand.Credit;
import dev.manna.core.ProofCommand;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply;
import dev.manna.core.law.FavourEdits.Edit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which changes take something from users: by kind of change, and for each field of each kind. */
class FavourTest {
  static List<Edit> edits() {
    Campaign booked = FavourEdits.with(SALE, TERMS.answered(Acks.LEDGER));
    List<Edit> all = new ArrayList<>(FavourEdits.all());
    all.add(new Edit("answers from the books", PASSES, SALE, booked));
    all.add(new Edit("answers from the log again", WAITS, booked, SALE));
    return all;
  }

  @ParameterizedTest
  @MethodSource("edits")
  void shouldSeeWhatAnEditTakes(Edit edit) {
    assertThat(Favour.of(edit.before(), edit.next())).isEqualTo(edit.passes());
  }

  /** A change that is no edit. */
  record Other(String name, boolean passes, Campaign of, long now, Command change) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Other other(String name, boolean passes, Campaign of, Command change) {
    return new Other(name, passes, of, START, change);
  }

  private static Command adjust(Change change) {
    return new Command.Adjust("c", null, change);
  }

  static List<Other> others() {
    List<Other> all = new ArrayList<>(adjustments());
    all.addAll(moreOthers());
    return all;
  }

  private static List<Other> adjustments() {
    RedPacket goods = RAIN.with(GOODS);
    return List.of(
        other("restock", PASSES, SALE, adjust(new Change.Stock("a", 1))),
        other("take stock", WAITS, SALE, adjust(new Change.Stock("a", -1))),
        other("counted as many", PASSES, SALE, adjust(new Change.Target("a", 10, 2))),
        other("counted more", PASSES, SALE, adjust(new Change.Target("a", 11, 2))),
        other("counted fewer", WAITS, SALE, adjust(new Change.Target("a", 9, 2))),
        other("more prizes", PASSES, LOTTERY, adjust(new Change.Stock("a", 1))),
        other("fewer prizes", WAITS, LOTTERY, adjust(new Change.Stock("a", -1))),
        other("more money", PASSES, RAIN, adjust(new Change.Budget(1, 0))),
        other("less money", WAITS, RAIN, adjust(new Change.Budget(-1, 0))),
        other("packets of the most", PASSES, RAIN, adjust(new Change.Budget(600, 2))),
        other("packets of less", WAITS, RAIN, adjust(new Change.Budget(599, 2))),
        other("fewer packets", WAITS, RAIN, adjust(new Change.Budget(0, -1))),
        other("more of a good", WAITS, goods, adjust(new Change.Stock("mug", 1))),
        other("large packets", PASSES, FIXED, adjust(new Change.Stock("400", 1))),
        other("small packets", WAITS, FIXED, adjust(new Change.Stock("100", 1))),
        other("no large packets", WAITS, FIXED, adjust(new Change.Stock("400", -1))));
  }

  private static List<Other> moreOthers() {
    RedPacket rounds = RAIN.with(FavourPools.round(START + 300, 100, 1));
    Lottery chances =
        new Lottery(TERMS, 0, LOTTERY.prizes(), LOTTERY.whenGone(), List.of(), true, false);
    List<String> users = List.of("u");
    return List.of(
        other(
            "more money in a round",
            PASSES,
            rounds,
            adjust(new Change.InRound(2, new Change.Budget(1, 0)))),
        other(
            "less money in a round",
            WAITS,
            rounds,
            adjust(new Change.InRound(2, new Change.Budget(-1, 0)))),
        other("pause", PASSES, SALE, new Command.Steer("c", Move.PAUSE)),
        other("close", WAITS, SALE, new Command.Steer("c", Move.CLOSE)),
        new Other("close what is over", PASSES, SALE, END, new Command.Steer("c", Move.CLOSE)),
        new Other("close before the end", WAITS, SALE, END - 1, new Command.Steer("c", Move.CLOSE)),
        other("block", WAITS, SALE, new Enlist("c", Roll.BLOCK, true, users)),
        other("allow", PASSES, SALE, new Enlist("c", Roll.ALLOW, true, users)),
        other("set aside", WAITS, LOTTERY, new Allocate("c", "k", "a", users, 1, END)),
        other("credit", PASSES, chances, new Credit("c", "u", "k", "points", 1)),
        new Other("reveal", PASSES, SALE, END, new ProofCommand.Reveal("c")));
  }

  @ParameterizedTest
  @MethodSource("others")
  void shouldSeeWhatAChangeTakes(Other each) {
    Desk desk = new Desk();
    desk.define("c", each.of());
    desk.now = each.now();
    Reply reply = desk.ask(new Authored(each.change(), new Author("ann", "why not")));
    assertThat(Desk.code(reply)).isNull();
    assertThat(reply instanceof ChangeReply.Proposal).isEqualTo(!each.passes());
  }

  @ParameterizedTest
  @MethodSource("rolls")
  void shouldSeeWhatALeftListTakes(Roll roll) {
    Desk desk = new Desk();
    desk.define("c", FavourEdits.with(SALE, TERMS.approved(false)));
    desk.ask(new Enlist("c", roll, true, List.of("u")));
    desk.ask(new Command.Define("c", SALE, 1));
    Reply reply =
        desk.ask(new Authored(new Enlist("c", roll, false, List.of("u")), new Author("a", "b")));
    assertThat(reply instanceof ChangeReply.Proposal).isEqualTo(roll == Roll.ALLOW);
  }

  static List<Roll> rolls() {
    return List.of(Roll.values());
  }
}
