package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Move;
import dev.manna.core.Limits;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.Waiting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an order that waits counts, and when it waits no more. */
class WaitEndsTest {
  private static final long MINUTE = WaitDesk.MINUTE;

  private final WaitDesk waits = new WaitDesk();
  private final Desk desk = waits.desk;

  @Test
  void shouldCountAWaitAsAClaimFromItsBeginning() {
    Terms terms = Terms.open("").with(new Limits(1, 0, 0));
    desk.define("c", new Sale(terms, List.of(new Sku("a", "", 0)), WaitDesk.WAITS));
    waits.await("u", 0, "a", 1);
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 1))).isEqualTo("limit-reached");
    waits.leave("u");
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 1))).isEqualTo("limit-reached");
  }

  @Test
  void shouldCountWhatIsWaitedForAgainstTheLimitOfItsSku() {
    waits.open(new Sku("a", "", 0).limited(3));
    waits.await("u", 0, "a", 2);
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 2))).isEqualTo("limit-reached");
    waits.leave("u");
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 2))).isEqualTo("sold-out");
  }

  @Test
  void shouldCountWhatIsWaitedForUnderALimitThatIsNew() {
    waits.open(new Sku("a", "", 0));
    waits.await("u", 0, "a", 2);
    waits.redefine(Terms.open(""), new Sku("a", "", 0).limited(3));
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 2))).isEqualTo("limit-reached");
  }

  @Test
  void shouldWaitNoLongerThanItsTime() {
    waits.open(new Sku("a", "", 0));
    waits.await("u", 0, "a", 1);
    desk.now += 30 * MINUTE - 1;
    assertThat(waits.state("u")).isEqualTo(Waiting.State.IN_LINE);
    desk.now++;
    waits.restock("a", 1);
    assertThat(waits.state("u")).isEqualTo(Waiting.State.ENDED);
    assertThat(desk.pool("a").available()).isEqualTo(1);
  }

  @Test
  void shouldWaitNoLongerThanTheCampaignLasts() {
    long end = desk.now + MINUTE;
    Terms terms = new Terms("", 0, end, "UTC", Limits.NONE);
    desk.define("c", new Sale(terms, List.of(new Sku("a", "", 0)), WaitDesk.WAITS));
    Reply.Claimed reply = (Reply.Claimed) waits.await("u", 0, "a", 1);
    assertThat(reply.waitsUntilMillis()).isEqualTo(end);
    desk.tick(end);
    assertThat(waits.state("u")).isEqualTo(Waiting.State.ENDED);
  }

  @Test
  void shouldEndEachWaitWhenTheCampaignIsClosed() {
    waits.open(new Sku("a", "", 0));
    waits.await("u", 0, "a", 1);
    waits.await("v", 0, "a", 1);
    desk.ask(new Command.Steer("c", Move.CLOSE));
    assertThat(waits.state("u")).isEqualTo(Waiting.State.ENDED);
    assertThat(waits.state("v")).isEqualTo(Waiting.State.ENDED);
    assertThat(desk.machine.nextExpiryMillis()).isEqualTo(desk.now + 30 * MINUTE);
    desk.tick(desk.now + 30 * MINUTE);
    assertThat(desk.machine.nextExpiryMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldFollowAWindowThatIsMoved() {
    waits.open(new Sku("a", "", 0));
    waits.await("u", 0, "a", 1);
    waits.redefine(new Terms("", 0, desk.now + MINUTE, "UTC", Limits.NONE), new Sku("a", "", 0));
    desk.tick(desk.now + MINUTE);
    assertThat(waits.state("u")).isEqualTo(Waiting.State.ENDED);
  }

  @Test
  void shouldEndEachWaitWhereTheBeginningIsMovedIntoTheFuture() {
    waits.open(new Sku("a", "", 0));
    waits.await("u", 0, "a", 1);
    waits.redefine(
        new Terms("", desk.now + 1, Terms.FOREVER, "UTC", Limits.NONE), new Sku("a", "", 9));
    assertThat(waits.state("u")).isEqualTo(Waiting.State.ENDED);
  }

  @Test
  void shouldServeNobodyWhilePaused() {
    waits.open(new Sku("a", "", 0));
    waits.await("u", 0, "a", 1);
    desk.ask(new Command.Steer("c", Move.PAUSE));
    waits.restock("a", 1);
    assertThat(waits.state("u")).isEqualTo(Waiting.State.IN_LINE);
    desk.ask(new Command.Steer("c", Move.RESUME));
    assertThat(waits.state("u")).isEqualTo(Waiting.State.SERVED);
  }
}
