package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.Malformed;
import dev.manna.core.Movement;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.StockEvent;
import dev.manna.core.StockEvent.Level;
import dev.manna.core.Supply;
import dev.manna.core.Supply.Location;
import dev.manna.core.Supply.Part;
import dev.manna.core.Terms;
import dev.manna.core.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bundles, locations and what may be sold beyond the stock, each as a small story. */
class SaleStockTest {
  private final Desk desk = new Desk();

  private static Sku phone(long east, long west) {
    return Sku.of("phone", "", Supply.at(new Location("east", east), new Location("west", west)));
  }

  private static Sku set() {
    return Sku.of("set", "", Supply.bundle(new Part("phone", 1), new Part("case", 2)));
  }

  private void open(Sku... skus) {
    desk.define("c", new Sale(Terms.open("sale"), List.of(skus)));
  }

  private Reply edit(long version, Sku... skus) {
    return desk.ask(new Command.Define("c", new Sale(Terms.open("sale"), List.of(skus)), version));
  }

  private List<String> grants(Reply reply) {
    List<String> grants = new ArrayList<>();
    for (Grant grant : ((Reply.Claimed) reply).grants()) {
      grants.add(grant.item() + " " + ((Grant.Worth.Quantity) grant.worth()).units());
    }
    return grants;
  }

  private Reply orderFrom(String user, String sku, long units, String... locations) {
    return desk.ask(
        new Command.Deduct("c", user, "k", List.of(new Line(sku, units)), 0, List.of(locations)));
  }

  @Test
  void shouldTakeABundleApart() {
    open(new Sku("phone", "", 10), new Sku("case", "", 10), set());
    Reply reply = desk.order("u", "k", 0, "case", 1, "set", 3);
    assertThat(grants(reply)).containsExactly("case 7", "phone 3");
    Reply.Pool pool = desk.pool("set");
    assertThat(pool.available()).isEqualTo(1);
    assertThat(pool.goods().computed()).isTrue();
    assertThat(desk.order("u", "k", 0, "case", 1, "set", 3)).isEqualTo(reply);
  }

  @Test
  void shouldTakeAllPartsOfABundleOrNone() {
    open(new Sku("phone", "", 10), new Sku("case", "", 5), set());
    Reply.Refused reply = (Reply.Refused) desk.order("u", "k", 0, "set", 3);
    assertThat(reply.refusal().code()).isEqualTo("insufficient");
    assertThat(reply.shortfalls()).containsExactly(new Reply.Shortfall("case", 6, 5));
    assertThat(desk.pool("phone").available()).isEqualTo(10);
  }

  @Test
  void shouldPutBackThePartsOfABundle() {
    open(new Sku("phone", "", 1), new Sku("case", "", 2), set());
    desk.order("u", "k", 60_000, "set", 1);
    assertThat(desk.pool("set").available()).isZero();
    desk.settle(2, Settlement.CANCEL);
    assertThat(desk.pool("set").available()).isEqualTo(1);
  }

  @Test
  void shouldTakeFromTheFirstLocationThatHasAll() {
    open(phone(3, 10));
    assertThat(grants(desk.order("u", "1", 0, "phone", 2))).containsExactly("phone@east 2");
    assertThat(grants(desk.order("u", "2", 0, "phone", 2))).containsExactly("phone@west 2");
    assertThat(grants(desk.order("u", "3", 0, "phone", 1))).containsExactly("phone@east 1");
    assertThat(grants(desk.order("u", "4", 0, "phone", 8))).containsExactly("phone@west 8");
    assertThat(Desk.code(desk.order("u", "5", 0, "phone", 1))).isEqualTo("sold-out");
  }

  @Test
  void shouldTakeFromSeveralLocationsWhereNoneHasAll() {
    open(phone(3, 4));
    assertThat(grants(desk.order("u", "1", 60_000, "phone", 5)))
        .containsExactly("phone@east 3", "phone@west 2");
    Reply.Refused reply = (Reply.Refused) desk.order("u", "2", 0, "phone", 3);
    assertThat(reply.shortfalls()).containsExactly(new Reply.Shortfall("phone", 3, 2));
    desk.settle(1, Settlement.CANCEL);
    Reply.Pool sum = desk.pool("phone");
    assertThat(List.of(sum.total(), sum.available(), sum.held())).containsExactly(7L, 7L, 0L);
  }

  @Test
  void shouldTakeFirstFromWhereTheClaimPrefers() {
    open(phone(5, 5));
    assertThat(grants(orderFrom("u", "phone", 2, "west"))).containsExactly("phone@west 2");
    assertThat(grants(orderFrom("v", "phone", 7, "west", "east")))
        .containsExactly("phone@west 3", "phone@east 4");
    assertThat(Desk.code(orderFrom("u", "phone", 2, "east"))).isEqualTo("key-reused");
    assertThat(Desk.code(orderFrom("w", "phone", 1, "north"))).isEqualTo("malformed");
  }

  @Test
  void shouldTakeTheLocationsOfABundlesParts() {
    open(phone(1, 5), new Sku("case", "", 10), set());
    assertThat(grants(desk.order("u", "k", 0, "set", 2))).containsExactly("phone@west 2", "case 4");
    assertThat(desk.pool("set").available()).isEqualTo(3);
  }

  @Test
  void shouldAdjustALocation() {
    open(phone(5, 0));
    assertThat(desk.ask(new Command.Adjust("c", null, new Change.Stock("phone@west", 4))))
        .isInstanceOf(Reply.Adjusted.class);
    assertThat(desk.pool("phone@west").available()).isEqualTo(4);
    assertThat(Desk.code(desk.ask(new Command.Adjust("c", null, new Change.Stock("phone", 4)))))
        .isEqualTo("malformed");
  }

  @Test
  void shouldSellBeyondTheStockAsFarAsAllowed() {
    open(new Sku("a", "", 5, Supply.beyond(3)));
    assertThat(desk.pool("a").available()).isEqualTo(8);
    assertThat(desk.order("u", "1", 60_000, "a", 8)).isInstanceOf(Reply.Claimed.class);
    assertThat(Desk.code(desk.order("u", "2", 0, "a", 1))).isEqualTo("all-held");
    Reply.Pool pool = desk.pool("a");
    assertThat(List.of(pool.total(), pool.available(), pool.held(), pool.goods().oversell()))
        .containsExactly(5L, 0L, 8L, 3L);
    desk.settle(1, Settlement.CONFIRM);
    assertThat(Desk.code(desk.order("u", "3", 0, "a", 1))).isEqualTo("sold-out");
  }

  @Test
  void shouldNotTakeBackAnAllowanceThatIsUsed() {
    open(new Sku("a", "", 5, Supply.beyond(3)));
    desk.order("u", "1", 0, "a", 7);
    assertThat(Desk.code(edit(1, new Sku("a", "", 5, Supply.beyond(1))))).isEqualTo("below-given");
    assertThat(Desk.code(desk.ask(new Command.Adjust("c", null, new Change.Stock("a", -2)))))
        .isEqualTo("below-given");
    assertThat(desk.ask(new Command.Adjust("c", null, new Change.Stock("a", -1))))
        .isInstanceOf(Reply.Adjusted.class);
    assertThat(edit(1, new Sku("a", "", 8))).isInstanceOf(Reply.Defined.class);
    assertThat(desk.pool("a").available()).isZero();
  }

  @Test
  void shouldKeepAStockFromFallingBelowNothing() {
    open(new Sku("a", "", 5, Supply.beyond(10)));
    assertThat(Desk.code(desk.ask(new Command.Adjust("c", null, new Change.Stock("a", -6)))))
        .isEqualTo("below-given");
  }

  @Test
  void shouldAddLocationsAndKeepThem() {
    open(phone(2, 2));
    Location north = new Location("north", 7);
    Supply three = Supply.at(north, new Location("east", 2), new Location("west", 2));
    assertThat(edit(1, Sku.of("phone", "", three))).isInstanceOf(Reply.Defined.class);
    assertThat(grants(desk.order("u", "1", 0, "phone", 1))).containsExactly("phone@north 1");
    assertThat(Desk.code(edit(2, phone(2, 2)))).isEqualTo("malformed");
    assertThat(Desk.code(edit(2, new Sku("phone", "", 11)))).isEqualTo("malformed");
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldRefuseOrdersOfMoreItemsThanAnOrderHas() {
    List<Sku> skus = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (int bundle = 0; bundle < 21; bundle++) {
      parts.clear();
      for (int i = 0; i < 100; i++) {
        String sku = "sku-" + bundle + "-" + i;
        skus.add(new Sku(sku, "", 1));
        parts.add(new Part(sku, 1));
      }
      skus.add(Sku.of("set-" + bundle, "", Supply.bundle(parts.toArray(Part[]::new))));
      lines.add(new Line("set-" + bundle, 1));
    }
    desk.define("c", new Sale(Terms.open("sale"), skus));
    assertThat(Desk.code(desk.ask(new Command.Deduct("c", "u", "k", lines, 0))))
        .isEqualTo("malformed");
    assertThat(desk.ask(new Command.Deduct("c", "u", "k", lines.subList(0, 20), 0)))
        .isInstanceOf(Reply.Claimed.class);
  }

  private Reply count(@Nullable String key, String item, long units, long version) {
    return desk.ask(new Command.Adjust("c", key, new Change.Target(item, units, version)));
  }

  private long version(String item) {
    return desk.wholePool(item).goods().version();
  }

  @Test
  void shouldTakeACountOfWhatWasReadOnly() {
    open(new Sku("a", "", 10), new Sku("b", "", 10));
    long read = version("a");
    assertThat(read).isEqualTo(2);
    desk.order("u", "k", 0, "a", 3);
    assertThat(version("a")).as("orders change no version").isEqualTo(read);
    Reply.Adjusted adjusted = (Reply.Adjusted) count("count", "a", 8, read);
    assertThat(desk.pool("a")).isEqualTo(new Reply.Pool("a", "units", 8, 5, 0, 3));
    assertThat(version("a")).isEqualTo(adjusted.position());
    assertThat(version("b")).isEqualTo(read);
    assertThat(Desk.code(count(null, "a", 20, read))).isEqualTo("version-conflict");
    assertThat(count("count", "a", 8, read)).as("sent again").isEqualTo(adjusted);
    assertThat(Desk.code(count("count", "a", 9, read))).isEqualTo("version-conflict");
    assertThat(Desk.code(count("count", "a", 9, version("a")))).isEqualTo("key-reused");
    assertThat(Desk.code(count(null, "a", 2, version("a")))).isEqualTo("below-given");
  }

  @Test
  void shouldKeepACountThatFoundWhatWasExpected() {
    open(new Sku("a", "", 10));
    Reply.Adjusted adjusted = (Reply.Adjusted) count(null, "a", 10, version("a"));
    assertThat(version("a")).isEqualTo(adjusted.position());
  }

  @Test
  void shouldChangeTheVersionOfWhatAnEditChanges() {
    open(new Sku("a", "", 10), new Sku("b", "", 10), new Sku("c", "", 1));
    long before = version("b");
    edit(1, new Sku("a", "", 11), new Sku("b", "B", 10), new Sku("c", "", 1, Supply.beyond(1)));
    assertThat(version("a")).isGreaterThan(before);
    assertThat(version("b")).isEqualTo(before);
    assertThat(version("c")).isGreaterThan(before);
    desk.ask(new Command.Adjust("c", null, new Change.Stock("b", 1)));
    assertThat(version("b")).isEqualTo(desk.machine.position());
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  private static Sku low(String id, long stock, long lowStock) {
    return new Sku(id, "", stock, new Supply(0, lowStock, List.of(), List.of()));
  }

  /** What the log tells of levels, from an event on. */
  private List<String> notices(int after) {
    List<String> notices = new ArrayList<>();
    for (Batch batch : desk.log) {
      EventCodec.read(
          batch,
          EventCodec.Claimants.NAMES_ONLY,
          (event, position) -> {
            if (position > after && event instanceof StockEvent.Noticed noticed) {
              notices.add(
                  noticed.item() + " " + noticed.level().word() + " " + noticed.available());
            }
          });
    }
    return notices;
  }

  @Test
  void shouldNoticeEachCrossingOnce() {
    open(low("a", 5, 2), new Sku("b", "", 1));
    desk.order("u", "1", 60_000, "a", 2, "b", 1);
    assertThat(notices(0)).isEmpty();
    desk.order("u", "2", 60_000, "a", 1);
    desk.order("u", "3", 0, "a", 1);
    assertThat(notices(0)).containsExactly("0 low 2");
    assertThat(desk.pool("a").goods().level()).isEqualTo(Level.LOW);
    desk.order("u", "4", 0, "a", 1);
    desk.settle(1, Settlement.CANCEL);
    desk.settle(3, Settlement.CONFIRM);
    assertThat(notices(0)).containsExactly("0 low 2", "0 sold-out 0", "0 low 2");
    desk.ask(new Command.Adjust("c", null, new Change.Stock("a", 5)));
    assertThat(notices(0)).containsExactly("0 low 2", "0 sold-out 0", "0 low 2", "0 enough 7");
    assertThat(desk.pool("a").goods().level()).isEqualTo(Level.ENOUGH);
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldNoticeWhatAHoldBroughtBackByItself() {
    open(low("a", 1, 0));
    desk.order("u", "1", 1_000, "a", 1);
    desk.tick(desk.now + 1_000);
    assertThat(notices(0)).containsExactly("0 sold-out 0", "0 enough 1");
  }

  @Test
  void shouldNoticeWhatADefinitionSays() {
    open(low("a", 0, 3), low("b", 3, 3));
    assertThat(notices(0)).containsExactly("0 sold-out 0", "1 low 3");
    long position = desk.machine.position();
    edit(1, new Sku("a", "", 0), low("b", 3, 2));
    assertThat(notices((int) position)).containsExactly("0 enough 0", "1 enough 3");
    edit(2, low("a", 0, 2), low("b", 3, 2));
    assertThat(notices((int) position)).hasSize(3).last().isEqualTo("0 sold-out 0");
  }

  @Test
  void shouldNoticeAllLocationsTogether() {
    Location north = new Location("north", 2);
    Location east = new Location("east", 2);
    open(Sku.of("a", "", new Supply(0, 3, List.of(east, north), List.of())));
    desk.order("u", "1", 0, "a", 2);
    assertThat(notices(0)).containsExactly("0 low 2");
    assertThat(desk.pool("a").goods().level()).isEqualTo(Level.LOW);
    desk.order("u", "2", 0, "a", 1);
    edit(1, Sku.of("a", "", new Supply(0, 3, List.of(north, east), List.of())));
    assertThat(notices(0)).containsExactly("0 low 2");
  }

  private List<String> movements(String item, int after, int limit) {
    Reply.Movements page =
        (Reply.Movements) desk.ask(new Query.OfMovements("c", item, after, limit));
    List<String> movements = new ArrayList<>();
    for (Movement each : page.movements()) {
      movements.add(
          "%d %s %d of %d, %d free"
              .formatted(
                  each.number(), each.kind().word(), each.units(), each.grant(), each.available()));
    }
    movements.add("next " + page.next());
    return movements;
  }

  @Test
  void shouldKeepEachMovementOfAnItem() {
    Sku a = new Sku("a", "", 10, Supply.beyond(1));
    desk.define("c", new Sale(Terms.open("sale"), List.of(a, new Sku("b", "", 5)), true));
    desk.order("u", "1", 60_000, "b", 1, "a", 2);
    desk.order("u", "2", 0, "a", 3);
    desk.settle(1, Settlement.CONFIRM);
    desk.order("u", "3", 1_000, "a", 1);
    desk.tick(desk.now + 1_000);
    desk.ask(new Command.Adjust("c", null, new Change.Stock("a", -2)));
    count(null, "a", 20, version("a"));
    assertThat(movements("a", 0, 100))
        .containsExactly(
            "1 defined 10 of 0, 11 free",
            "4 held 2 of 2, 9 free",
            "5 given 3 of 3, 6 free",
            "7 confirmed 2 of 2, 6 free",
            "8 held 1 of 4, 5 free",
            "9 expired 1 of 4, 6 free",
            "10 adjusted -2 of 0, 4 free",
            "11 adjusted 12 of 0, 16 free",
            "next 0");
    assertThat(movements("a", 4, 2))
        .containsExactly("5 given 3 of 3, 6 free", "7 confirmed 2 of 2, 6 free", "next 7");
    assertThat(movements("a", 9, 2)).hasSize(3).last().isEqualTo("next 0");
    assertThat(movements("a", 6, 1)).first().isEqualTo("7 confirmed 2 of 2, 6 free");
    assertThat(movements("b", 0, 1)).containsExactly("2 defined 5 of 0, 5 free", "next 2");
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldKeepNoMovementsUnlessASaleWantsThem() {
    open(new Sku("a", "", 10));
    assertThat(Desk.code(desk.ask(new Query.OfMovements("c", "a", 0, 10)))).isEqualTo("malformed");
    desk.ask(
        new Command.Define("c", new Sale(Terms.open(""), List.of(new Sku("a", "", 9)), true), 1));
    assertThat(movements("a", 0, 10)).containsExactly("1 defined -1 of 0, 9 free", "next 0");
    assertThat(Desk.code(desk.ask(new Query.OfMovements("c", "b", 0, 10)))).isEqualTo("malformed");
  }

  @Test
  void shouldRefuseDefinitionsThatMeanNothing() {
    Part phone = new Part("phone", 1);
    shouldBeMalformed("is no SKU", () -> open(Sku.of("set", "", Supply.bundle(phone))));
    shouldBeMalformed(
        "is a bundle itself",
        () ->
            open(
                new Sku("phone", "", 1),
                Sku.of("one", "", Supply.bundle(phone)),
                Sku.of("two", "", Supply.bundle(new Part("one", 1)))));
    shouldBeMalformed("no stock of its own", () -> new Sku("set", "", 1, Supply.bundle(phone)));
    shouldBeMalformed(
        "sum of the locations", () -> new Sku("a", "", 3, Supply.at(new Location("x", 2))));
    shouldBeMalformed("stands twice", () -> Supply.at(new Location("x", 2), new Location("x", 2)));
    shouldBeMalformed("stands twice", () -> Supply.bundle(phone, phone));
    shouldBeMalformed(
        "each location says", () -> new Supply(1, -1, List.of(new Location("x", 2)), List.of()));
  }

  private static void shouldBeMalformed(String why, Runnable what) {
    assertThatThrownBy(what::run).isInstanceOf(Malformed.class).hasMessageContaining(why);
  }
}
