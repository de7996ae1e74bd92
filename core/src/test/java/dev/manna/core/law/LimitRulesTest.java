package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Period;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits per week and month, and of what a claim names beside its user. */
class LimitRulesTest {
  private static final Limits PER_WEEK = Limits.NONE.within(2, 0);
  private static final Limits PER_MONTH = Limits.NONE.within(0, 2);

  private final Desk desk = new Desk();
  private int keys;

  private static Lottery lottery(String zone, Limits limits) {
    Terms terms = new Terms("", 0, Terms.FOREVER, zone, limits);
    Prize prize = new Prize("p", "", 1, Prize.UNLIMITED);
    return new Lottery(terms, 0, List.of(prize), new WhenGone.Redraw());
  }

  private static Limits device(Period per, int limit, int maxValues, boolean required) {
    return Limits.NONE.with(List.of(new Dimension("device", per, limit, maxValues, required)));
  }

  private void edit(Limits limits) {
    Reply.Defined now = (Reply.Defined) desk.ask(new Query.OfCampaign("c"));
    Command edit = new Command.Define("c", lottery("UTC", limits), now.version());
    assertThat(desk.ask(edit)).isInstanceOf(Reply.Defined.class);
  }

  private String draw(String user, int draws, String... dimensions) {
    Map<String, String> named =
        dimensions.length == 0 ? Map.of() : Map.of(dimensions[0], dimensions[1]);
    Reply reply = desk.ask(new Command.Draw("c", user, "k" + keys++, draws, named));
    String code = Desk.code(reply);
    return code == null ? "granted" : code;
  }

  private void at(String moment) {
    desk.now = Instant.parse(moment).toEpochMilli();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    // zone, per, the last millisecond of a period, of the next
    "UTC,               day,   2026-11-20T23:59:59.999Z, 2026-11-21T23:59:59.999Z",
    "Asia/Shanghai,     day,   2026-11-20T15:59:59.999Z, 2026-11-21T15:59:59.999Z",
    "Asia/Kathmandu,    day,   2026-11-20T18:14:59.999Z, 2026-11-21T18:14:59.999Z",
    // Clocks are put on and back in the night: a day of 23 hours, one of 25.
    "Europe/Berlin,     day,   2026-03-28T22:59:59.999Z, 2026-03-29T21:59:59.999Z",
    "Europe/Berlin,     day,   2026-10-24T21:59:59.999Z, 2026-10-25T22:59:59.999Z",
    // Half an hour on, half an hour back.
    "Australia/Lord_Howe, day, 2026-10-03T13:29:59.999Z, 2026-10-04T12:59:59.999Z",
    "Australia/Lord_Howe, day, 2026-04-04T12:59:59.999Z, 2026-04-05T13:29:59.999Z",
    // At midnight: it does not exist, or 23 o'clock comes twice.
    "America/Sao_Paulo, day,   2018-11-04T02:59:59.999Z, 2018-11-05T01:59:59.999Z",
    "America/Sao_Paulo, day,   2018-02-17T01:59:59.999Z, 2018-02-18T02:59:59.999Z",
    "Asia/Beirut,       day,   2026-03-28T21:59:59.999Z, 2026-03-29T20:59:59.999Z",
    // Midnight itself comes twice.
    "America/Havana,    day,   2026-11-01T03:59:59.999Z, 2026-11-02T04:59:59.999Z",
    "UTC,               week,  2026-11-22T23:59:59.999Z, 2026-11-29T23:59:59.999Z",
    "Asia/Shanghai,     week,  2026-11-22T15:59:59.999Z, 2026-11-29T15:59:59.999Z",
    "America/Sao_Paulo, week,  2018-11-05T01:59:59.999Z, 2018-11-12T01:59:59.999Z",
    "Asia/Kolkata,      week,  2026-11-22T18:29:59.999Z, 2026-11-29T18:29:59.999Z",
    "America/Sao_Paulo, week,  2018-02-12T01:59:59.999Z, 2018-02-19T02:59:59.999Z",
    "UTC,               month, 2026-11-30T23:59:59.999Z, 2026-12-31T23:59:59.999Z",
    "Asia/Shanghai,     month, 2026-11-30T15:59:59.999Z, 2026-12-31T15:59:59.999Z",
    "Europe/Berlin,     month, 2026-10-31T22:59:59.999Z, 2026-11-30T22:59:59.999Z",
    "America/St_Johns,  month, 2026-03-01T03:29:59.999Z, 2026-04-01T02:29:59.999Z",
    // The month begins at an hour that does not exist.
    "America/Asuncion,  month, 2017-10-01T03:59:59.999Z, 2017-11-01T02:59:59.999Z",
  })
  void shouldBeginAtTheFirstMillisecond(String zone, String per, String last, String next) {
    Limits limits =
        switch (per) {
          case "day" -> new Limits(0, 2, 0);
          case "week" -> PER_WEEK;
          default -> PER_MONTH;
        };
    at(last);
    desk.define("c", lottery(zone, limits));
    assertThat(draw("u", 1)).isEqualTo("granted");
    assertThat(draw("u", 2)).as("one is left").isEqualTo("limit-reached");
    assertThat(draw("u", 1)).isEqualTo("granted");
    assertThat(draw("u", 1)).isEqualTo("limit-reached");
    assertThat(draw("v", 2)).as("another user").isEqualTo("granted");
    desk.now++;
    assertThat(draw("u", 2)).as("a new period").isEqualTo("granted");
    assertThat(draw("u", 1)).isEqualTo("limit-reached");
    assertThat(draw("v", 1)).isEqualTo("granted");
    at(next);
    assertThat(draw("u", 1)).isEqualTo("limit-reached");
    desk.now++;
    assertThat(draw("u", 1)).isEqualTo("granted");
  }

  @Test
  void shouldCountFromTheEditThatAddsTheLimit() {
    at("2026-11-18T12:00:00Z");
    desk.define("c", lottery("UTC", Limits.NONE));
    draw("u", 50);
    edit(PER_WEEK);
    assertThat(draw("u", 2)).as("what came before is not counted").isEqualTo("granted");
    assertThat(draw("u", 1)).isEqualTo("limit-reached");
    edit(Limits.NONE.within(3, 0));
    assertThat(draw("u", 1)).as("raised, and counted on").isEqualTo("granted");
    assertThat(draw("u", 1)).isEqualTo("limit-reached");
    edit(Limits.NONE);
    edit(PER_WEEK);
    assertThat(draw("u", 2)).as("removed and added again").isEqualTo("granted");
  }

  @ParameterizedTest
  @CsvSource({
    "day,   2026-11-18T23:59:59.999Z, true",
    "week,  2026-11-22T23:59:59.999Z, true",
    "month, 2026-11-30T23:59:59.999Z, true",
    "total, 2026-12-31T23:59:59.999Z, false",
  })
  void shouldLimitADeviceWhoeverHoldsIt(String per, String last, boolean begins) {
    at(last);
    Period period = Period.valueOf(per.toUpperCase(java.util.Locale.ROOT));
    desk.define("c", lottery("UTC", device(period, 3, 100, false)));
    assertThat(draw("u", 2, "device", "d")).isEqualTo("granted");
    assertThat(draw("v", 2, "device", "d")).isEqualTo("limit-reached");
    assertThat(draw("v", 1, "device", "d")).isEqualTo("granted");
    assertThat(draw("w", 1, "device", "d")).isEqualTo("limit-reached");
    assertThat(draw("w", 3, "device", "e")).as("another device").isEqualTo("granted");
    assertThat(draw("w", 9, "store", "d")).as("another dimension").isEqualTo("granted");
    assertThat(draw("w", 9)).as("no device").isEqualTo("granted");
    desk.now++;
    assertThat(draw("w", 3, "device", "d")).isEqualTo(begins ? "granted" : "limit-reached");
  }

  @Test
  void shouldRefuseAFurtherValueUntilThePeriodIsOver() {
    at("2026-11-18T12:00:00Z");
    desk.define("c", lottery("UTC", device(Period.DAY, 3, 2, false)));
    draw("u", 1, "device", "one");
    draw("u", 1, "device", "two");
    Reply.Refused refused =
        (Reply.Refused) desk.ask(new Command.Draw("c", "u", "k", 1, Map.of("device", "three")));
    assertThat(refused.refusal().code()).isEqualTo("limit-reached");
    assertThat(refused.detail()).isEqualTo("all 2 values of \"device\" per day are taken");
    assertThat(draw("u", 1, "device", "two")).as("one that is counted").isEqualTo("granted");
    at("2026-11-19T00:00:00Z");
    assertThat(draw("u", 1, "device", "three")).isEqualTo("granted");
  }

  @Test
  void shouldAnswerAgainWhatWasAcceptedBeforeAnEditAskedForMore() {
    desk.define("c", lottery("UTC", Limits.NONE));
    Reply first = desk.draw("u", "k", 2);
    edit(device(Period.DAY, 3, 100, true));
    assertThat(desk.draw("u", "k", 2)).isEqualTo(first);
    assertThat(Desk.code(desk.draw("u", "k", 1))).as("other content").isEqualTo("malformed");
    assertThat(Desk.code(desk.draw("u", "l", 1))).isEqualTo("malformed");
    Command named = new Command.Draw("c", "u", "k", 1, Map.of("device", "d"));
    assertThat(Desk.code(desk.ask(named))).isEqualTo("key-reused");
  }

  @Test
  void shouldAskForWhatIsRequired() {
    desk.define("c", lottery("UTC", device(Period.DAY, 3, 100, true)));
    assertThat(draw("u", 1)).isEqualTo("malformed");
    assertThat(draw("u", 1, "store", "s")).isEqualTo("malformed");
    assertThat(draw("u", 1, "device", "d")).isEqualTo("granted");
  }

  @Test
  void shouldNotCountWhatWasRefusedOrSentAgain() {
    at("2026-11-18T12:00:00Z");
    Limits limits = new Limits(0, 0, 3, 3, 60_000, device(Period.DAY, 3, 100, false).dimensions());
    desk.define("c", lottery("UTC", limits));
    Command claim = new Command.Draw("c", "u", "k", 1, Map.of("device", "d"));
    Reply first = desk.ask(claim);
    assertThat(desk.ask(claim)).isEqualTo(first);
    Command elsewhere = new Command.Draw("c", "u", "k", 1, Map.of("device", "e"));
    assertThat(desk.ask(elsewhere)).as("from another device").isEqualTo(first);
    assertThat(draw("u", 1, "device", "d")).isEqualTo("cooling-down");
    assertThat(draw("v", 3, "device", "d")).isEqualTo("limit-reached");
    assertThat(draw("v", 2, "device", "d")).isEqualTo("granted");
    assertThat(draw("w", 3, "device", "e")).as("nothing was counted").isEqualTo("granted");
    desk.now += 60_000;
    assertThat(draw("u", 2)).isEqualTo("granted");
    desk.now += 60_000;
    assertThat(draw("u", 1)).isEqualTo("limit-reached");
  }

  @Test
  void shouldBeTheSameAfterUndoReplayAndSnapshot() {
    at("2026-11-29T23:59:59.990Z");
    List<Dimension> dimensions =
        List.of(
            new Dimension("device", Period.DAY, 3, 10, false),
            new Dimension("device", Period.TOTAL, 9, 10, false));
    desk.define("c", lottery("UTC", new Limits(0, 0, 9, 9, 0, dimensions)));
    for (int i = 0; i < 20; i++) {
      desk.now++;
      String before = desk.machine.digest();
      Command claim =
          new Command.Draw("c", "u" + i % 3, "k" + i, 1 + i % 2, Map.of("device", "d" + i % 4));
      desk.machine.begin(desk.now);
      desk.machine.handle(desk.machine.prepare(claim), () -> 1);
      desk.machine.handle(
          desk.machine.prepare(new Command.Define("c", lottery("UTC", Limits.NONE), 1)), () -> 1);
      desk.machine.undo();
      assertThat(desk.machine.digest()).isEqualTo(before);
      desk.ask(claim);
    }
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
    List<ByteBuffer> saved = new ArrayList<>();
    desk.machine.save(bytes -> saved.add(copy(bytes)));
    ByteBuffer all = ByteBuffer.allocate(saved.stream().mapToInt(ByteBuffer::remaining).sum());
    saved.forEach(all::put);
    all.flip();
    Machine loaded =
        Machine.load(
            into -> {
              while (into.hasRemaining()) {
                into.put(all.get());
              }
            });
    assertThat(loaded.digest()).isEqualTo(desk.machine.digest());
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    return copy.put(bytes.duplicate()).flip();
  }
}
