package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Move;
import dev.manna.core.Limits;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What holds for every kind of campaign: the order of refusals, the window, limits, idempotency.
 */
class LawTest {
  private static final Limits TIGHT = new Limits(1, 1, 60_000);

  private final Desk desk = new Desk();

  private void open(Terms terms, int stock) {
    Sale sale = new Sale(terms, List.of(new Sku("a", "", stock), new Sku("b", "", 9)));
    assertThat(desk.define("c", sale)).isInstanceOf(Reply.Defined.class);
  }

  private String claim(String user, String key, int quantity) {
    Reply reply = desk.order(user, key, 0, "a", quantity);
    String code = Desk.code(reply);
    return code == null ? "granted" : code;
  }

  @Test
  void shouldRefuseInTheOrderOfTheLaw() {
    assertThat(claim("u", "k", 1)).isEqualTo("unknown-campaign");
    long start = desk.now + 10_000;
    open(Terms.open("").with(TIGHT).within(start, start + 10_000), 1);
    desk.ask(new Command.Steer("c", Move.PAUSE));
    assertThat(claim("u", "k", 5)).as("paused too").isEqualTo("not-started");
    desk.now = start;
    assertThat(claim("u", "k", 5)).isEqualTo("paused");
    desk.ask(new Command.Steer("c", Move.RESUME));
    assertThat(Desk.code(desk.order("holder", "k", 60_000, "b", 1))).isNull();
    desk.ask(new Command.Steer("c", Move.PAUSE));
    desk.now = start + 10_000;
    assertThat(claim("u", "k", 5)).as("over too").isEqualTo("paused");
    desk.ask(new Command.Steer("c", Move.RESUME));
    assertThat(claim("u", "k", 5)).isEqualTo("ended");
  }

  @Test
  void shouldPutLimitsBeforeCooldownBeforeStock() {
    open(Terms.open("").with(new Limits(2, 0, 60_000)), 3);
    assertThat(claim("u", "1", 1)).isEqualTo("granted");
    assertThat(claim("u", "2", 9)).as("short too").isEqualTo("cooling-down");
    desk.now += 60_000;
    assertThat(claim("u", "2", 9)).isEqualTo("insufficient");
    assertThat(claim("u", "2", 1)).isEqualTo("granted");
    assertThat(claim("u", "3", 1)).as("cooling down too").isEqualTo("limit-reached");
    assertThat(claim("u", "2", 1)).as("known").isEqualTo("granted");
    assertThat(claim("u", "2", 2)).isEqualTo("key-reused");
  }

  @Test
  void shouldCoolDownToTheMillisecondAndSayHowLong() {
    open(Terms.open("").with(new Limits(0, 0, 60_000)), 30);
    claim("u", "1", 1);
    desk.now += 59_999;
    Reply.Refused refused = (Reply.Refused) desk.order("u", "2", 0, "a", 1);
    assertThat(refused.refusal().code()).isEqualTo("cooling-down");
    assertThat(refused.retryAfterMillis()).isEqualTo(1);
    desk.now += 1;
    assertThat(claim("u", "2", 1)).isEqualTo("granted");
    assertThat(claim("v", "2", 1)).as("another user").isEqualTo("granted");
  }

  @Test
  void shouldNotChargeForARefusal() {
    open(Terms.open("").with(TIGHT), 3);
    assertThat(claim("u", "1", 9)).isEqualTo("insufficient");
    assertThat(claim("u", "1", 3)).as("the key is free").isEqualTo("granted");
  }

  @Test
  void shouldBeginTheDayWhereTheCampaignLives() {
    Terms shanghai = new Terms("", 0, Terms.FOREVER, "Asia/Shanghai", new Limits(0, 1, 0));
    desk.now = Instant.parse("2026-11-20T15:59:59.999Z").toEpochMilli();
    open(shanghai, 30);
    assertThat(claim("u", "1", 1)).isEqualTo("granted");
    assertThat(claim("u", "2", 1)).isEqualTo("limit-reached");
    desk.now += 1;
    assertThat(claim("u", "2", 1)).as("midnight in Shanghai").isEqualTo("granted");
    desk.now += 86_400_000 - 1;
    assertThat(claim("u", "3", 1)).isEqualTo("limit-reached");
    desk.now += 1;
    assertThat(claim("u", "3", 1)).isEqualTo("granted");
  }

  @Test
  void shouldKnowThatADayMayHave25Hours() {
    Terms berlin = new Terms("", 0, Terms.FOREVER, "Europe/Berlin", new Limits(0, 1, 0));
    desk.now = Instant.parse("2026-10-24T22:00:00Z").toEpochMilli();
    open(berlin, 30);
    assertThat(claim("u", "1", 1)).isEqualTo("granted");
    desk.now = Instant.parse("2026-10-25T22:59:59.999Z").toEpochMilli();
    assertThat(claim("u", "2", 1)).isEqualTo("limit-reached");
    desk.now += 1;
    assertThat(claim("u", "2", 1)).isEqualTo("granted");
  }

  @Test
  void shouldKeepKeysOfUsersAndCampaignsApart() {
    open(Terms.open(""), 30);
    desk.ask(new Command.Define("d", new Sale(Terms.open(""), List.of(new Sku("a", "", 5))), 0));
    assertThat(claim("u", "k", 1)).isEqualTo("granted");
    assertThat(claim("v", "k", 2)).isEqualTo("granted");
    Command other = new Command.Deduct("d", "u", "k", List.of(new Command.Line("a", 3)), 0);
    assertThat(desk.ask(other)).isInstanceOf(Reply.Claimed.class);
    assertThat(desk.pool("a").given()).isEqualTo(3);
  }

  @Test
  void shouldAnswerTheKindOfCampaignThatItIs() {
    open(Terms.open(""), 30);
    assertThat(Desk.code(desk.draw("u", "k", 1))).isEqualTo("malformed");
    assertThat(Desk.code(desk.snatch("u", "k"))).isEqualTo("malformed");
  }

  @Test
  void shouldDefineOnceHoweverOftenItIsSent() {
    Sale one = new Sale(Terms.open("one"), List.of(new Sku("a", "", 1)));
    Sale two = new Sale(Terms.open("two"), List.of(new Sku("a", "", 1)));
    Reply first = desk.ask(new Command.Define("c", one, 0));
    assertThat(desk.ask(new Command.Define("c", one, 0))).isEqualTo(first);
    assertThat(Desk.code(desk.ask(new Command.Define("c", two, 0)))).isEqualTo("version-conflict");
    Reply second = desk.ask(new Command.Define("c", two, 1));
    assertThat(((Reply.Defined) second).version()).isEqualTo(2);
    assertThat(desk.ask(new Command.Define("c", two, 1))).isEqualTo(second);
    assertThat(Desk.code(desk.ask(new Command.Define("c", one, 1)))).isEqualTo("version-conflict");
    assertThat(Desk.code(desk.ask(new Command.Define("x", one, 3)))).isEqualTo("unknown-campaign");
  }

  @Test
  void shouldCloseForGood() {
    open(Terms.open(""), 30);
    assertThat(Desk.code(desk.order("holder", "k", 60_000, "b", 1))).isNull();
    Reply closed = desk.ask(new Command.Steer("c", Move.CLOSE));
    assertThat(desk.ask(new Command.Steer("c", Move.CLOSE))).isEqualTo(closed);
    assertThat(Desk.code(desk.ask(new Command.Steer("c", Move.RESUME)))).isEqualTo("ended");
    assertThat(
            Desk.code(desk.ask(new Command.Define("c", ((Reply.Defined) closed).definition(), 1))))
        .isEqualTo("ended");
    assertThat(claim("u", "k", 1)).isEqualTo("ended");
  }

  @Test
  void shouldListAUsersGrantsTheLatestFirst() {
    open(Terms.open(""), 30);
    for (int i = 0; i < 5; i++) {
      claim("u", "k" + i, 1);
      claim("v", "k" + i, 1);
    }
    Reply.Grants first = (Reply.Grants) desk.ask(new Query.OfGrants("u", Long.MAX_VALUE, 3));
    assertThat(first.grants()).extracting(grant -> grant.id().number()).containsExactly(9, 7, 5);
    Reply.Grants rest = (Reply.Grants) desk.ask(new Query.OfGrants("u", first.next(), 3));
    assertThat(rest.grants()).extracting(grant -> grant.id().number()).containsExactly(3, 1);
    assertThat(rest.next()).isZero();
  }
}
