package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Leeway;
import dev.manna.core.Limits;
import dev.manna.core.Malformed;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand;
import dev.manna.core.Supply;
import dev.manna.core.Supply.Part;
import dev.manna.core.Terms;
import dev.manna.core.Wait;
import dev.manna.core.Waiting;
import dev.manna.core.Waitlist;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders that wait, each rule of theirs as a small story. */
class WaitRulesTest {
  private static final long MINUTE = 60_000;
  private static final Leeway WAITS =
      new Leeway(10 * MINUTE, Leeway.ANY, new Waitlist(3, 60 * MINUTE));

  private final Desk desk = new Desk();

  private void open(Sku... skus) {
    desk.define("c", new Sale(Terms.open(""), List.of(skus), WAITS));
  }

  private Reply redefine(Terms terms, Sku... skus) {
    return desk.ask(new Command.Define("c", new Sale(terms, List.of(skus), WAITS), 1));
  }

  private Reply await(String user, long holdMillis, Object... skuThenQuantity) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < skuThenQuantity.length; i += 2) {
      lines.add(new Line((String) skuThenQuantity[i], (Integer) skuThenQuantity[i + 1]));
    }
    return desk.ask(new Wait("c", user, "w", lines, holdMillis, 30 * MINUTE));
  }

  private Reply.Standing standing(String user) {
    return (Reply.Standing) desk.ask(new Query.OfClaim("c", user, "w"));
  }

  private Waiting waiting(String user) {
    Waiting waiting = standing(user).waiting();
    if (waiting == null) {
      throw new AssertionError(user + " did not wait");
    }
    return waiting;
  }

  private Waiting.State state(String user) {
    return waiting(user).state();
  }

  private void restock(String item, long units) {
    desk.ask(new Command.Adjust("c", null, new Change.Stock(item, units)));
  }

  private Reply leave(String user) {
    return desk.ask(new SaleCommand.Leave("c", user, "w"));
  }

  @Test
  void shouldBeAnOrderWhereAllIsFree() {
    open(new Sku("a", "", 2));
    Reply.Claimed reply = (Reply.Claimed) await("u", 0, "a", 2);
    assertThat(reply.waitsUntilMillis()).isZero();
    assertThat(reply.grants()).hasSize(1);
    assertThat(standing("u").waiting()).isNull();
    assertThat(Desk.code(leave("u"))).isEqualTo("unknown-claim");
  }

  @Test
  void shouldWaitWhereSomethingIsShortAndAnswerTheSameForEver() {
    open(new Sku("a", "", 2));
    Reply.Claimed reply = (Reply.Claimed) await("u", 0, "a", 3);
    assertThat(reply.waitsUntilMillis()).isEqualTo(desk.now + 30 * MINUTE);
    assertThat(reply.grants()).isEmpty();
    assertThat(desk.pool("a").available()).isEqualTo(2);
    restock("a", 1);
    assertThat(state("u")).isEqualTo(Waiting.State.SERVED);
    assertThat(await("u", 0, "a", 3)).isEqualTo(reply);
    assertThat(Desk.code(await("u", 0, "a", 2))).isEqualTo("key-reused");
  }

  @Test
  void shouldServeInOrderAllLinesOrNone() {
    open(new Sku("a", "", 0), new Sku("b", "", 0));
    await("first", 0, "a", 2, "b", 1);
    await("second", 0, "a", 1);
    restock("a", 2);
    assertThat(state("first")).isEqualTo(Waiting.State.IN_LINE);
    assertThat(state("second")).as("not before who came first").isEqualTo(Waiting.State.IN_LINE);
    restock("b", 1);
    assertThat(state("first")).isEqualTo(Waiting.State.SERVED);
    assertThat(standing("first").grants()).extracting(Grant::item).containsExactly("a", "b");
    assertThat(state("second")).isEqualTo(Waiting.State.IN_LINE);
    restock("a", 1);
    assertThat(state("second")).isEqualTo(Waiting.State.SERVED);
  }

  @Test
  void shouldServeWhoSharesNothingWithThoseWhoCameFirst() {
    open(new Sku("a", "", 0), new Sku("b", "", 0));
    await("first", 0, "a", 1);
    await("second", 0, "b", 1);
    restock("b", 1);
    assertThat(state("second")).isEqualTo(Waiting.State.SERVED);
    assertThat(state("first")).isEqualTo(Waiting.State.IN_LINE);
  }

  @Test
  void shouldKeepWhatIsWaitedForFromOthers() {
    open(new Sku("a", "", 2), new Sku("b", "", 5));
    await("u", 0, "a", 3);
    assertThat(Desk.code(desk.order("v", "k", 0, "a", 1))).isEqualTo("all-held");
    Reply.Refused both = (Reply.Refused) desk.order("v", "k", 0, "a", 1, "b", 1);
    assertThat(both.refusal().code()).isEqualTo("insufficient");
    assertThat(both.shortfalls()).containsExactly(new Reply.Shortfall("a", 1, 0));
    assertThat(((Reply.Claimed) await("v", 0, "a", 1)).waitsUntilMillis()).isPositive();
    assertThat(waiting("v").ahead()).isEqualTo(1);
  }

  @Test
  void shouldNotLetALatePaymentOvertake() {
    open(new Sku("a", "", 2));
    desk.order("late", "k", MINUTE, "a", 2);
    await("u", 0, "a", 3);
    desk.tick(desk.now + MINUTE);
    assertThat(Desk.code(desk.settle(1, Settlement.CONFIRM))).isEqualTo("all-held");
  }

  /** A way in which goods come back. */
  enum Back {
    CANCELLED,
    EXPIRED,
    RETURNED,
    RESTOCKED,
    COUNTED,
    EDITED
  }

  @ParameterizedTest
  @EnumSource
  void shouldServeDirectlyAfterWhateverBringsGoodsBack(Back back) {
    open(new Sku("a", "", 2));
    desk.order("v", "k", back == Back.RETURNED ? 0 : MINUTE, "a", 2);
    await("u", 0, "a", 1);
    switch (back) {
      case CANCELLED -> desk.settle(1, Settlement.CANCEL);
      case EXPIRED -> desk.tick(desk.now + MINUTE);
      case RETURNED -> desk.ask(new SaleCommand.Return(new GrantId("c", 1), "r", 1));
      case RESTOCKED -> restock("a", 1);
      case COUNTED -> {
        long version = desk.wholePool("a").goods().version();
        desk.ask(new Command.Adjust("c", null, new Change.Target("a", 3, version)));
      }
      case EDITED -> redefine(Terms.open(""), new Sku("a", "", 3));
    }
    assertThat(state("u")).isEqualTo(Waiting.State.SERVED);
  }

  @Test
  void shouldHoldWhatIsServedAsLongAsTheOrderSays() {
    open(new Sku("a", "", 0));
    await("u", MINUTE, "a", 1);
    desk.now += 5 * MINUTE;
    restock("a", 1);
    Grant grant = standing("u").grants().getFirst();
    assertThat(grant.state()).isEqualTo(Grant.State.HELD);
    assertThat(grant.expiresAtMillis()).isEqualTo(desk.now + MINUTE);
    Reply.Grants own = (Reply.Grants) desk.ask(new Query.OfGrants("u", Long.MAX_VALUE, 9));
    assertThat(own.grants()).containsExactly(grant);
    desk.settle(1, Settlement.CONFIRM);
    assertThat(desk.pool("a").given()).isEqualTo(1);
  }

  @Test
  void shouldServeTheNextWhenAHoldOfTheFirstEnds() {
    open(new Sku("a", "", 0));
    await("first", MINUTE, "a", 1);
    await("second", 0, "a", 1);
    restock("a", 1);
    assertThat(state("second")).isEqualTo(Waiting.State.IN_LINE);
    desk.tick(desk.now + MINUTE);
    assertThat(state("second")).isEqualTo(Waiting.State.SERVED);
  }

  @Test
  void shouldCountAWaitAsAClaimFromItsBeginning() {
    Terms terms = Terms.open("").with(new Limits(1, 0, 0));
    desk.define("c", new Sale(terms, List.of(new Sku("a", "", 0)), WAITS));
    await("u", 0, "a", 1);
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 1))).isEqualTo("limit-reached");
    leave("u");
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 1))).isEqualTo("limit-reached");
  }

  @Test
  void shouldCountWhatIsWaitedForAgainstTheLimitOfItsSku() {
    open(new Sku("a", "", 0).limited(3));
    await("u", 0, "a", 2);
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 2))).isEqualTo("limit-reached");
    leave("u");
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 2))).isEqualTo("sold-out");
  }

  @Test
  void shouldCountWhatIsWaitedForUnderALimitThatIsNew() {
    open(new Sku("a", "", 0));
    await("u", 0, "a", 2);
    redefine(Terms.open(""), new Sku("a", "", 0).limited(3));
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 2))).isEqualTo("limit-reached");
  }

  @Test
  void shouldWaitNoLongerThanItsTime() {
    open(new Sku("a", "", 0));
    await("u", 0, "a", 1);
    desk.now += 30 * MINUTE - 1;
    assertThat(state("u")).isEqualTo(Waiting.State.IN_LINE);
    desk.now++;
    restock("a", 1);
    assertThat(state("u")).isEqualTo(Waiting.State.ENDED);
    assertThat(desk.pool("a").available()).isEqualTo(1);
  }

  @Test
  void shouldWaitNoLongerThanTheCampaignLasts() {
    long end = desk.now + MINUTE;
    Terms terms = new Terms("", 0, end, "UTC", Limits.NONE);
    desk.define("c", new Sale(terms, List.of(new Sku("a", "", 0)), WAITS));
    Reply.Claimed reply = (Reply.Claimed) await("u", 0, "a", 1);
    assertThat(reply.waitsUntilMillis()).isEqualTo(end);
    desk.tick(end);
    assertThat(state("u")).isEqualTo(Waiting.State.ENDED);
  }

  @Test
  void shouldEndEachWaitWhenTheCampaignIsClosed() {
    open(new Sku("a", "", 0));
    await("u", 0, "a", 1);
    await("v", 0, "a", 1);
    desk.ask(new Command.Steer("c", Move.CLOSE));
    assertThat(state("u")).isEqualTo(Waiting.State.ENDED);
    assertThat(state("v")).isEqualTo(Waiting.State.ENDED);
    assertThat(desk.machine.nextExpiryMillis()).isEqualTo(desk.now + 30 * MINUTE);
    desk.tick(desk.now + 30 * MINUTE);
    assertThat(desk.machine.nextExpiryMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldFollowAWindowThatIsMoved() {
    open(new Sku("a", "", 0));
    await("u", 0, "a", 1);
    redefine(new Terms("", 0, desk.now + MINUTE, "UTC", Limits.NONE), new Sku("a", "", 0));
    desk.tick(desk.now + MINUTE);
    assertThat(state("u")).isEqualTo(Waiting.State.ENDED);
  }

  @Test
  void shouldEndEachWaitWhereTheBeginningIsMovedIntoTheFuture() {
    open(new Sku("a", "", 0));
    await("u", 0, "a", 1);
    redefine(new Terms("", desk.now + 1, Terms.FOREVER, "UTC", Limits.NONE), new Sku("a", "", 9));
    assertThat(state("u")).isEqualTo(Waiting.State.ENDED);
  }

  @Test
  void shouldServeNobodyWhilePaused() {
    open(new Sku("a", "", 0));
    await("u", 0, "a", 1);
    desk.ask(new Command.Steer("c", Move.PAUSE));
    restock("a", 1);
    assertThat(state("u")).isEqualTo(Waiting.State.IN_LINE);
    desk.ask(new Command.Steer("c", Move.RESUME));
    assertThat(state("u")).isEqualTo(Waiting.State.SERVED);
  }

  @Test
  void shouldLeaveTheLineOnceAndAnswerTheSame() {
    open(new Sku("a", "", 1));
    await("u", 0, "a", 2);
    await("v", 0, "a", 1);
    Reply.Standing left = (Reply.Standing) leave("u");
    assertThat(left.waiting()).isEqualTo(new Waiting(Waiting.State.LEFT, 0));
    assertThat(state("v")).as("the next is served").isEqualTo(Waiting.State.SERVED);
    assertThat(((Reply.Standing) leave("u")).waiting()).isEqualTo(left.waiting());
    assertThat(((Reply.Standing) leave("v")).waiting())
        .isEqualTo(new Waiting(Waiting.State.SERVED, 0));
    assertThat(Desk.code(leave("nobody"))).isEqualTo("unknown-claim");
  }

  @Test
  void shouldSayHowManyStandBeforeInTheLongestLine() {
    open(new Sku("a", "", 0), new Sku("b", "", 0));
    await("u", 0, "a", 1);
    await("v", 0, "a", 1);
    await("w", 0, "b", 1, "a", 1);
    assertThat(waiting("w").ahead()).isEqualTo(2);
    leave("v");
    assertThat(waiting("w").ahead()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAsAnOrderWhereTheWaitlistIsFull() {
    open(new Sku("a", "", 0));
    await("u", 0, "a", 1);
    await("v", 0, "a", 1);
    await("w", 0, "a", 1);
    assertThat(Desk.code(await("x", 0, "a", 1))).isEqualTo("sold-out");
    leave("v");
    assertThat(Desk.code(await("x", 0, "a", 1))).isNull();
  }

  @Test
  void shouldWaitAsLongAsTheSaleAllowsAndForFewSkus() {
    desk.define("plain", new Sale(Terms.open(""), List.of(new Sku("a", "", 0))));
    List<Line> lines = List.of(new Line("a", 1));
    Reply none = desk.ask(new Wait("plain", "u", "w", lines, 0, 1_000));
    assertThat(Desk.code(none)).isEqualTo("malformed");
    List<Sku> many = new ArrayList<>();
    List<Line> all = new ArrayList<>();
    for (int i = 0; i <= Waitlist.MAX_SKUS; i++) {
      many.add(new Sku("s" + i, "", 0));
      all.add(new Line("s" + i, 1));
    }
    open(many.toArray(Sku[]::new));
    assertThat(Desk.code(desk.ask(new Wait("c", "u", "w", all, 0, MINUTE)))).isEqualTo("malformed");
    List<Line> one = all.subList(0, 1);
    assertThat(Desk.code(desk.ask(new Wait("c", "u", "w", one, 0, 60 * MINUTE + 1))))
        .isEqualTo("malformed");
    assertThat(Desk.code(desk.ask(new Wait("c", "u", "w", one, 0, 60 * MINUTE)))).isNull();
    assertThatThrownBy(() -> new Waitlist(1, 0)).isInstanceOf(Malformed.class);
  }

  @Test
  void shouldWaitForThePartsThatABundleHadThen() {
    Sku set = Sku.of("set", "", Supply.bundle(new Part("a", 2)));
    open(new Sku("a", "", 1), set);
    await("u", 0, "set", 1);
    Sku other = Sku.of("set", "", Supply.bundle(new Part("a", 9)));
    redefine(Terms.open(""), new Sku("a", "", 2), other);
    assertThat(standing("u").grants()).extracting(Grant::item).containsExactly("a");
    assertThat(desk.pool("a").given()).isEqualTo(2);
  }

  @Test
  void shouldBeTheSameWhenItIsUndoneReplayedAndLoaded() {
    open(new Sku("a", "", 0), new Sku("b", "", 0));
    await("u", 0, "a", 1, "b", 1);
    await("v", MINUTE, "a", 1);
    await("w", 0, "b", 2);
    leave("v");
    String before = desk.machine.digest();
    desk.machine.begin(desk.now);
    List.<Consumer<Machine>>of(
            machine -> handle(machine, new SaleCommand.Leave("c", "u", "w")),
            machine -> handle(machine, new Command.Adjust("c", null, new Change.Stock("b", 9))),
            machine -> handle(machine, new Command.Steer("c", Move.CLOSE)))
        .forEach(each -> each.accept(desk.machine));
    desk.machine.undo();
    assertThat(desk.machine.digest()).isEqualTo(before);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    desk.machine.save(bytes -> saved.write(array(bytes), 0, bytes.remaining()));
    ByteBuffer stored = ByteBuffer.wrap(saved.toByteArray());
    Machine loaded = Machine.load(into -> fill(stored, into));
    assertThat(loaded.digest()).isEqualTo(before);
    assertThat(desk.replayed().digest()).isEqualTo(before);
    loaded.begin(desk.now);
    handle(loaded, new Command.Adjust("c", null, new Change.Stock("a", 1)));
    handle(loaded, new Command.Adjust("c", null, new Change.Stock("b", 3)));
    loaded.commit();
    restock("a", 1);
    restock("b", 3);
    assertThat(loaded.digest()).isEqualTo(desk.machine.digest());
    assertThat(state("w")).isEqualTo(Waiting.State.SERVED);
  }

  private static void handle(Machine machine, Command command) {
    machine.handle(machine.prepare(command), () -> 1);
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  private static void fill(ByteBuffer from, ByteBuffer into) {
    int length = into.remaining();
    into.put(from.slice(from.position(), length));
    from.position(from.position() + length);
  }
}
