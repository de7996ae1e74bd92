package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Leeway;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand.Extend;
import dev.manna.core.SaleCommand.Return;
import dev.manna.core.Terms;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldRulesTest {
  private static final long DAY = 86_400_000;

  private final Desk desk = new Desk();

  private void open(Leeway leeway) {
    open(leeway, 0, 0);
  }

  private void open(Leeway leeway, long perUser, long version) {
    List<Sku> skus = List.of(new Sku("a", "", 5).limited(perUser), new Sku("b", "", 5));
    Sale sale = new Sale(Terms.open("x"), skus, leeway);
    assertThat(desk.ask(new Command.Define("c", sale, version))).isInstanceOf(Reply.Defined.class);
  }

  @AfterEach
  void shouldStandInLogAndSnapshot() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    desk.machine.save(
        part -> {
          byte[] copy = new byte[part.remaining()];
          part.get(copy);
          bytes.writeBytes(copy);
        });
    ByteBuffer saved = ByteBuffer.wrap(bytes.toByteArray());
    Machine loaded =
        Machine.load(
            into -> {
              ByteBuffer part = saved.slice(saved.position(), into.remaining());
              saved.position(saved.position() + into.remaining());
              into.put(part);
            });
    assertThat(loaded.digest()).isEqualTo(desk.machine.digest());
    desk.tick(desk.now + 100 * DAY);
    loaded.begin(desk.now);
    loaded.commit();
    assertThat(loaded.digest()).isEqualTo(desk.machine.digest());
  }

  private Reply extend(int grant, long millis) {
    return desk.ask(new Extend(new GrantId("c", grant), millis));
  }

  private Reply giveBack(int grant, String key, long units) {
    return desk.ask(new Return(new GrantId("c", grant), key, units));
  }

  private Grant grant(int number) {
    return ((Reply.Granted) desk.ask(new dev.manna.core.Query.OfGrant(new GrantId("c", number))))
        .grant();
  }

  @Test
  void shouldExtendToTheMillisecondAndNeverShorten() {
    open(Leeway.PLAIN);
    Reply first = desk.order("u", "k", 5_000, "a", 2, "b", 1);
    long begun = desk.now;
    desk.now += 4_000;
    Reply.Granted extended = (Reply.Granted) extend(2, 5_000);
    assertThat(extended.claim()).allMatch(each -> each.expiresAtMillis() == begun + 9_000);
    assertThat(extend(1, 1_000)).isEqualTo(new Reply.Granted(grant(1), extended.claim()));
    assertThat(desk.order("u", "k", 5_000, "a", 2, "b", 1)).isEqualTo(first);
    desk.tick(begun + 8_999);
    assertThat(grant(1).state()).isEqualTo(Grant.State.HELD);
    desk.tick(begun + 9_000);
    assertThat(grant(1).state()).isEqualTo(Grant.State.RETURNED);
    assertThat(Desk.code(extend(1, 1_000))).isEqualTo("already-returned");
  }

  @Test
  void shouldExtendAsOftenAsTheSaleSays() {
    open(Leeway.PLAIN.withExtensions(2));
    desk.order("u", "k", 5_000, "a", 2);
    assertThat(Desk.code(extend(1, 6_000))).isNull();
    assertThat(Desk.code(extend(1, 5_000))).isNull();
    assertThat(Desk.code(extend(1, 7_000))).isNull();
    assertThat(Desk.code(extend(1, 8_000))).isEqualTo("limit-reached");
    desk.settle(1, Settlement.CONFIRM);
    assertThat(Desk.code(extend(1, 8_000))).isEqualTo("already-given");
    assertThat(Desk.code(extend(9, 8_000))).isEqualTo("unknown-grant");
    assertThat(Desk.code(desk.ask(new Extend(new GrantId("d", 1), 1)))).isEqualTo("unknown-grant");
  }

  @Test
  void shouldTakeBackInPartsAndNeverMoreThanWasGiven() {
    open(Leeway.PLAIN.withReturns(DAY));
    desk.order("u", "k", 60_000, "a", 3, "b", 1);
    assertThat(Desk.code(giveBack(1, "r", 1))).isEqualTo("not-returnable");
    desk.settle(1, Settlement.CONFIRM);
    Reply.Returned back = (Reply.Returned) giveBack(1, "r", 2);
    assertThat(back.units()).isEqualTo(2);
    assertThat(giveBack(1, "r", 2)).isEqualTo(back);
    assertThat(Desk.code(giveBack(1, "r", 1))).isEqualTo("key-reused");
    assertThat(grant(1).returned()).isEqualTo(2);
    assertThat(grant(1).state()).isEqualTo(Grant.State.GIVEN);
    assertThat(Desk.code(giveBack(1, "s", 2))).isEqualTo("already-returned");
    assertThat(Desk.code(giveBack(1, "t", 1))).isNull();
    assertThat(grant(1).state()).isEqualTo(Grant.State.RETURNED);
    assertThat(grant(2).state()).isEqualTo(Grant.State.GIVEN);
    assertThat(giveBack(1, "r", 2)).isEqualTo(back);
    assertThat(desk.pool("a")).isEqualTo(new Reply.Pool("a", "units", 5, 5, 0, 0));
    assertThat(desk.pool("b").given()).isEqualTo(1);
    assertThat(Desk.code(giveBack(2, "r", 1))).as("a key of another grant").isNull();
    assertThat(Desk.code(desk.settle(1, Settlement.CANCEL))).isEqualTo("already-given");
  }

  @Test
  void shouldTakeBackWithinTheTimeOnly() {
    open(Leeway.PLAIN);
    desk.order("u", "k", 0, "a", 3);
    assertThat(Desk.code(giveBack(1, "r", 1))).isEqualTo("not-returnable");
    open(Leeway.PLAIN.withReturns(DAY), 0, 1);
    desk.now += DAY - 1;
    assertThat(Desk.code(giveBack(1, "r", 1))).isNull();
    desk.now += 1;
    assertThat(Desk.code(giveBack(1, "s", 1))).isEqualTo("not-returnable");
  }

  @Test
  void shouldTakeTheGoodsAgainForALateConfirmation() {
    open(Leeway.PLAIN);
    Reply first = desk.order("u", "k", 5_000, "a", 3, "b", 1);
    desk.now += 5_000;
    desk.order("v", "k", 5_000, "a", 3);
    Reply.Refused late = (Reply.Refused) desk.settle(2, Settlement.CONFIRM);
    assertThat(late.refusal().code()).isEqualTo("insufficient");
    assertThat(late.shortfalls()).containsExactly(new Reply.Shortfall("a", 3, 2));
    desk.settle(3, Settlement.CANCEL);
    Reply.Granted confirmed = (Reply.Granted) desk.settle(2, Settlement.CONFIRM);
    assertThat(confirmed.claim()).allMatch(each -> each.state() == Grant.State.GIVEN);
    assertThat(desk.settle(2, Settlement.CONFIRM)).isEqualTo(confirmed);
    assertThat(desk.pool("a")).isEqualTo(new Reply.Pool("a", "units", 5, 2, 0, 3));
    assertThat(desk.order("u", "k", 5_000, "a", 3, "b", 1)).isEqualTo(first);
    assertThat(Desk.code(desk.settle(3, Settlement.CONFIRM))).isEqualTo("already-returned");
  }

  @Test
  void shouldNotConfirmLateWhereNothingIsGrantedAnyMore() {
    open(Leeway.PLAIN);
    desk.order("u", "k", 5_000, "a", 3);
    desk.tick(desk.now + 5_000);
    desk.ask(new Command.Steer("c", Move.PAUSE));
    assertThat(Desk.code(desk.settle(1, Settlement.CONFIRM))).isEqualTo("paused");
    assertThat(Desk.code(desk.settle(1, Settlement.CANCEL))).isNull();
  }

  @Test
  void shouldConfirmAndCancelWhatIsHeldWhilePaused() {
    open(Leeway.PLAIN);
    desk.order("u", "1", 5_000, "a", 1);
    desk.order("u", "2", 5_000, "a", 1);
    desk.ask(new Command.Steer("c", Move.PAUSE));
    assertThat(Desk.code(desk.settle(1, Settlement.CONFIRM))).isNull();
    assertThat(Desk.code(desk.settle(2, Settlement.CANCEL))).isNull();
    assertThat(desk.pool("a").given()).isOne();
    assertThat(desk.pool("a").held()).isZero();
  }

  @Test
  void shouldKeepToTheLimitOfASkuAndNotCountWhatCameBack() {
    open(Leeway.PLAIN.withReturns(DAY), 3, 0);
    desk.order("u", "1", 0, "a", 2);
    assertThat(Desk.code(desk.order("u", "2", 0, "a", 2))).isEqualTo("limit-reached");
    assertThat(Desk.code(desk.order("u", "2", 0, "a", 1, "b", 4))).isNull();
    assertThat(Desk.code(desk.order("u", "3", 0, "a", 1))).isEqualTo("limit-reached");
    assertThat(Desk.code(giveBack(1, "r", 2))).isNull();
    assertThat(Desk.code(desk.order("u", "3", 1_000, "a", 2))).isNull();
    assertThat(Desk.code(desk.order("u", "4", 0, "a", 1))).isEqualTo("limit-reached");
    desk.tick(desk.now + 1_000);
    assertThat(Desk.code(desk.order("u", "4", 0, "a", 1))).isNull();
    assertThat(Desk.code(desk.settle(4, Settlement.CONFIRM))).isEqualTo("limit-reached");
    assertThat(Desk.code(desk.order("v", "1", 0, "a", 1))).isNull();
  }

  @Test
  void shouldCountWhatWasBoughtBeforeThereWasALimit() {
    open(Leeway.PLAIN.withReturns(DAY));
    desk.order("u", "1", 0, "a", 3);
    giveBack(1, "r", 1);
    desk.order("u", "2", 1_000, "a", 1);
    desk.settle(2, Settlement.CANCEL);
    open(Leeway.PLAIN, 3, 1);
    assertThat(Desk.code(desk.order("u", "3", 0, "a", 2))).isEqualTo("limit-reached");
    assertThat(Desk.code(desk.order("u", "3", 0, "a", 1))).isNull();
    open(Leeway.PLAIN, 0, 2);
    assertThat(Desk.code(desk.order("u", "4", 0, "a", 1))).isNull();
    open(Leeway.PLAIN, 5, 3);
    assertThat(Desk.code(desk.order("u", "5", 0, "a", 2))).isEqualTo("limit-reached");
    assertThat(Desk.code(desk.order("u", "5", 0, "a", 1))).isNull();
  }
}
