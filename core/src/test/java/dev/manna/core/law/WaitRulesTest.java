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
  private static final long MINUTE = WaitDesk.MINUTE;

  private final WaitDesk waits = new WaitDesk();
  private final Desk desk = waits.desk;

  @Test
  void shouldBeAnOrderWhereAllIsFree() {
    waits.open(new Sku("a", "", 2));
    Reply.Claimed reply = (Reply.Claimed) waits.await("u", 0, "a", 2);
    assertThat(reply.waitsUntilMillis()).isZero();
    assertThat(reply.grants()).hasSize(1);
    assertThat(waits.standing("u").waiting()).isNull();
    assertThat(Desk.code(waits.leave("u"))).isEqualTo("unknown-claim");
  }

  @Test
  void shouldWaitWhereSomethingIsShortAndAnswerTheSameForEver() {
    waits.open(new Sku("a", "", 2));
    Reply.Claimed reply = (Reply.Claimed) waits.await("u", 0, "a", 3);
    assertThat(reply.waitsUntilMillis()).isEqualTo(desk.now + 30 * MINUTE);
    assertThat(reply.grants()).isEmpty();
    assertThat(desk.pool("a").available()).isEqualTo(2);
    waits.restock("a", 1);
    assertThat(waits.state("u")).isEqualTo(Waiting.State.SERVED);
    assertThat(waits.await("u", 0, "a", 3)).isEqualTo(reply);
    assertThat(Desk.code(waits.await("u", 0, "a", 2))).isEqualTo("key-reused");
  }

  @Test
  void shouldServeInOrderAllLinesOrNone() {
    waits.open(new Sku("a", "", 0), new Sku("b", "", 0));
    waits.await("first", 0, "a", 2, "b", 1);
    waits.await("second", 0, "a", 1);
    waits.restock("a", 2);
    assertThat(waits.state("first")).isEqualTo(Waiting.State.IN_LINE);
    assertThat(waits.state("second"))
        .as("not before who came first")
        .isEqualTo(Waiting.State.IN_LINE);
    waits.restock("b", 1);
    assertThat(waits.state("first")).isEqualTo(Waiting.State.SERVED);
    assertThat(waits.standing("first").grants()).extracting(Grant::item).containsExactly("a", "b");
    assertThat(waits.state("second")).isEqualTo(Waiting.State.IN_LINE);
    waits.restock("a", 1);
    assertThat(waits.state("second")).isEqualTo(Waiting.State.SERVED);
  }

  @Test
  void shouldServeWhoSharesNothingWithThoseWhoCameFirst() {
    waits.open(new Sku("a", "", 0), new Sku("b", "", 0));
    waits.await("first", 0, "a", 1);
    waits.await("second", 0, "b", 1);
    waits.restock("b", 1);
    assertThat(waits.state("second")).isEqualTo(Waiting.State.SERVED);
    assertThat(waits.state("first")).isEqualTo(Waiting.State.IN_LINE);
  }

  @Test
  void shouldKeepWhatIsWaitedForFromOthers() {
    waits.open(new Sku("a", "", 2), new Sku("b", "", 5));
    waits.await("u", 0, "a", 3);
    assertThat(Desk.code(desk.order("v", "k", 0, "a", 1))).isEqualTo("all-held");
    Reply.Refused both = (Reply.Refused) desk.order("v", "k", 0, "a", 1, "b", 1);
    assertThat(both.refusal().code()).isEqualTo("insufficient");
    assertThat(both.shortfalls()).containsExactly(new Reply.Shortfall("a", 1, 0));
    assertThat(((Reply.Claimed) waits.await("v", 0, "a", 1)).waitsUntilMillis()).isPositive();
    assertThat(waits.waiting("v").ahead()).isEqualTo(1);
  }

  @Test
  void shouldNotLetALatePaymentOvertake() {
    waits.open(new Sku("a", "", 2));
    desk.order("late", "k", MINUTE, "a", 2);
    waits.await("u", 0, "a", 3);
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
    waits.open(new Sku("a", "", 2));
    desk.order("v", "k", back == Back.RETURNED ? 0 : MINUTE, "a", 2);
    waits.await("u", 0, "a", 1);
    switch (back) {
      case CANCELLED -> desk.settle(1, Settlement.CANCEL);
      case EXPIRED -> desk.tick(desk.now + MINUTE);
      case RETURNED -> desk.ask(new SaleCommand.Return(new GrantId("c", 1), "r", 1));
      case RESTOCKED -> waits.restock("a", 1);
      case COUNTED -> {
        long version = desk.wholePool("a").goods().version();
        desk.ask(new Command.Adjust("c", null, new Change.Target("a", 3, version)));
      }
      case EDITED -> waits.redefine(Terms.open(""), new Sku("a", "", 3));
    }
    assertThat(waits.state("u")).isEqualTo(Waiting.State.SERVED);
  }

  @Test
  void shouldHoldWhatIsServedAsLongAsTheOrderSays() {
    waits.open(new Sku("a", "", 0));
    waits.await("u", MINUTE, "a", 1);
    desk.now += 5 * MINUTE;
    waits.restock("a", 1);
    Grant grant = waits.standing("u").grants().getFirst();
    assertThat(grant.state()).isEqualTo(Grant.State.HELD);
    assertThat(grant.expiresAtMillis()).isEqualTo(desk.now + MINUTE);
    Reply.Grants own = (Reply.Grants) desk.ask(new Query.OfGrants("u", Long.MAX_VALUE, 9));
    assertThat(own.grants()).containsExactly(grant);
    desk.settle(1, Settlement.CONFIRM);
    assertThat(desk.pool("a").given()).isEqualTo(1);
  }

  @Test
  void shouldServeTheNextWhenAHoldOfTheFirstEnds() {
    waits.open(new Sku("a", "", 0));
    waits.await("first", MINUTE, "a", 1);
    waits.await("second", 0, "a", 1);
    waits.restock("a", 1);
    assertThat(waits.state("second")).isEqualTo(Waiting.State.IN_LINE);
    desk.tick(desk.now + MINUTE);
    assertThat(waits.state("second")).isEqualTo(Waiting.State.SERVED);
  }

  @Test
  void shouldLeaveTheLineOnceAndAnswerTheSame() {
    waits.open(new Sku("a", "", 1));
    waits.await("u", 0, "a", 2);
    waits.await("v", 0, "a", 1);
    Reply.Standing left = (Reply.Standing) waits.leave("u");
    assertThat(left.waiting()).isEqualTo(new Waiting(Waiting.State.LEFT, 0));
    assertThat(waits.state("v")).as("the next is served").isEqualTo(Waiting.State.SERVED);
    assertThat(((Reply.Standing) waits.leave("u")).waiting()).isEqualTo(left.waiting());
    assertThat(((Reply.Standing) waits.leave("v")).waiting())
        .isEqualTo(new Waiting(Waiting.State.SERVED, 0));
    assertThat(Desk.code(waits.leave("nobody"))).isEqualTo("unknown-claim");
  }

  @Test
  void shouldSayHowManyStandBeforeInTheLongestLine() {
    waits.open(new Sku("a", "", 0), new Sku("b", "", 0));
    waits.await("u", 0, "a", 1);
    waits.await("v", 0, "a", 1);
    waits.await("w", 0, "b", 1, "a", 1);
    assertThat(waits.waiting("w").ahead()).isEqualTo(2);
    waits.leave("v");
    assertThat(waits.waiting("w").ahead()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAsAnOrderWhereTheWaitlistIsFull() {
    waits.open(new Sku("a", "", 0));
    waits.await("u", 0, "a", 1);
    waits.await("v", 0, "a", 1);
    waits.await("w", 0, "a", 1);
    assertThat(Desk.code(waits.await("x", 0, "a", 1))).isEqualTo("sold-out");
    waits.leave("v");
    assertThat(Desk.code(waits.await("x", 0, "a", 1))).isNull();
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
    waits.open(many.toArray(Sku[]::new));
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
    waits.open(new Sku("a", "", 1), set);
    waits.await("u", 0, "set", 1);
    Sku other = Sku.of("set", "", Supply.bundle(new Part("a", 9)));
    waits.redefine(Terms.open(""), new Sku("a", "", 2), other);
    assertThat(waits.standing("u").grants()).extracting(Grant::item).containsExactly("a");
    assertThat(desk.pool("a").given()).isEqualTo(2);
  }

  @Test
  void shouldBeTheSameWhenItIsUndoneReplayedAndLoaded() {
    waits.open(new Sku("a", "", 0), new Sku("b", "", 0));
    waits.await("u", 0, "a", 1, "b", 1);
    waits.await("v", MINUTE, "a", 1);
    waits.await("w", 0, "b", 2);
    waits.leave("v");
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
    waits.restock("a", 1);
    waits.restock("b", 3);
    assertThat(loaded.digest()).isEqualTo(desk.machine.digest());
    assertThat(waits.state("w")).isEqualTo(Waiting.State.SERVED);
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
