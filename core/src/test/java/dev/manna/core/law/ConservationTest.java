package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Check;
import dev.manna.core.Command;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Leeway;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand;
import dev.manna.core.Terms;
import dev.manna.core.law.Conservation.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state is broken in each way that an equation knows, and the look at the books says so. */
class ConservationTest {
  private static final long HOUR = 3_600_000;

  private final Desk desk = new Desk();
  private final List<Violation> violations = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  private void sale() {
    List<Sku> skus = List.of(new Sku("a", "", 100), new Sku("b", "", 9));
    desk.define("c", new Sale(Terms.open(""), skus, Leeway.PLAIN.withReturns(HOUR)));
    desk.order("u1", "k1", HOUR, "a", 3, "b", 1);
    desk.order("u2", "k1", 0, "a", 20);
    desk.order("u3", "k1", HOUR, "a", 5);
    desk.settle(4, Settlement.CANCEL);
    desk.ask(new SaleCommand.Return(new GrantId("c", 3), "back", 4));
  }

  private void lottery() {
    Limits limits = new Limits(2, 0, 0);
    Terms terms = Terms.open("").with(limits);
    desk.define(
        "c", new Lottery(terms, 0, List.of(new Prize("car", "", 1, 10)), new WhenGone.Miss()));
    desk.draw("u1", "k1", 2);
    desk.ask(new LotteryCommand.Allocate("c", "op", "car", List.of("u2", "u3"), 2, HOUR * 1_000));
  }

  private void rain() {
    Split split = new Split.DoubleMean(1, 5_000);
    desk.define("c", new RedPacket(Terms.open(""), "CNY", 10_000, 10, split, RedPacket.ALWAYS));
    desk.snatch("u1", "k1");
    desk.snatch("u2", "k1");
    desk.settle(1, Settlement.OPEN);
  }

  private CampaignState campaign() {
    return desk.state.campaigns.getLast();
  }

  private final class Told implements Conservation.Observer {
    @Override
    public void violated(Violation violation) {
      violations.add(violation);
    }

    @Override
    public void item(String campaign, StateView.Item item, long free) {
      told.add(item.id() + ' ' + free + ' ' + item.held() + ' ' + item.given());
    }

    @Override
    public void looked(String campaign, boolean alarmed) {
      told.add(campaign + (alarmed ? " alarmed" : " goes on"));
    }
  }

  private List<String> found(int rows) {
    Conservation books = desk.machine.conservation();
    for (int i = 0; i < 100 && !books.look(rows, new Told()); i++) {
      desk.now++;
    }
    return violations.stream().map(Violation::text).toList();
  }

  private List<String> found() {
    return found(1_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void shouldFindNothingInAHealthyState(int rows) {
    sale();
    assertThat(found(rows)).isEmpty();
    assertThat(told).containsExactly("a 81 3 16", "b 8 1 0", "c goes on");
  }

  @Test
  void shouldFindNothingInALotteryOrARain() {
    lottery();
    assertThat(found()).isEmpty();
    rain();
    assertThat(found()).isEmpty();
  }

  @Test
  void shouldFollowWhatHappensBetweenSlices() {
    sale();
    Conservation books = desk.machine.conservation();
    for (int i = 0; i < 400; i++) {
      books.look(1, new Told());
      desk.order("w" + i, "k", i % 2 * HOUR, "a", i % 3 == 0 ? 1 : 2);
      if (i % 5 == 0) {
        desk.settle(1 + i / 2, i % 10 == 0 ? Settlement.CANCEL : Settlement.CONFIRM);
      }
      if (i == 200) {
        List<Sku> more = List.of(new Sku("a", "", 100), new Sku("b", "", 9), new Sku("z", "", 5));
        desk.ask(
            new Command.Define(
                "c", new Sale(Terms.open(""), more, Leeway.PLAIN.withReturns(HOUR)), 1));
      }
    }
    assertThat(violations).isEmpty();
    assertThat(told).filteredOn("c goes on"::equals).hasSizeGreaterThan(1);
  }

  @Test
  void shouldFindWhatIsHeldOfNobody() {
    sale();
    campaign().items.hold(0, 5);
    assertThat(found())
        .containsExactly(
            "held of all items: 4 expected, 9 found", "held of a: 3 expected, 8 found");
  }

  @Test
  void shouldFindWhatIsGivenToNobody() {
    sale();
    campaign().items.give(1, 1);
    assertThat(found()).containsExactly("given of b: 0 expected, 1 found");
  }

  @Test
  void shouldFindAGrantThatChangedByItself() {
    sale();
    campaign().grants.setState(0, Grant.State.RETURNED);
    assertThat(found()).contains("held of a: 0 expected, 3 found");
  }

  @Test
  void shouldFindMoreThanThereIs() {
    sale();
    campaign().items.change(0, -90);
    assertThat(found()).containsExactly("balance of a free: 0 expected, -9 found");
  }

  @Test
  void shouldFindAGrantOfNoClaim() {
    sale();
    campaign().items.give(0, 1);
    campaign().grants.add(0, 77, 1, Grant.State.GIVEN);
    assertThat(found()).containsExactly("claim of grant 4's claim: 0 expected, 77 found");
  }

  @Test
  void shouldFindAClaimOfGrantsThatThereAreNot() {
    sale();
    campaign().claims.serve(0, -1, 2, 9);
    assertThat(found()).anyMatch(each -> each.startsWith("claim of claim 0's grants: 4 expected"));
  }

  @Test
  void shouldFindAUserBeyondTheLimit() {
    lottery();
    campaign().users.use(0, 0, 1, false, 5);
    assertThat(found()).containsExactly("limit of user 0: 2 expected, 3 found");
  }

  @Test
  void shouldFindWhatIsSetAsideForNobody() {
    lottery();
    campaign().items.reserve(0, 1);
    assertThat(found()).containsExactly("set-aside of car: 4 expected, 5 found");
  }

  @Test
  void shouldFindMoneyThatCannotBeGivenToTheCent() {
    rain();
    campaign().items.change(Catalog.PACKETS, -8);
    assertThat(found())
        .singleElement()
        .asString()
        .startsWith("money of budget in 0 packets: 0 expected, ");
  }

  private static RedPacket upTo(long most) {
    Split split = new Split.DoubleMean(1, most);
    return new RedPacket(Terms.open(""), "CNY", 10_000, 10, split, RedPacket.ALWAYS)
        .with(RainPlan.NONE.opened(HOUR, 0));
  }

  /** A rain with one packet opened and one that waits, which is larger than packets are by now. */
  private void rainWithALargePacketOut() {
    long opened;
    long waits;
    do {
      desk.define("c" + desk.luck, upTo(2_000));
      String id = campaign().id;
      opened = amount(desk.ask(new Command.Snatch(id, "u1", "k")));
      waits = amount(desk.ask(new Command.Snatch(id, "u2", "k")));
    } while (opened >= 1_000 || opened + waits < 2_000);
    desk.ask(new Command.Settle(new GrantId(campaign().id, 1), Settlement.OPEN));
    desk.ask(new Command.Define(campaign().id, upTo(1_000), 1));
  }

  private static long amount(Reply reply) {
    Grant.Worth worth = ((Reply.Claimed) reply).grants().getFirst().worth();
    return ((Grant.Worth.Amount) worth).cents();
  }

  @Test
  void shouldBearAPacketThatComesBackAfterAnEdit() {
    rainWithALargePacketOut();
    assertThat(campaign().rules().version()).isEqualTo(2);
    campaign().items.change(Catalog.PACKETS, -1);
    assertThat(found()).singleElement().asString().startsWith("money of budget in 7 packets: ");
    campaign().items.change(Catalog.PACKETS, 1);
    violations.clear();
    assertThat(found()).isEmpty();
    desk.tick(desk.now + HOUR);
    assertThat(campaign().items.held(Catalog.PACKETS)).isZero();
    assertThat(found()).isEmpty();
  }

  @Test
  void shouldFindARoundThatGaveToNobody() {
    List<RainPlan.Round> rounds =
        List.of(
            new RainPlan.Round(0, HOUR, 600, 6, List.of()),
            new RainPlan.Round(HOUR, 2 * HOUR, 400, 4, List.of()));
    Terms terms = Terms.open("").within(0, 2 * HOUR);
    Split split = new Split.Even();
    RedPacket rain = new RedPacket(terms, "CNY", 1_000, 10, split, RedPacket.ALWAYS);
    desk.define("c", rain.with(RainPlan.NONE.in(rounds, false)));
    desk.snatch("u1", "k1");
    assertThat(found()).isEmpty();
    campaign().grants.add(Catalog.PACKETS, 0, 100, 2, Grant.State.HELD);
    assertThat(found())
        .contains("round of packet in round 2: 1 expected, 0 found")
        .contains("round of budget in round 2: 100 expected, 0 found");
  }

  @Test
  void shouldSayThatAnAlarmHasStoppedACampaign() {
    sale();
    desk.ask(AlarmTest.alarm("c"));
    assertThat(found()).isEmpty();
    assertThat(told).contains("c alarmed");
  }

  @Test
  void shouldLookBetweenBatchesOnly() {
    Conservation books = desk.machine.conservation();
    desk.machine.begin(desk.now);
    assertThatThrownBy(() -> books.look(1, new Told())).isInstanceOf(Check.Broken.class);
  }
}
