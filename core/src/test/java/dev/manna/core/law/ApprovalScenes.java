package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand.Approve;
import dev.manna.core.ChangeCommand.Authored;
import dev.manna.core.ChangeCommand.Withdraw;
import dev.manna.core.ChangeReply;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Enlist;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand.Allocate;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.law.Trouble.Row;
import dev.manna.core.law.Trouble.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What can stand in the way of who proposes something, and of who approves it. */
final class ApprovalScenes {
  private static final Author ANN = new Author("ann", "too much");
  private static final Author BEN = new Author("ben", "she is right");
  private static final long UNTIL = 9_000_000;

  private final Desk desk = new Desk();
  private final Set<String> in;

  private ApprovalScenes(Set<String> in) {
    this.in = in;
  }

  static List<Scene> all() {
    List<Scene> all = new ArrayList<>(approving());
    all.addAll(proposing());
    return all;
  }

  private static List<Scene> approving() {
    return List.of(
        approve(
            "approve an edit",
            in -> new ApprovalScenes(in).approve("edit"),
            waiting("other version", Refusal.VERSION_CONFLICT),
            waiting("closed", Refusal.ENDED),
            waiting("below what is given", Refusal.BELOW_GIVEN)),
        approve(
            "approve an adjustment",
            in -> new ApprovalScenes(in).approve("adjustment"),
            waiting("other content", Refusal.KEY_REUSED),
            waiting("closed", Refusal.ENDED),
            waiting("below what is given", Refusal.BELOW_GIVEN)),
        approve(
            "approve an allocation",
            in -> new ApprovalScenes(in).approve("allocation"),
            waiting("other content", Refusal.KEY_REUSED),
            waiting("closed", Refusal.ENDED),
            waiting("below what is given", Refusal.INSUFFICIENT)));
  }

  private static List<Scene> proposing() {
    return List.of(
        Scene.of(
            "propose an edit",
            in -> new ApprovalScenes(in).propose("edit"),
            Row.noCampaign(),
            Row.of("other version", Refusal.VERSION_CONFLICT),
            Row.of("closed", Refusal.ENDED),
            Row.of("below what is given", Refusal.BELOW_GIVEN),
            Row.of("eight wait", Refusal.TOO_MANY_CHANGES)),
        Scene.of(
            "propose an adjustment",
            in -> new ApprovalScenes(in).propose("adjustment"),
            Row.noCampaign(),
            Row.of("no such item", Refusal.MALFORMED),
            Row.of("other content", Refusal.KEY_REUSED),
            Row.of("closed", Refusal.ENDED),
            Row.of("below what is given", Refusal.BELOW_GIVEN),
            Row.of("eight wait", Refusal.TOO_MANY_CHANGES)),
        Scene.of(
            "propose an allocation",
            in -> new ApprovalScenes(in).propose("allocation"),
            Row.noCampaign(),
            Row.of("below what is given", Refusal.INSUFFICIENT),
            Row.of("eight wait", Refusal.TOO_MANY_CHANGES)));
  }

  private static Scene approve(String name, Function<Set<String>, String> answering, Row... own) {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.senseless("no number"));
    rows.add(Row.noCampaign());
    rows.add(Row.of("never proposed", Refusal.UNKNOWN_CHANGE).bars("proposed"));
    rows.add(Row.of("withdrawn", Refusal.ALREADY_DECIDED, "proposed").bars("waits"));
    rows.add(Row.of("same actor", Refusal.SAME_ACTOR, "proposed"));
    rows.addAll(List.of(own));
    return Scene.of(name, answering, rows.toArray(new Row[0]));
  }

  private static Row waiting(String name, Refusal refusal) {
    return Row.of(name, refusal, "proposed", "waits");
  }

  private Reply by(Author author, Command change) {
    Reply reply = desk.ask(new Authored(change, author));
    assertThat(Desk.code(reply)).as("setting up").isNull();
    return reply;
  }

  /** Ten units of a prize, or of a SKU. */
  private void open(String what) {
    Terms terms = Terms.open("").approved(true);
    by(
        ANN,
        new Command.Define(
            "c",
            what.equals("allocation")
                ? new Lottery(terms, 0, List.of(new Prize("a", "", 1, 10)), new WhenGone.Redraw())
                : new Sale(terms, List.of(new Sku("a", "", 10))),
            0));
  }

  private static Command change(String what, String campaign, String item) {
    return switch (what) {
      case "edit" -> {
        Terms terms = Terms.open("").approved(true);
        yield new Command.Define(campaign, new Sale(terms, List.of(new Sku("a", "", 7))), 1);
      }
      case "adjustment" -> new Command.Adjust(campaign, "k", new Change.Stock(item, -3));
      default -> new Allocate(campaign, "k", item, List.of("v"), 3, UNTIL);
    };
  }

  private String campaign() {
    return in.contains("no campaign") ? "nowhere" : "c";
  }

  /** What has happened since, or before. */
  private void trouble(String what) {
    if (in.contains("below what is given")) {
      Command.Claim claim =
          what.equals("allocation")
              ? new Command.Draw("c", "u", "first", 8)
              : new Command.Deduct("c", "u", "first", List.of(new Command.Line("a", 8)), 0);
      assertThat(Desk.code(desk.ask(claim))).as("setting up").isNull();
    }
    if (in.contains("other version")) {
      Terms terms = Terms.open("").approved(true);
      by(ANN, new Command.Define("c", new Sale(terms, List.of(new Sku("a", "", 11))), 1));
    }
    if (in.contains("other content")) {
      by(ANN, new Command.Adjust("c", "k", new Change.Stock("a", 1)));
      if (in.contains("below what is given")) {
        take(what);
      }
    }
    if (in.contains("closed")) {
      Reply reply = by(ANN, new Command.Steer("c", Command.Move.CLOSE));
      int number = ((ChangeReply.Proposal) reply).number();
      assertThat(Desk.code(desk.ask(new Approve("c", number, BEN)))).isNull();
    }
  }

  /** One more unit, where one has come. */
  private void take(String what) {
    Command.Claim claim =
        what.equals("allocation")
            ? new Command.Draw("c", "u", "second", 1)
            : new Command.Deduct("c", "u", "second", List.of(new Command.Line("a", 1)), 0);
    assertThat(Desk.code(desk.ask(claim))).as("setting up").isNull();
  }

  private String approve(String what) {
    open(what);
    int number = 99;
    if (!in.contains("never proposed")) {
      number = ((ChangeReply.Proposal) by(ANN, change(what, "c", "a"))).number();
    }
    if (in.contains("withdrawn")) {
      assertThat(Desk.code(desk.ask(new Withdraw("c", number, BEN)))).isNull();
    }
    trouble(what);
    int named = in.contains("no number") ? 0 : number;
    Author author = in.contains("same actor") ? ANN : BEN;
    return Scene.ask(desk, () -> new Approve(campaign(), named, author));
  }

  private String propose(String what) {
    open(what);
    if (in.contains("eight wait")) {
      for (int i = 0; i < 8; i++) {
        by(ANN, new Enlist("c", Enlist.Roll.BLOCK, true, List.of("w" + i)));
      }
      if (in.contains("closed")) {
        // To close it takes a place of its own.
        assertThat(Desk.code(desk.ask(new Withdraw("c", 2, BEN)))).isNull();
      }
    }
    trouble(what);
    String item = in.contains("no such item") ? "z" : "a";
    return Scene.ask(desk, () -> new Authored(change(what, campaign(), item), ANN));
  }
}
