package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Malformed;
import dev.manna.core.Pacing;
import dev.manna.core.Period;
import dev.manna.core.PrizeRules;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Supply;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DefinitionTest {
  private static final Terms TERMS =
      new Terms(
          "\u5927\u8f6c\u76d8",
          1_793_462_400_000L,
          1_796_054_400_001L,
          "Asia/Shanghai",
          new Limits(
              30,
              3,
              7,
              8,
              10_000,
              List.of(
                  new Limits.Dimension("device", Period.DAY, 3, 1_000_000, false),
                  new Limits.Dimension("store", Period.TOTAL, 300, 10, true))));

  private static RedPacket planned(Terms terms) {
    RainPlan plan =
        RainPlan.NONE
            .with(50_000, List.of(new RainPlan.Good("mug", "A mug", 3)))
            .in(
                List.of(
                    new RainPlan.Round(
                        1_793_462_400_000L,
                        1_793_462_460_000L,
                        100,
                        10,
                        List.of(new RainPlan.Units("mug", 3))),
                    new RainPlan.Round(1_793_462_460_000L, 1_793_462_500_000L, 900, 90, List.of())),
                true)
            .with(new Pacing.Knots(List.of(new Pacing.Knot(500, 800))))
            .opened(60_000, Terms.FOREVER);
    RedPacket.Split fair = new RedPacket.Split.PositionFair(1, 90);
    return new RedPacket(terms, "CNY", 1_000, 100, fair, RedPacket.ALWAYS, plan);
  }

  static List<Campaign> campaigns() {
    Terms open = Terms.open("");
    List<Lottery.Prize> prizes =
        List.of(
            new Lottery.Prize("car", "A \"car\"", 1, 3),
            new Lottery.Prize("thanks", "", 0, Lottery.Prize.UNLIMITED));
    return List.of(
        new Lottery(TERMS, 900, prizes, new Lottery.WhenGone.Fallback("thanks")),
        new Lottery(open, 0, prizes, new Lottery.WhenGone.Redraw()),
        new Lottery(
            open,
            1,
            List.of(
                new Lottery.Prize("car", "", 0, 3, new PrizeRules(99, 1, true, 10, 80)),
                new Lottery.Prize("pen", "", 5, 3, new PrizeRules(0, 0, false, 0, 0))),
            new Lottery.WhenGone.Redraw(),
            List.of(
                new Lottery.Tier(11, 4, List.of(new Lottery.Share("car", 9))),
                new Lottery.Tier(12, 0, List.of())),
            false,
            false),
        new Lottery(
            open.with(new Limits(0, 0, 1_500)),
            Lottery.MAX_WEIGHT,
            prizes,
            new Lottery.WhenGone.Miss()),
        new RedPacket(
            TERMS, "CNY", 1_000_000, 10_000, new RedPacket.Split.DoubleMean(1, 20_000), 500_000),
        new RedPacket(open, "EUR", 7, 7, new RedPacket.Split.Even(), RedPacket.ALWAYS),
        planned(open),
        planned(TERMS).with(RainPlan.NONE.with(new Pacing.Linear()).opened(1_500, 0)),
        new RedPacket(
            open,
            "JPY",
            5_400,
            52,
            new RedPacket.Split.Fixed(
                List.of(new RedPacket.Denomination(100, 50), new RedPacket.Denomination(200, 2))),
            1),
        new Sale(
            TERMS,
            List.of(
                new Sale.Sku("red-42", "Red", 0), new Sale.Sku("red_43", "", Campaign.MAX_SIZE))),
        goods());
  }

  private static Sale goods() {
    return new Sale(
        Terms.open(""),
        List.of(
            new Sale.Sku("a", "", 5, new Supply(2, 0, List.of(), List.of())),
            Sale.Sku.of(
                "b", "B", Supply.at(new Supply.Location("x", 1, 3), new Supply.Location("y", 0))),
            Sale.Sku.of("c", "", Supply.bundle(new Supply.Part("a", 2), new Supply.Part("b", 1)))));
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  void shouldReadWhatItWrites(Campaign campaign) {
    JsonWriter json = new JsonWriter();
    DefinitionWriter.put(json, campaign);
    assertThat(read(json.take().toString(UTF_8))).isEqualTo(campaign);
  }

  @Test
  void shouldAssumeWhatIsNotSaid() {
    assertThat(read("{'skus':[{'stock':1,'id':'a'}],'kind':'sale'}"))
        .isEqualTo(new Sale(Terms.open(""), List.of(new Sale.Sku("a", "", 1))));
    assertThat(
            read(
                "{'kind':'red-packet','currency':'CNY','split':{'kind':'fixed','denominations':"
                    + "[{'cents':100,'count':50},{'cents':200,'count':2}]}}"))
        .isEqualTo(
            new RedPacket(
                Terms.open(""),
                "CNY",
                5_400,
                52,
                new RedPacket.Split.Fixed(
                    List.of(
                        new RedPacket.Denomination(100, 50), new RedPacket.Denomination(200, 2))),
                RedPacket.ALWAYS));
    assertThat(read("{'kind':'lottery','prizes':[{'id':'a','weight':1,'stock':'unlimited'}]}"))
        .isEqualTo(
            new Lottery(
                Terms.open(""),
                0,
                List.of(new Lottery.Prize("a", "", 1, Lottery.Prize.UNLIMITED)),
                new Lottery.WhenGone.Redraw()));
  }

  @ParameterizedTest
  @CsvSource({
    "'2026-11-01T09:00:00+08:00',1793494800000",
    "'2026-11-01T01:00:00Z',1793494800000",
    "'2026-11-01t01:00:00.001z',1793494800001",
    "1793494800000,1793494800000"
  })
  void shouldReadMomentsAsRfc3339OrMilliseconds(String moment, long millis) {
    String text = moment.contains(":") ? '"' + moment + '"' : moment;
    Campaign sale = read("{'kind':'sale','start':" + text + ",'skus':[{'id':'a','stock':1}]}");
    assertThat(sale.terms().startMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/malformed-definitions.txt", delimiter = '|', quoteCharacter = '~')
  void shouldSayWhatIsWrong(String definition, String complaint) {
    assertThatThrownBy(() -> read(definition)).isInstanceOf(Malformed.class).hasMessage(complaint);
  }

  private static Campaign read(String document) {
    byte[] bytes = document.replace('\'', '"').getBytes(UTF_8);
    JsonReader json = new JsonReader();
    json.open(bytes, bytes.length);
    Campaign campaign = DefinitionReader.read(json);
    json.close();
    return campaign;
  }
}
