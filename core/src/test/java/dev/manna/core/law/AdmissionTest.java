package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Enlist;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand.Credit;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may claim at all: lists and chances. */
class AdmissionTest {
  private final Desk desk = new Desk();
  private int version;

  private void open(boolean allowListed, boolean chances, Limits limits, long stock) {
    Terms terms = new Terms("", 0, Terms.FOREVER, "UTC", limits, allowListed);
    Lottery lottery =
        new Lottery(
            terms,
            0,
            List.of(new Prize("a", "", 1, stock)),
            new WhenGone.Redraw(),
            List.of(),
            chances,
            false);
    assertThat(desk.ask(new Command.Define("c", lottery, version++)))
        .isInstanceOf(Reply.Defined.class);
  }

  private Reply list(Roll roll, boolean add, String... users) {
    return desk.ask(new Enlist("c", roll, add, List.of(users)));
  }

  private Reply credit(String user, String key, long chances) {
    return desk.ask(new Credit("c", user, key, "points", chances));
  }

  private long chances(String user) {
    return ((Reply.Chances) desk.ask(new Query.OfChances("c", user))).chances();
  }

  private String draw(String key, int draws) {
    String code = Desk.code(desk.draw("u", key, draws));
    return code == null ? "granted" : code;
  }

  @AfterEach
  void shouldReplayToTheSameState() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldRefuseInTheLawsOrder() {
    open(true, true, new Limits(1, 0, 0), 0);
    list(Roll.BLOCK, true, "u");
    assertThat(draw("k", 2)).isEqualTo("blocked");
    list(Roll.BLOCK, false, "u");
    assertThat(draw("k", 2)).isEqualTo("not-eligible");
    list(Roll.ALLOW, true, "u");
    assertThat(draw("k", 2)).isEqualTo("no-chances");
    credit("u", "c1", 2);
    assertThat(draw("k", 2)).isEqualTo("limit-reached");
    assertThat(draw("k", 1)).isEqualTo("sold-out");
    assertThat(chances("u")).isEqualTo(2);
  }

  @Test
  void shouldSayWhatIsBeforeTheListsFirst() {
    open(false, false, Limits.NONE, 9);
    assertThat(draw("k", 1)).isEqualTo("granted");
    list(Roll.BLOCK, true, "u", "v", "u");
    assertThat(draw("k", 1)).isEqualTo("granted");
    assertThat(draw("k", 2)).isEqualTo("key-reused");
    desk.ask(new Command.Steer("c", Command.Move.PAUSE));
    assertThat(draw("l", 1)).isEqualTo("paused");
  }

  @Test
  void shouldChangeAListOnlyForThoseWhomItChanges() {
    open(false, false, Limits.NONE, 9);
    assertThat(list(Roll.BLOCK, true, "a", "b", "a"))
        .isEqualTo(new Reply.Enlisted("c", 2, desk.machine.position()));
    assertThat(list(Roll.BLOCK, true, "b", "d"))
        .isEqualTo(new Reply.Enlisted("c", 1, desk.machine.position()));
    long before = desk.machine.position();
    assertThat(list(Roll.ALLOW, false, "a")).isEqualTo(new Reply.Enlisted("c", 0, before));
    assertThat(desk.machine.position()).isEqualTo(before);
    assertThat(desk.ask(new Query.OfRolls("c", "d")))
        .isEqualTo(new Reply.Rolls("c", "d", true, false, before));
  }

  @Test
  void shouldKeepListsForEveryKind() {
    Terms terms = new Terms("", 0, Terms.FOREVER, "UTC", Limits.NONE, true);
    desk.define("c", new Sale(terms, List.of(new Sku("a", "", 5))));
    assertThat(Desk.code(desk.order("u", "1", 60_000, "a", 1))).isEqualTo("not-eligible");
    list(Roll.ALLOW, true, "u");
    assertThat(Desk.code(desk.order("u", "1", 60_000, "a", 1))).isNull();
    list(Roll.BLOCK, true, "u");
    assertThat(Desk.code(desk.settle(1, Command.Settlement.CONFIRM))).isNull();
  }

  @Test
  void shouldSpendAChanceForEachDrawThatIsMade() {
    open(false, true, Limits.NONE, 3);
    credit("u", "c1", 5);
    credit("u", "c2", 5);
    assertThat(credit("u", "c1", 5)).isInstanceOf(Reply.Credited.class);
    assertThat(chances("u")).isEqualTo(10);
    assertThat(draw("k", 11)).isEqualTo("no-chances");
    // Three units are left: the other seven draws are not made and cost nothing.
    assertThat(draw("k", 10)).isEqualTo("granted");
    assertThat(chances("u")).isEqualTo(7);
  }

  @Test
  void shouldCreditOnlyWhereDrawsCostChancesAndUntilTheEnd() {
    open(false, false, Limits.NONE, 3);
    assertThat(Desk.code(credit("u", "c1", 5))).isEqualTo("malformed");
    open(false, true, Limits.NONE, 3);
    assertThat(Desk.code(credit("u", "c1", 5))).isNull();
    open(false, false, Limits.NONE, 3);
    assertThat(Desk.code(credit("u", "c1", 5))).isNull();
    assertThat(draw("k", 1)).isEqualTo("granted");
    assertThat(chances("u")).isEqualTo(5);
    open(false, true, Limits.NONE, 3);
    desk.ask(new Command.Steer("c", Command.Move.CLOSE));
    assertThat(Desk.code(credit("u", "c2", 5))).isEqualTo("ended");
    assertThat(Desk.code(credit("u", "c1", 6))).isEqualTo("key-reused");
  }
}
