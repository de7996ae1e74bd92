package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Acks;
import dev.manna.core.Author;
import dev.manna.core.ChangeCommand.Approve;
import dev.manna.core.ChangeCommand.Authored;
import dev.manna.core.ChangeReply;
import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.GrantId;
import dev.manna.core.ProofCommand;
import dev.manna.core.Query;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose answers wait for the books. */
class BookedTest {
  private static final Author ANN = new Author("ann", "why");
  private static final Terms PLAIN = Terms.open("");
  private static final Terms BOOKED = PLAIN.answered(Acks.LEDGER);

  private final Desk desk = new Desk();
  private final Booked booked = desk.machine.booked();

  private static Sale sale(Terms terms, int stock) {
    return new Sale(terms, List.of(new Sku("a", "", stock)));
  }

  private static Command order(String campaign, String user, String key) {
    return new Command.Deduct(campaign, user, key, List.of(new Line("a", 1)), 0);
  }

  private static List<Request> commands() {
    return List.of(
        order("c", "u", "k"),
        new Command.Settle(new GrantId("c", 1), Settlement.CONFIRM),
        new SaleCommand.Return(new GrantId("c", 1), "r", 1),
        new SaleCommand.SetCart("c", "u", "a", 1),
        new Command.Steer("c", Move.PAUSE),
        new Command.Adjust("c", null, new Command.Change.Stock("a", 1)),
        new ProofCommand.Reveal("c"),
        new Authored(new Command.Steer("c", Move.PAUSE), ANN),
        new Command.Define("c", sale(PLAIN, 5), 1));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldLetAllCommandsOfSuchACampaignWait(Request command) {
    assertThat(booked.waits(command)).as("of no campaign").isFalse();
    desk.define("c", sale(PLAIN, 5));
    assertThat(booked.waits(command)).as("of a plain one").isFalse();
    desk.ask(new Command.Define("c", sale(BOOKED, 5), 1));
    assertThat(booked.waits(command)).isTrue();
    desk.ask(new Command.Define("c", sale(PLAIN, 5), 2));
    assertThat(booked.waits(command)).as("plain again").isFalse();
  }

  @Test
  void shouldLetNoReadWait() {
    desk.define("c", sale(BOOKED, 5));
    assertThat(booked.waits(new Query.OfCampaign("c"))).isFalse();
    assertThat(booked.waits(new Query.OfClaim("c", "u", "k"))).isFalse();
    assertThat(booked.waits(new Query.OfWallet("u", Long.MAX_VALUE, 1))).isFalse();
  }

  @Test
  void shouldSeeWhoWantsBooks() {
    Command plain = new Command.Define("c", sale(PLAIN, 5), 0);
    Command wants = new Command.Define("c", sale(BOOKED, 5), 0);
    assertThat(booked.wants(plain)).isFalse();
    assertThat(booked.wants(wants)).isTrue();
    assertThat(booked.wants(new Authored(wants, ANN))).isTrue();
    assertThat(booked.wants(new Authored(plain, ANN))).isFalse();
    assertThat(booked.wants(order("c", "u", "k"))).isFalse();
    assertThat(booked.wants(new Query.OfCampaign("c"))).isFalse();
  }

  @Test
  void shouldSeeWhatAnApprovalWants() {
    desk.define("c", sale(PLAIN.approved(true), 5));
    Command less = new Command.Define("c", sale(BOOKED.approved(true), 4), 1);
    assertThat(desk.ask(new Authored(less, ANN)))
        .isEqualTo(new ChangeReply.Proposal("c", 2, ChangeReply.Standing.WAITING, 3));
    assertThat(booked.wants(new Approve("c", 2, ANN))).isTrue();
    assertThat(booked.wants(new Approve("c", 1, ANN))).isFalse();
    assertThat(booked.wants(new Approve("d", 2, ANN))).isFalse();
  }

  @Test
  void shouldKnowWhatWasAccepted() {
    desk.define("c", sale(BOOKED, 1));
    desk.define("d", sale(BOOKED, 1));
    desk.ask(order("c", "u", "k"));
    desk.ask(order("c", "v", "k"));
    assertThat(knows(order("c", "u", "k"))).isTrue();
    assertThat(knows(order("c", "u", "other"))).isFalse();
    assertThat(knows(order("c", "v", "k"))).as("refused: sold out").isFalse();
    assertThat(knows(order("d", "u", "k"))).isFalse();
    assertThat(knows(order("e", "u", "k"))).isFalse();
  }

  private boolean knows(Command command) {
    return booked.knows(desk.machine.prepare(command));
  }

  @Test
  void shouldNameTheCampaignsThatAreNotSettled() {
    desk.define("plain", sale(PLAIN, 1));
    desk.define("one", sale(BOOKED, 1));
    desk.define("two", sale(BOOKED, 1));
    assertThat(booked.campaigns()).containsExactly("one", "two");
    desk.ask(new Command.Steer("one", Move.CLOSE));
    assertThat(booked.campaigns()).as("it settled").containsExactly("two");
  }

  @Test
  void shouldRememberItInASnapshotAndInAReplay() {
    desk.define("c", sale(BOOKED, 1));
    assertThat(desk.replayed().booked().campaigns()).containsExactly("c");
  }
}
