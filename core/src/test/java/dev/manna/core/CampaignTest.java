package dev.manna.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale.Sku;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A definition that nobody could keep is refused where it is made. */
class CampaignTest {
  private static final Terms TERMS = Terms.open("x");

  static Stream<Arguments> impossible() {
    return Stream.of(
        row("end", () -> TERMS.within(5, 5)),
        row("timeZone", () -> new Terms("", 0, 1, "Mars/Olympus", Limits.NONE)),
        row("title", () -> Terms.open("x".repeat(201))),
        row("limits.perDay", () -> new Limits(0, 65_001, 0)),
        row("limits.perWeek", () -> Limits.NONE.within(-1, 0)),
        row("limits.perMonth", () -> Limits.NONE.within(0, 10_000_001)),
        row("limits.dimensions.name", () -> new Dimension("a b", Period.DAY, 1, 1, false)),
        row("limits.dimensions.limit", () -> new Dimension("a", Period.DAY, 0, 1, false)),
        row("limits.dimensions.maxValues", () -> new Dimension("a", Period.DAY, 1, 0, false)),
        row(
            "limits.dimensions",
            () ->
                Limits.NONE.with(
                    List.of(
                        new Dimension("a", Period.DAY, 1, 1, false),
                        new Dimension("a", Period.DAY, 2, 1, false)))),
        row("dimensions.a", () -> new Command.Snatch("c", "u", "k", Map.of("a", "b c"))),
        row("dimensions", () -> new Command.Snatch("c", "u", "k", Map.of("a b", "c"))),
        row("limits.perUser", () -> new Limits(-1, 0, 0)));
  }

  static Stream<Arguments> impossiblePools() {
    return Stream.of(
        row("prizes", () -> lottery(new WhenGone.Miss())),
        row("prizes", () -> lottery(new WhenGone.Miss(), new Prize("a", "", 0, 1))),
        row(
            "prizes",
            () -> lottery(new WhenGone.Miss(), new Prize("a", "", 1, 1), new Prize("a", "", 1, 1))),
        row(
            "whenGone.fallback",
            () -> lottery(new WhenGone.Fallback("b"), new Prize("a", "", 1, 1))),
        row("prizes.stock", () -> new Prize("a", "", 1, -2)),
        row("prizes.weight", () -> new Prize("a", "", -1, 1)),
        row("skus", () -> new Sale(TERMS, List.of(new Sku("a", "", 1), new Sku("a", "", 2)))),
        row("skus.stock", () -> new Sku("a", "", -1)),
        row("currency", () -> rain("cny", 100, 10, new Split.Even())),
        row("budgetCents", () -> rain("CNY", 9, 10, new Split.Even())),
        row("budgetCents", () -> rain("CNY", 99, 10, new Split.DoubleMean(10, 20))),
        row("budgetCents", () -> rain("CNY", 201, 10, new Split.DoubleMean(10, 20))),
        row("split.maxCents", () -> new Split.DoubleMean(10, 9)),
        row("packets", () -> rain("CNY", 100, 3, fixed(50, 2))),
        row("budgetCents", () -> rain("CNY", 101, 2, fixed(50, 2))),
        row("lines.quantity", () -> new Command.Line("a", -1)),
        row("draws", () -> new Command.Draw("c", "u", "k", 101)),
        row("lines", () -> new Command.Deduct("c", "u", "k", Collections.nCopies(2_001, LINE), 0)));
  }

  private static final Command.Line LINE = new Command.Line("a", 1);

  private static Arguments row(String field, ThrowingCallable making) {
    return Arguments.of(field, making);
  }

  private static Lottery lottery(WhenGone whenGone, Prize... prizes) {
    return new Lottery(TERMS, 1, List.of(prizes), whenGone);
  }

  private static RedPacket rain(String currency, long cents, long packets, Split split) {
    return new RedPacket(TERMS, currency, cents, packets, split, RedPacket.ALWAYS);
  }

  private static Split fixed(long cents, long count) {
    return new Split.Fixed(List.of(new Denomination(cents, count)));
  }

  @ParameterizedTest
  @MethodSource({"impossible", "impossiblePools"})
  void shouldRefuseWhatCannotBeKeptAndNameTheField(String field, ThrowingCallable making) {
    assertThatThrownBy(making).isInstanceOf(Malformed.class).hasMessageStartingWith(field + ": ");
  }
}
