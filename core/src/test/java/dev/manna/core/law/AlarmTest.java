package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.ChangeReply;
import dev.manna.core.Command;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Limits;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A campaign whose books do not balance is stopped, until somebody lifts that in his own name. */
class AlarmTest {
  private static final Author ANN = new Author("ann", "restarted, and counted again");

  private final Desk desk = new Desk();

  static Command alarm(String campaign) {
    return new ChangeCommand.Authored(
        new Command.Steer(campaign, Move.ALARM), new Author("manna", "held of a: 1 expected"));
  }

  @BeforeEach
  void define() {
    Terms terms = new Terms("", 0, 9_000_000, "UTC", Limits.NONE);
    desk.define("c", new Sale(terms, List.of(new Sku("a", "", 100))));
    desk.order("u1", "k1", 3_600_000, "a", 3);
  }

  private Status status() {
    return ((Reply.Defined) desk.ask(new Query.OfCampaign("c"))).status();
  }

  @Test
  void shouldRefuseClaimsAndEndHolds() {
    assertThat(((Reply.Defined) desk.ask(alarm("c"))).status()).isEqualTo(Status.ALARMED);
    Reply.Refused refused = (Reply.Refused) desk.order("u2", "k1", 0, "a", 1);
    assertThat(refused.refusal().code()).isEqualTo("paused");
    assertThat(refused.detail())
        .isEqualTo("an alarm has stopped it: an equation of its books does not hold");
    assertThat(Desk.code(desk.settle(1, Settlement.CONFIRM))).isNull();
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldBeLiftedInSomebodysNameOnly() {
    desk.ask(alarm("c"));
    Command resume = new Command.Steer("c", Move.RESUME);
    Reply.Refused refused = (Reply.Refused) desk.ask(resume);
    assertThat(refused.refusal().code()).isEqualTo("malformed");
    assertThat(refused.detail()).startsWith("Manna-Actor: is missing; an alarm has stopped it");
    assertThat(status()).isEqualTo(Status.ALARMED);
    desk.ask(new ChangeCommand.Authored(resume, ANN));
    assertThat(status()).isEqualTo(Status.LIVE);
    assertThat(Desk.code(desk.order("u2", "k1", 0, "a", 1))).isNull();
  }

  @Test
  void shouldStandInTheHistoryWithItsReason() {
    desk.ask(alarm("c"));
    desk.ask(alarm("c"));
    ChangeReply.Changes changes = (ChangeReply.Changes) desk.ask(new Query.OfChanges("c", 0, 50));
    assertThat(changes.changes()).hasSize(2);
    assertThat(changes.changes().getLast().deed().word()).isEqualTo("alarmed");
    assertThat(changes.changes().getLast().author())
        .isEqualTo(new Author("manna", "held of a: 1 expected"));
  }

  @Test
  void shouldNotBeHiddenByAPause() {
    desk.ask(new Command.Steer("c", Move.PAUSE));
    desk.ask(alarm("c"));
    assertThat(status()).isEqualTo(Status.ALARMED);
    desk.ask(new Command.Steer("c", Move.PAUSE));
    assertThat(status()).isEqualTo(Status.ALARMED);
    assertThat(Desk.code(desk.ask(new Command.Steer("c", Move.RESUME)))).isEqualTo("malformed");
  }

  @Test
  void shouldBeRaisedInSomebodysNameOnly() {
    assertThat(Desk.code(desk.ask(new Command.Steer("c", Move.ALARM)))).isEqualTo("malformed");
    assertThat(status()).isEqualTo(Status.LIVE);
  }

  @Test
  void shouldChangeNothingOfWhatIsClosed() {
    desk.ask(new Command.Steer("c", Move.CLOSE));
    long position = desk.machine.position();
    assertThat(((Reply.Defined) desk.ask(alarm("c"))).status()).isEqualTo(Status.CLOSED);
    assertThat(desk.machine.position()).isEqualTo(position);
  }

  @Test
  void shouldEndWithTheCampaign() {
    desk.ask(alarm("c"));
    desk.now = 9_000_000;
    assertThat(status()).isIn(Status.CLOSED, Status.SETTLED);
  }
}
