package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand;
import dev.manna.core.LotteryQuery.OfOdds;
import dev.manna.core.LotteryReply;
import dev.manna.core.LotteryReply.Units;
import dev.manna.core.PrizeRules;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Status;
import dev.manna.core.Terms;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries until the end, then one draw over all of them. */
class RaffleTest {
  private static final long END = 2_000_000;

  private final Desk desk = new Desk();

  static Lottery raffle(Terms terms, boolean chances, Prize... prizes) {
    return new Lottery(terms, 0, List.of(prizes), new WhenGone.Redraw(), List.of(), chances, true);
  }

  static Prize prize(String id, long stock) {
    return new Prize(id, "", 0, stock);
  }

  private static Terms terms(Limits limits) {
    return Terms.open("").within(0, END).with(limits);
  }

  private void open(Prize... prizes) {
    Lottery raffle = raffle(terms(Limits.NONE), false, prizes);
    assertThat(desk.define("c", raffle)).isInstanceOf(Reply.Defined.class);
  }

  private Reply enter(String user, String key, int entries) {
    return desk.ask(new Command.Enter("c", user, key, entries));
  }

  private List<Grant> grants(String user) {
    return ((Reply.Grants) desk.ask(new Query.OfGrants(user, Long.MAX_VALUE, 100))).grants();
  }

  private LotteryReply.Raffle odds(@Nullable String user) {
    return (LotteryReply.Raffle) desk.ask(new OfOdds("c", user, 0, 500));
  }

  private Reply.Defined campaign() {
    return (Reply.Defined) desk.ask(new Query.OfCampaign("c"));
  }

  private void close() {
    assertThat(desk.ask(new Command.Steer("c", Command.Move.CLOSE)))
        .isInstanceOf(Reply.Defined.class);
  }

  private long winners(int users) {
    return IntStream.range(0, users).filter(user -> !grants("u" + user).isEmpty()).count();
  }

  @AfterEach
  void shouldReplayToTheSameState() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldAnswerAnEntryTheSameForEver() {
    open(prize("car", 1), prize("pen", 5));
    Reply first = enter("u", "k", 7);
    assertThat(first).isEqualTo(new Reply.Claimed("c", "u", "k", 7, true, List.of(), 3));
    assertThat(enter("u", "k", 7)).isEqualTo(first);
    assertThat(Desk.code(enter("u", "k", 6))).isEqualTo("key-reused");
    desk.tick(END);
    assertThat(enter("u", "k", 7)).isEqualTo(first);
    assertThat(Desk.code(enter("u", "l", 7))).isEqualTo("ended");
    assertThat(grants("u"))
        .containsExactly(
            new Grant(
                new GrantId("c", 1), "car", new Grant.Worth.Quantity(1), Grant.State.GIVEN, 0, 3));
    assertThat(desk.ask(new Query.OfGrant(new GrantId("c", 1))))
        .isEqualTo(new Reply.Granted(grants("u").getFirst(), grants("u")));
  }

  @ParameterizedTest
  @CsvSource({"1999999, 0", "2000000, 3"})
  void shouldDrawAtTheEndAndNotBefore(long at, int winners) {
    open(prize("car", 1), prize("pen", 2));
    for (int user = 0; user < 5; user++) {
      enter("u" + user, "k", 1 + user);
    }
    desk.tick(at);
    assertThat(winners(5)).isEqualTo(winners);
    assertThat(campaign().status()).isEqualTo(winners == 0 ? Status.LIVE : Status.SETTLED);
    assertThat(desk.pool("car").given()).isEqualTo(Math.min(1, winners));
  }

  @Test
  void shouldDrawWhenAnOperatorClosesIt() {
    open(prize("car", 1), prize("pen", 2));
    enter("u0", "k", 3);
    enter("u1", "k", 1);
    close();
    assertThat(winners(2)).isEqualTo(2);
    assertThat(desk.pool("pen").available()).isEqualTo(1);
    assertThat(desk.pool("pen").given()).isEqualTo(1);
    assertThat(odds("u0").drawn()).isTrue();
    desk.tick(END + 1);
    assertThat(winners(2)).isEqualTo(2);
  }

  @Test
  void shouldGiveEachUserOneUnitAtMostHoweverManyEntries() {
    open(prize("car", 2), prize("pen", 50));
    for (int i = 0; i < 200; i++) {
      enter("u0", "k" + i, 100);
    }
    enter("u1", "k", 1);
    desk.tick(END);
    assertThat(grants("u0")).hasSize(1);
    assertThat(grants("u1")).hasSize(1);
    assertThat(desk.pool("car").given()).isEqualTo(2);
    assertThat(desk.pool("pen").available()).isEqualTo(50);
  }

  @Test
  void shouldCloseWithoutWinnersWhereNobodyEntered() {
    open(prize("car", 2));
    close();
    assertThat(odds(null).drawn()).isTrue();
    assertThat(desk.pool("car").available()).isEqualTo(2);
    assertThat(Desk.code(enter("u", "k", 1))).isEqualTo("ended");
  }

  @Test
  void shouldDrawThePrizesInTheOrderOfTheDefinition() {
    open(prize("first", 1), prize("second", 1), prize("third", 1));
    Lottery other =
        raffle(
            terms(Limits.NONE),
            false,
            new Prize("off", "", 0, 4, new PrizeRules(0, 0, false, 0, 0)),
            prize("third", 1),
            prize("none", 0),
            prize("first", 1),
            prize("second", 1));
    desk.ask(new Command.Define("c", other, 1));
    enter("u0", "k", 1);
    enter("u1", "k", 1);
    desk.tick(END);
    assertThat(desk.pool("third").given()).isEqualTo(1);
    assertThat(desk.pool("first").given()).isEqualTo(1);
    assertThat(desk.pool("second").given()).isZero();
    assertThat(desk.pool("off").given()).isZero();
  }

  @Test
  void shouldDrawAtTheEndThatAnEditHasSet() {
    open(prize("car", 1));
    enter("u0", "k", 1);
    Lottery later = raffle(Terms.open("").within(0, END + 500), false, prize("car", 1));
    desk.ask(new Command.Define("c", later, 1));
    desk.tick(END + 499);
    assertThat(grants("u0")).isEmpty();
    Lottery past = raffle(Terms.open("").within(0, END), false, prize("car", 1));
    desk.ask(new Command.Define("c", past, 2));
    assertThat(grants("u0")).hasSize(1);
    assertThat(Desk.code(desk.ask(new Command.Define("c", later, 3)))).isEqualTo("ended");
    Change more = new Change.Stock("car", 1);
    assertThat(Desk.code(desk.ask(new Command.Adjust("c", null, more)))).isEqualTo("ended");
  }

  @Test
  void shouldDrawWhatIsPausedAtItsEnd() {
    open(prize("car", 1));
    enter("u0", "k", 1);
    desk.ask(new Command.Steer("c", Command.Move.PAUSE));
    assertThat(Desk.code(enter("u1", "k", 1))).isEqualTo("paused");
    desk.tick(END);
    assertThat(grants("u0")).hasSize(1);
  }

  @Test
  void shouldCountEntriesInLimitsAndChances() {
    desk.define("c", raffle(terms(new Limits(10, 6, 0)), true, prize("car", 1)));
    assertThat(Desk.code(enter("u", "k", 5))).isEqualTo("no-chances");
    desk.ask(new LotteryCommand.Credit("c", "u", "paid", "payment", 20));
    enter("u", "k", 5);
    assertThat(Desk.code(enter("u", "l", 2))).isEqualTo("limit-reached");
    assertThat(((Reply.Chances) desk.ask(new Query.OfChances("c", "u"))).chances()).isEqualTo(15);
    assertThat(odds("u").own()).isEqualTo(5);
  }

  @Test
  void shouldTellHowManyEntriesThereAre() {
    open(prize("car", 1), prize("pen", 2));
    enter("u", "k", 5);
    enter("v", "k", 7);
    assertThat(odds("u"))
        .isEqualTo(
            new LotteryReply.Raffle(
                "c", "u", 12, 5, false, List.of(new Units("car", 1), new Units("pen", 2)), 0, 4));
    assertThat(odds(null).own()).isZero();
    assertThat(((Reply.Pools) desk.ask(new Query.OfPools("c", 0, 5))).entries()).isEqualTo(12);
  }

  @Test
  void shouldRefuseWhatAllocatesOrDraws() {
    open(prize("car", 1));
    LotteryCommand aside =
        new LotteryCommand.Allocate("c", "a", "car", List.of("u"), 1, desk.now + 5);
    assertThat(Desk.code(desk.ask(aside))).isEqualTo("malformed");
    assertThat(Desk.code(desk.draw("u", "k", 1))).isEqualTo("malformed");
    Lottery wheel =
        new Lottery(Terms.open(""), 0, List.of(new Prize("car", "", 1, 1)), new WhenGone.Redraw());
    assertThat(Desk.code(desk.ask(new Command.Define("c", wheel, 1)))).isEqualTo("malformed");
    Change many = new Change.Stock("car", Lottery.MAX_RAFFLE_UNITS);
    assertThat(Desk.code(desk.ask(new Command.Adjust("c", null, many)))).isEqualTo("malformed");
  }

  /** A claim of which a user has many before it and behind it is found by its entry. */
  @Test
  void shouldKnowWhichClaimHasWon() {
    open(prize("car", 1));
    List<Long> positions = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Reply.Claimed claimed = (Reply.Claimed) enter("u", "k" + i, 1 + i % 100);
      for (int entry = 0; entry < claimed.uses(); entry++) {
        positions.add(claimed.position());
      }
    }
    desk.tick(END);
    Secret secret = new Secret(new Bits(42, 43, 44, 45), new Bits(46, 47, 48, 49));
    long entry = Dice.of(new Seal("c", secret), 0).below(positions.size());
    assertThat(grants("u").getFirst().position()).isEqualTo(positions.get((int) entry));
  }

  /** A draw of many winners is many batches, and nothing is decided before the last of them. */
  @Test
  void shouldDrawInBatches() {
    int users = 20_000;
    open(prize("car", 1), prize("pen", 60_000));
    desk.machine.begin(desk.now);
    for (int user = 0; user < users; user++) {
      if (desk.machine.full()) {
        desk.keep();
        desk.machine.begin(desk.now);
      }
      Command enter = new Command.Enter("c", "u" + user, "k", 1 + user % 3);
      desk.machine.handle(desk.machine.prepare(enter), () -> 1);
    }
    desk.keep();
    int before = desk.log.size();
    desk.now = END;
    Machine half = null;
    desk.machine.begin(END);
    while (desk.machine.full()) {
      desk.keep();
      half = half == null ? desk.replayed() : half;
      desk.machine.begin(END);
    }
    desk.keep();
    assertThat(desk.log.size() - before).isEqualTo(3);
    assertThat(desk.pool("pen").given()).isEqualTo(users - 1);
    assertThat(desk.pool("pen").available()).isEqualTo(60_000 - users + 1);
    assertThat(half).isNotNull();
    assertThat(half.nextExpiryMillis()).isLessThanOrEqualTo(END);
  }
}
