package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Author;
import dev.manna.core.Campaign;
import dev.manna.core.ChangeCommand.Authored;
import dev.manna.core.ChangeReply;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Leeway;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Share;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand.Allocate;
import dev.manna.core.LotteryCommand.Credit;
import dev.manna.core.Pacing;
import dev.manna.core.Period;
import dev.manna.core.PrizeRules;
import dev.manna.core.ProofCommand;
import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Good;
import dev.manna.core.RainPlan.Round;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import dev.manna.core.Supply.Location;
import dev.manna.core.Supply.Part;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which changes take something from users: by kind of change, and for each field of each kind. */
class FavourTest {
  private static final boolean PASSES = true;
  private static final boolean WAITS = false;

  private static final long START = 2_000_000;
  private static final long END = 3_000_000;
  private static final Dimension DEVICE = new Dimension("device", Period.DAY, 3, 100, false);
  private static final Limits LIMITS = new Limits(5, 4, 3, 9, 1_000, List.of(DEVICE));
  private static final Terms TERMS =
      new Terms("t", START, END, "UTC", LIMITS, false).approved(true);

  private static final Lottery LOTTERY =
      lottery(new WhenGone.Miss(), 50, prize("a", 10, 5), prize("b", 1, Prize.UNLIMITED));

  private static final Lottery RAFFLE =
      new Lottery(
          TERMS, 0, List.of(prize("a", 0, 5)), new WhenGone.Redraw(), List.of(), false, true);

  private static final RedPacket RAIN =
      new RedPacket(TERMS, "CNY", 1_000, 10, new Split.DoubleMean(1, 300), 500_000);

  private static final RedPacket FIXED =
      new RedPacket(
          TERMS,
          "CNY",
          700,
          4,
          new Split.Fixed(List.of(new Denomination(100, 3), new Denomination(400, 1))),
          RedPacket.ALWAYS);

  private static final RainPlan GOODS = RainPlan.NONE.with(1_000, List.of(new Good("mug", "", 3)));

  private static final Sale SALE =
      new Sale(
          TERMS,
          List.of(
              new Sku("a", "A", 10).limited(3),
              Sku.of("b", "", Supply.at(new Location("x", 5), new Location("y", 6))),
              Sku.of("both", "", Supply.bundle(new Part("a", 1), new Part("b", 1)))),
          true,
          new Leeway(60_000, 2));

  /** A change of a definition. */
  record Edit(String name, boolean passes, Campaign before, Campaign next) {
    @Override
    public String toString() {
      return before.kind() + ": " + name;
    }
  }

  private static Lottery lottery(WhenGone gone, long none, Prize... prizes) {
    return new Lottery(TERMS, none, List.of(prizes), gone, List.of(tier(20, 3)), false, false);
  }

  private static Tier tier(long none, long weight) {
    return new Tier(5, none, List.of(new Share("a", weight)));
  }

  private static Prize prize(String id, long weight, long stock) {
    return new Prize(id, "", weight, stock);
  }

  private static Prize ruled(PrizeRules rules) {
    return new Prize("a", "", 10, 5, rules);
  }

  private static Edit terms(String name, boolean passes, UnaryOperator<Terms> edit) {
    return terms(name, passes, SALE, edit);
  }

  private static Edit terms(
      String name, boolean passes, Campaign before, UnaryOperator<Terms> edit) {
    return new Edit(name, passes, before, with(before, edit.apply(TERMS)));
  }

  private static Campaign with(Campaign of, Terms terms) {
    return switch (of) {
      case Sale sale -> new Sale(terms, sale.skus(), sale.movements(), sale.leeway());
      case Lottery lottery ->
          new Lottery(
              terms,
              lottery.noPrizeWeight(),
              lottery.prizes(),
              lottery.whenGone(),
              lottery.tiers(),
              lottery.chances(),
              lottery.raffle());
      case RedPacket rain ->
          new RedPacket(
              terms,
              rain.currency(),
              rain.budgetCents(),
              rain.packets(),
              rain.split(),
              rain.hitPerMillion(),
              rain.plan());
    };
  }

  private static Edit limits(String name, boolean passes, Limits next) {
    return terms(name, passes, terms -> terms.with(next));
  }

  private static Edit dimension(String name, boolean passes, Dimension... next) {
    return limits(name, passes, LIMITS.with(List.of(next)));
  }

  static List<Edit> edits() {
    List<Edit> all = new ArrayList<>();
    all.addAll(ofTerms());
    all.addAll(ofLimits());
    all.addAll(ofLotteries());
    all.addAll(ofPrizes());
    all.addAll(ofRains());
    all.addAll(ofPlans());
    all.addAll(ofSales());
    return all;
  }

  private static List<Edit> ofTerms() {
    Terms longer = TERMS.within(START, END + 1);
    RedPacket paced =
        new RedPacket(
            TERMS,
            "CNY",
            1_000,
            10,
            RAIN.split(),
            RedPacket.ALWAYS,
            RainPlan.NONE.with(new Pacing.Linear()));
    return List.of(
        terms("nothing", PASSES, terms -> terms),
        new Edit(
            "another title",
            WAITS,
            SALE,
            with(SALE, new Terms("u", START, END, "UTC", LIMITS, false, true))),
        terms("an earlier start", WAITS, terms -> terms.within(START - 1, END)),
        terms("a later start", WAITS, terms -> terms.within(START + 1, END)),
        terms("an earlier end", WAITS, terms -> terms.within(START, END - 1)),
        terms("a later end", PASSES, terms -> longer),
        terms("a later end of a lottery", PASSES, LOTTERY, terms -> longer),
        terms("a later end of a raffle", WAITS, RAFFLE, terms -> longer),
        terms("a later end of a rain", PASSES, RAIN, terms -> longer),
        terms("a later end of a pace", WAITS, paced, terms -> longer),
        new Edit(
            "another time zone",
            WAITS,
            SALE,
            with(SALE, new Terms("t", START, END, "Asia/Shanghai", LIMITS, false, true))),
        new Edit(
            "a list alone",
            WAITS,
            SALE,
            with(SALE, new Terms("t", START, END, "UTC", LIMITS, true, true))),
        new Edit(
            "everybody",
            WAITS,
            with(SALE, new Terms("t", START, END, "UTC", LIMITS, true, true)),
            SALE),
        terms("no second person", WAITS, terms -> terms.approved(false)),
        new Edit("a second person", PASSES, with(SALE, TERMS.approved(false)), SALE));
  }

  private static List<Edit> ofLimits() {
    Limits none = new Limits(0, 0, 0, 0, 0, List.of());
    return List.of(
        limits("no limits", PASSES, none),
        new Edit("limits", WAITS, with(SALE, TERMS.with(none)), SALE),
        limits("a looser limit", PASSES, new Limits(6, 5, 4, 10, 999, List.of(DEVICE))),
        limits("less for a user", WAITS, new Limits(4, 4, 3, 9, 1_000, List.of(DEVICE))),
        limits("less in a day", WAITS, new Limits(5, 3, 3, 9, 1_000, List.of(DEVICE))),
        limits("less in a week", WAITS, new Limits(5, 4, 2, 9, 1_000, List.of(DEVICE))),
        limits("less in a month", WAITS, new Limits(5, 4, 3, 8, 1_000, List.of(DEVICE))),
        limits("a longer wait", WAITS, new Limits(5, 4, 3, 9, 1_001, List.of(DEVICE))),
        dimension("no limit of devices", PASSES),
        dimension("more of a device", PASSES, new Dimension("device", Period.DAY, 4, 101, false)),
        dimension("less of a device", WAITS, new Dimension("device", Period.DAY, 2, 100, false)),
        dimension("fewer devices", WAITS, new Dimension("device", Period.DAY, 3, 99, false)),
        dimension("a device needed", WAITS, new Dimension("device", Period.DAY, 3, 100, true)),
        dimension("a longer period", WAITS, new Dimension("device", Period.WEEK, 3, 100, false)),
        dimension(
            "a limit of stores", WAITS, DEVICE, new Dimension("store", Period.DAY, 3, 100, false)),
        terms("a looser limit of a raffle", WAITS, RAFFLE, terms -> terms.with(none)));
  }

  private static Edit prizes(String name, boolean passes, long none, Prize... next) {
    return new Edit(name, passes, LOTTERY, lottery(LOTTERY.whenGone(), none, next));
  }

  private static List<Edit> ofLotteries() {
    Prize a = prize("a", 10, 5);
    Prize b = prize("b", 1, Prize.UNLIMITED);
    return List.of(
        prizes("fewer blanks", PASSES, 49, a, b),
        prizes("more blanks", WAITS, 51, a, b),
        prizes("a heavier prize", WAITS, 50, prize("a", 11, 5), b),
        prizes("a lighter prize", WAITS, 50, prize("a", 9, 5), b),
        prizes("more of a prize", PASSES, 50, prize("a", 10, 6), b),
        prizes("less of a prize", WAITS, 50, prize("a", 10, 4), b),
        prizes("a prize left out", WAITS, 50, a),
        prizes("another order", PASSES, 50, b, a),
        prizes("another title", WAITS, 50, new Prize("a", "A", 10, 5), b),
        prizes("a new prize that is drawn", WAITS, 50, a, b, prize("c", 1, 5)),
        prizes("a new prize that is not drawn", PASSES, 50, a, b, prize("c", 0, 5)),
        prizes(
            "a new prize in a miss's place",
            WAITS,
            50,
            a,
            b,
            new Prize("c", "", 0, 5, new PrizeRules(0, 0, true, 0, 7))),
        new Edit(
            "another draw when gone", WAITS, LOTTERY, lottery(new WhenGone.Redraw(), 50, a, b)),
        tiers("fewer blanks later", PASSES, List.of(tier(19, 3))),
        tiers("more blanks later", WAITS, List.of(tier(21, 3))),
        tiers("a heavier prize later", WAITS, List.of(tier(20, 4))),
        tiers("no tiers", WAITS, List.of()),
        tiers("an earlier tier", WAITS, List.of(new Tier(4, 20, List.of(new Share("a", 3))))),
        new Edit(
            "chances",
            WAITS,
            LOTTERY,
            new Lottery(
                TERMS, 50, LOTTERY.prizes(), LOTTERY.whenGone(), LOTTERY.tiers(), true, false)),
        new Edit("more of a raffle", PASSES, RAFFLE, raffle(prize("a", 0, 6), prize("b", 0, 1))),
        new Edit("less of a raffle", WAITS, RAFFLE, raffle(prize("a", 0, 4), prize("b", 0, 1))));
  }

  private static Lottery raffle(Prize... prizes) {
    return new Lottery(TERMS, 0, List.of(prizes), new WhenGone.Redraw(), List.of(), false, true);
  }

  private static Edit tiers(String name, boolean passes, List<Tier> next) {
    return new Edit(
        name,
        passes,
        LOTTERY,
        new Lottery(TERMS, 50, LOTTERY.prizes(), LOTTERY.whenGone(), next, false, false));
  }

  private static Edit rules(String name, boolean passes, WhenGone gone, PrizeRules next) {
    PrizeRules before = new PrizeRules(70, 2, false, 3, 9);
    return new Edit(name, passes, lottery(gone, 50, ruled(before)), lottery(gone, 50, ruled(next)));
  }

  private static List<Edit> ofPrizes() {
    WhenGone miss = new WhenGone.Miss();
    WhenGone redraw = new WhenGone.Redraw();
    return List.of(
        rules("more of a prize for each", PASSES, miss, new PrizeRules(70, 3, false, 3, 9)),
        rules("any number for each", PASSES, miss, new PrizeRules(70, 0, false, 3, 9)),
        rules("less of a prize for each", WAITS, miss, new PrizeRules(70, 1, false, 3, 9)),
        rules("a prize enabled", PASSES, miss, new PrizeRules(70, 2, true, 3, 9)),
        rules("unlocked earlier", PASSES, miss, new PrizeRules(70, 2, false, 2, 9)),
        rules("unlocked later", WAITS, miss, new PrizeRules(70, 2, false, 4, 9)),
        rules("another guarantee", WAITS, miss, new PrizeRules(70, 2, false, 3, 8)),
        rules("another value", WAITS, miss, new PrizeRules(71, 2, false, 3, 9)),
        rules("more for each, redrawn", WAITS, redraw, new PrizeRules(70, 3, false, 3, 9)),
        rules("enabled, redrawn", WAITS, redraw, new PrizeRules(70, 2, true, 3, 9)),
        rules("unlocked earlier, redrawn", WAITS, redraw, new PrizeRules(70, 2, false, 2, 9)),
        new Edit(
            "a prize disabled",
            WAITS,
            lottery(miss, 50, ruled(PrizeRules.NONE)),
            lottery(miss, 50, ruled(new PrizeRules(0, 0, false, 0, 0)))));
  }

  private static Edit rain(
      String name, boolean passes, long cents, long packets, Split split, int hit) {
    return new Edit(name, passes, RAIN, new RedPacket(TERMS, "CNY", cents, packets, split, hit));
  }

  private static Edit fixed(String name, boolean passes, Denomination... next) {
    long cents = 0;
    long packets = 0;
    for (Denomination each : next) {
      cents += each.cents() * each.count();
      packets += each.count();
    }
    Split split = new Split.Fixed(List.of(next));
    RedPacket is = new RedPacket(TERMS, "CNY", cents, packets, split, RedPacket.ALWAYS);
    return new Edit(name, passes, FIXED, is);
  }

  private static List<Edit> ofRains() {
    Split same = RAIN.split();
    return List.of(
        rain("more money", PASSES, 1_001, 10, same, 500_000),
        rain("less money", WAITS, 999, 10, same, 500_000),
        rain("packets of the most", PASSES, 1_600, 12, same, 500_000),
        rain("packets of less", WAITS, 1_599, 12, same, 500_000),
        rain("fewer packets", WAITS, 1_000, 9, same, 500_000),
        rain("more hits", PASSES, 1_000, 10, same, 500_001),
        rain("fewer hits", WAITS, 1_000, 10, same, 499_999),
        rain("a smaller minimum", WAITS, 1_100, 10, new Split.DoubleMean(1, 301), 500_000),
        rain("a larger minimum", WAITS, 1_000, 10, new Split.DoubleMean(2, 300), 500_000),
        rain("even packets", WAITS, 1_000, 10, new Split.Even(), 500_000),
        fixed("more of the largest", PASSES, new Denomination(100, 3), new Denomination(400, 2)),
        fixed(
            "larger ones",
            PASSES,
            new Denomination(100, 3),
            new Denomination(400, 1),
            new Denomination(401, 1)),
        fixed("more of the smallest", WAITS, new Denomination(100, 4), new Denomination(400, 1)),
        fixed("less of the largest", WAITS, new Denomination(100, 3), new Denomination(400, 0)),
        fixed(
            "smaller ones",
            WAITS,
            new Denomination(100, 3),
            new Denomination(400, 1),
            new Denomination(50, 1)));
  }

  private static Edit plan(String name, boolean passes, RainPlan before, RainPlan next) {
    return new Edit(name, passes, RAIN.with(before), RAIN.with(next));
  }

  private static RainPlan round(long end, long cents, long packets) {
    return RainPlan.NONE.in(
        List.of(
            new Round(START, START + 100, 1_000 - cents, 10 - packets, List.of()),
            new Round(START + 200, end, cents, packets, List.of())),
        false);
  }

  private static List<Edit> ofPlans() {
    RainPlan opened = RainPlan.NONE.opened(60_000, END + 10);
    long end = START + 300;
    return List.of(
        plan("longer to open", PASSES, opened, RainPlan.NONE.opened(60_001, END + 11)),
        plan("for ever to open", PASSES, opened, RainPlan.NONE),
        plan("a time to open by", WAITS, RainPlan.NONE, opened),
        plan("shorter to open", WAITS, opened, RainPlan.NONE.opened(59_999, END + 10)),
        plan("an earlier end to open", WAITS, opened, RainPlan.NONE.opened(60_000, END + 9)),
        plan(
            "more of a good",
            WAITS,
            GOODS,
            RainPlan.NONE.with(1_000, List.of(new Good("mug", "", 4)))),
        plan(
            "more hits of a good",
            WAITS,
            GOODS,
            RainPlan.NONE.with(1_001, List.of(new Good("mug", "", 3)))),
        plan("moved between rounds", WAITS, round(end, 100, 1), round(end, 101, 1)),
        plan("a longer round", WAITS, round(end, 100, 1), round(end + 1, 100, 1)),
        new Edit(
            "more money in a round",
            PASSES,
            RAIN.with(round(end, 100, 1)),
            new RedPacket(
                TERMS,
                "CNY",
                1_001,
                10,
                RAIN.split(),
                500_000,
                RainPlan.NONE.in(
                    List.of(
                        new Round(START, START + 100, 900, 9, List.of()),
                        new Round(START + 200, end, 101, 1, List.of())),
                    false))),
        plan(
            "what is left carried over",
            WAITS,
            round(end, 100, 1),
            RainPlan.NONE.in(round(end, 100, 1).rounds(), true)));
  }

  private static Edit skus(String name, boolean passes, Sku... next) {
    List<Sku> all = new ArrayList<>(List.of(next));
    SALE.skus().stream()
        .filter(sku -> all.stream().noneMatch(other -> other.id().equals(sku.id())))
        .forEach(all::add);
    return new Edit(name, passes, SALE, new Sale(TERMS, all, true, SALE.leeway()));
  }

  private static Edit places(String name, boolean passes, Location... next) {
    return skus(name, passes, Sku.of("b", "", Supply.at(next)));
  }

  private static Edit leeway(String name, boolean passes, long millis, int extensions) {
    Leeway next = new Leeway(millis, extensions);
    return new Edit(name, passes, SALE, new Sale(TERMS, SALE.skus(), true, next));
  }

  private static List<Edit> ofSales() {
    return List.of(
        skus("more of a SKU", PASSES, new Sku("a", "A", 11).limited(3)),
        skus("less of a SKU", WAITS, new Sku("a", "A", 9).limited(3)),
        skus("another title", WAITS, new Sku("a", "B", 10).limited(3)),
        skus("more for each", PASSES, new Sku("a", "A", 10).limited(4)),
        skus("as much as there is for each", PASSES, new Sku("a", "A", 10)),
        skus("less for each", WAITS, new Sku("a", "A", 10).limited(2)),
        skus("sold beyond the stock", WAITS, new Sku("a", "A", 10, Supply.beyond(1), 3)),
        skus("notices", PASSES, new Sku("a", "A", 10, new Supply(0, 3, List.of(), List.of()), 3)),
        skus("a new SKU", PASSES, new Sku("c", "", 1)),
        skus("a new bundle", WAITS, Sku.of("d", "", Supply.bundle(new Part("a", 2)))),
        skus("another bundle", WAITS, Sku.of("both", "", Supply.bundle(new Part("a", 2)))),
        places("more at a place", PASSES, new Location("x", 5), new Location("y", 7)),
        places("moved between places", WAITS, new Location("x", 4), new Location("y", 7)),
        places("places in another order", WAITS, new Location("y", 6), new Location("x", 5)),
        places(
            "another place",
            PASSES,
            new Location("x", 5),
            new Location("y", 6),
            new Location("z", 1)),
        leeway("longer to return", PASSES, 60_001, 2),
        leeway("shorter to return", WAITS, 59_999, 2),
        leeway("more extensions", PASSES, 60_000, 3),
        leeway("any extensions", PASSES, 60_000, Leeway.ANY),
        leeway("fewer extensions", WAITS, 60_000, 1),
        new Edit("no movements", WAITS, SALE, new Sale(TERMS, SALE.skus(), false, SALE.leeway())));
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
    RedPacket goods = RAIN.with(GOODS);
    RedPacket rounds = RAIN.with(round(START + 300, 100, 1));
    Lottery chances =
        new Lottery(TERMS, 0, LOTTERY.prizes(), LOTTERY.whenGone(), List.of(), true, false);
    List<String> users = List.of("u");
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
        other("no large packets", WAITS, FIXED, adjust(new Change.Stock("400", -1))),
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
    desk.define("c", with(SALE, TERMS.approved(false)));
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
