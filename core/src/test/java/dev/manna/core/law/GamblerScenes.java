package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Enlist;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand;
import dev.manna.core.Pacing;
import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Round;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import dev.manna.core.law.Trouble.Row;
import dev.manna.core.law.Trouble.Scene;
import java.util.List;
import java.util.Set;

/** What can stand in the way of who draws or snatches, and of who gives them something to draw. */
final class GamblerScenes {
  private static final int STOCK = 9;

  private static final List<Round> ROUNDS =
      List.of(
          new Round(0, 2_000_000, 30, 3, List.of()),
          new Round(3_000_000, 4_000_000, 30, 3, List.of()));

  private final Desk desk = new Desk();
  private final Set<String> in;

  private GamblerScenes(Set<String> in) {
    this.in = in;
  }

  static List<Scene> all() {
    return List.of(drawing(), entering(), snatching(), allocating(), crediting());
  }

  private static Scene drawing() {
    return Scene.of(
        "draw",
        in -> new GamblerScenes(in).draw(),
        Row.senseless("no draws"),
        Row.noCampaign(),
        Row.of("other content", Refusal.KEY_REUSED, "published"),
        Row.of("draft", Refusal.NOT_STARTED).bars("published"),
        Row.of("before the start", Refusal.NOT_STARTED, "early").bars("late"),
        Row.of("paused", Refusal.PAUSED, "published").bars("closed", "late"),
        Row.of("closed", Refusal.ENDED, "closed", "published"),
        Row.of("after the end", Refusal.ENDED, "late").bars("early"),
        Row.of("blocked", Refusal.BLOCKED, "published"),
        Row.of("not listed", Refusal.NOT_ELIGIBLE),
        Row.of("no chances", Refusal.NO_CHANCES),
        Row.of("no use left", Refusal.LIMIT_REACHED),
        Row.of("too soon", Refusal.COOLING_DOWN, "published"),
        Row.of("nothing left", Refusal.SOLD_OUT, "published"));
  }

  private static Scene entering() {
    return Scene.of(
        "enter",
        in -> new GamblerScenes(in).enter(),
        Row.senseless("no entries"),
        Row.noCampaign(),
        Row.of("other content", Refusal.KEY_REUSED),
        Row.of("before the start", Refusal.NOT_STARTED).bars("late"),
        Row.of("paused", Refusal.PAUSED).bars("late"),
        Row.of("closed", Refusal.ENDED, "late"),
        Row.of("drawn", Refusal.ENDED, "late"),
        Row.of("blocked", Refusal.BLOCKED),
        Row.of("not listed", Refusal.NOT_ELIGIBLE),
        Row.of("no chances", Refusal.NO_CHANCES),
        Row.of("no use left", Refusal.LIMIT_REACHED),
        Row.of("too soon", Refusal.COOLING_DOWN));
  }

  private static Scene snatching() {
    return Scene.of(
        "snatch",
        in -> new GamblerScenes(in).snatch(),
        Row.senseless("no key"),
        Row.noCampaign(),
        Row.of("between the rounds", Refusal.NOT_STARTED, "early").bars("late", "stock"),
        Row.of("after the last round", Refusal.ENDED, "late").bars("early", "stock"),
        Row.of("paused", Refusal.PAUSED),
        Row.of("blocked", Refusal.BLOCKED),
        Row.of("no use left", Refusal.LIMIT_REACHED),
        Row.of("too soon", Refusal.COOLING_DOWN),
        Row.of("round is empty", Refusal.SOLD_OUT, "stock").bars("stock"),
        Row.of("rest is held", Refusal.ALL_HELD, "stock").bars("stock"));
  }

  private static Scene allocating() {
    return Scene.of(
        "allocate",
        in -> new GamblerScenes(in).allocate(),
        Row.senseless("no users"),
        Row.noCampaign(),
        Row.of("no such prize", Refusal.MALFORMED, "lost").bars("stock"),
        Row.of("until the past", Refusal.MALFORMED),
        Row.of("other content", Refusal.KEY_REUSED, "published"),
        Row.of("draft", Refusal.NOT_STARTED).bars("published"),
        Row.of("closed", Refusal.ENDED, "published"),
        Row.of("after the end", Refusal.ENDED),
        Row.of("too little left", Refusal.INSUFFICIENT, "stock").bars("lost"));
  }

  private static Scene crediting() {
    return Scene.of(
        "credit",
        in -> new GamblerScenes(in).credit(),
        Row.senseless("no chances at all"),
        Row.noCampaign(),
        Row.of("draws are free", Refusal.MALFORMED),
        Row.of("other content", Refusal.KEY_REUSED, "published"),
        Row.of("draft", Refusal.NOT_STARTED).bars("published"),
        Row.of("closed", Refusal.ENDED, "published"),
        Row.of("after the end", Refusal.ENDED));
  }

  private void done(Reply reply) {
    assertThat(Desk.code(reply)).as("setting up").isNull();
  }

  private String campaign() {
    return in.contains("no campaign") ? "nowhere" : "c";
  }

  private static Lottery lottery(Terms terms, boolean chances) {
    Prize prize = new Prize("a", "", 1, STOCK);
    return new Lottery(terms, 0, List.of(prize), new WhenGone.Redraw(), List.of(), chances, false);
  }

  private Terms edited() {
    Limits limits =
        new Limits(in.contains("no use left") ? 1 : 0, 0, in.contains("too soon") ? 9_000_000 : 0);
    long start = in.contains("before the start") ? desk.now + 1 : 0;
    boolean over = in.contains("after the end") || in.contains("drawn");
    long end = over ? desk.now : Terms.FOREVER;
    return new Terms("edited", start, end, "UTC", limits, in.contains("not listed"));
  }

  private void credit(String key, long chances) {
    done(desk.ask(new LotteryCommand.Credit("c", "u", key, "points", chances)));
  }

  private void block() {
    if (in.contains("blocked")) {
      done(desk.ask(new Enlist("c", Enlist.Roll.BLOCK, true, List.of("u"))));
    }
  }

  private void steer() {
    if (in.contains("paused")) {
      done(desk.ask(new Command.Steer("c", Move.PAUSE)));
    }
    if (in.contains("closed")) {
      done(desk.ask(new Command.Steer("c", Move.CLOSE)));
    }
  }

  private void takeAway(int units) {
    done(desk.ask(new Command.Adjust("c", null, new Command.Change.Stock("a", -units))));
  }

  private void define(Lottery lottery) {
    done(desk.ask(new Command.Define("c", lottery, 0, in.contains("draft"))));
  }

  private static Lottery raffle(Terms terms) {
    List<Prize> prizes = List.of(new Prize("a", "", 0, STOCK));
    return new Lottery(terms, 0, prizes, new WhenGone.Redraw(), List.of(), true, true);
  }

  private String enter() {
    define(raffle(Terms.open("")));
    credit("one", 1);
    done(desk.ask(new Command.Enter("c", "u", "first", 1)));
    if (!in.contains("no chances")) {
      credit("two", 2);
    }
    desk.now += 1_000;
    block();
    done(desk.ask(new Command.Define("c", raffle(edited()), 1)));
    steer();
    String key = in.contains("other content") ? "first" : "second";
    int entries = in.contains("no entries") ? 0 : 2;
    return Scene.ask(desk, () -> new Command.Enter(campaign(), "u", key, entries));
  }

  private String draw() {
    define(lottery(Terms.open(""), true));
    if (!in.contains("draft")) {
      credit("one", 1);
      done(desk.draw("u", "first", 1));
    }
    if (!in.contains("draft") && !in.contains("no chances")) {
      credit("two", 2);
    }
    desk.now += 1_000;
    if (in.contains("nothing left")) {
      takeAway(STOCK - 1);
    }
    block();
    done(desk.ask(new Command.Define("c", lottery(edited(), true), 1)));
    steer();
    String key = in.contains("other content") ? "first" : "second";
    int draws = in.contains("no draws") ? 0 : 2;
    return Scene.ask(desk, () -> new Command.Draw(campaign(), "u", key, draws));
  }

  private static RedPacket rain(Terms terms) {
    RainPlan plan = new RainPlan(List.of(), 0, ROUNDS, false, new Pacing.None(), 90_000_000, 0);
    return new RedPacket(terms, "EUR", 60, 6, new Split.Even(), RedPacket.ALWAYS).with(plan);
  }

  private String snatch() {
    done(desk.define("c", rain(Terms.open(""))));
    done(desk.snatch("u", "first"));
    if (in.contains("round is empty") || in.contains("rest is held")) {
      done(desk.snatch("v", "1"));
      done(desk.snatch("v", "2"));
    }
    for (int grant = 1; in.contains("round is empty") && grant <= 3; grant++) {
      done(desk.settle(grant, Settlement.OPEN));
    }
    done(desk.ask(new Command.Define("c", rain(edited()), 1)));
    block();
    steer();
    desk.now +=
        in.contains("between the rounds")
            ? 1_500_000
            : in.contains("after the last round") ? 4_000_000 : 1_000;
    String key = in.contains("no key") ? "" : "second";
    return Scene.ask(desk, () -> new Command.Snatch(campaign(), "u", key));
  }

  private String allocate() {
    define(lottery(Terms.open(""), false));
    if (in.contains("other content")) {
      done(desk.ask(allocation("c", "a", List.of("u"), 1, desk.now + 9_000)));
    }
    desk.now += 1_000;
    done(desk.ask(new Command.Define("c", lottery(edited(), false), 1)));
    steer();
    String prize = in.contains("no such prize") ? "b" : "a";
    List<String> users = in.contains("no users") ? List.of() : List.of("u", "v");
    int units = in.contains("too little left") ? STOCK : 2;
    long until = desk.now + (in.contains("until the past") ? 0 : 9_000);
    return Scene.ask(desk, () -> allocation(campaign(), prize, users, units, until));
  }

  private static LotteryCommand.Allocate allocation(
      String campaign, String prize, List<String> users, int units, long until) {
    return new LotteryCommand.Allocate(campaign, "k", prize, users, units, until);
  }

  private String credit() {
    define(lottery(Terms.open(""), true));
    if (in.contains("other content")) {
      credit("k", 1);
    }
    boolean chances = !in.contains("draws are free");
    done(desk.ask(new Command.Define("c", lottery(edited(), chances), 1)));
    steer();
    int credited = in.contains("no chances at all") ? 0 : 2;
    return Scene.ask(
        desk, () -> new LotteryCommand.Credit(campaign(), "u", "k", "points", credited));
  }
}
