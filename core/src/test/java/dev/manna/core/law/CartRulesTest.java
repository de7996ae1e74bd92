package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand.EmptyCart;
import dev.manna.core.SaleCommand.SetCart;
import dev.manna.core.Terms;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CartRulesTest {
  private final Desk desk = new Desk();

  @BeforeEach
  void open() {
    List<Sku> skus =
        List.of(new Sku("a", "", 5), new Sku("b", "", 5), new Sku("c", "", 5).limited(2));
    desk.define("c", new Sale(Terms.open("x"), skus));
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
  }

  private Reply put(String user, String sku, long units) {
    return desk.ask(new SetCart("c", user, sku, units));
  }

  private List<Line> cart(String user) {
    return ((Reply.Cart) desk.ask(new Query.OfCart("c", user))).lines();
  }

  private Reply order(String user, String key, long holdMillis) {
    return desk.ask(new Command.Deduct("c", user, key, List.of(), holdMillis));
  }

  @Test
  void shouldAddChangeAndRemove() {
    put("u", "a", 1);
    put("u", "b", 2);
    put("u", "c", 3);
    put("v", "a", 9);
    put("u", "a", 4);
    assertThat(cart("u")).containsExactly(new Line("a", 4), new Line("b", 2), new Line("c", 3));
    Reply same = put("u", "a", 4);
    assertThat(put("u", "a", 4)).isEqualTo(same);
    put("u", "b", 0);
    put("u", "d", 1);
    assertThat(cart("u")).containsExactly(new Line("a", 4), new Line("c", 3));
    put("u", "b", 1);
    assertThat(cart("u")).containsExactly(new Line("a", 4), new Line("c", 3), new Line("b", 1));
    desk.ask(new EmptyCart("c", "u"));
    assertThat(cart("u")).isEmpty();
    assertThat(cart("v")).containsExactly(new Line("a", 9));
    put("w", "c", 2);
    assertThat(cart("w")).containsExactly(new Line("c", 2));
  }

  @Test
  void shouldRefuseWhatIsNoSkuAndNoSale() {
    assertThat(Desk.code(put("u", "d", 1))).isEqualTo("malformed");
    assertThat(Desk.code(desk.ask(new SetCart("d", "u", "a", 1)))).isEqualTo("unknown-campaign");
    assertThat(Desk.code(desk.ask(new Query.OfCart("d", "u")))).isEqualTo("unknown-campaign");
  }

  @Test
  void shouldOrderWhatLiesInTheCartAndEmptyItInOneStep() {
    put("u", "b", 2);
    put("u", "a", 1);
    Reply.Claimed ordered = (Reply.Claimed) order("u", "k", 60_000);
    assertThat(ordered.grants()).extracting(each -> each.item()).containsExactly("b", "a");
    assertThat(cart("u")).isEmpty();
    assertThat(desk.pool("b").held()).isEqualTo(2);
    put("u", "a", 3);
    assertThat(order("u", "k", 60_000)).isEqualTo(ordered);
    assertThat(cart("u")).hasSize(1);
    assertThat(Desk.code(order("u", "k", 0))).isEqualTo("key-reused");
    desk.settle(1, Settlement.CANCEL);
    assertThat(cart("u")).hasSize(1);
  }

  @Test
  void shouldLeaveTheCartOfARefusedOrderAsItWas() {
    assertThat(Desk.code(order("u", "k", 0))).isEqualTo("empty-cart");
    put("u", "a", 6);
    assertThat(Desk.code(order("u", "k", 0))).isEqualTo("insufficient");
    put("u", "a", 5);
    put("u", "c", 3);
    assertThat(Desk.code(order("u", "k", 0))).isEqualTo("limit-reached");
    assertThat(cart("u")).containsExactly(new Line("a", 5), new Line("c", 3));
  }

  @Test
  void shouldPutBackACartWhoseBatchNeverWas() {
    put("u", "a", 1);
    String before = desk.machine.digest();
    desk.machine.begin(desk.now);
    for (String sku : List.of("b", "c", "a")) {
      desk.machine.handle(desk.machine.prepare(new SetCart("c", "u", sku, 2)), () -> 1);
    }
    desk.machine.handle(
        desk.machine.prepare(new Command.Deduct("c", "u", "k", List.of(), 0)), () -> 1);
    desk.machine.undo();
    assertThat(desk.machine.digest()).isEqualTo(before);
    put("u", "b", 2);
    assertThat(cart("u")).containsExactly(new Line("a", 1), new Line("b", 2));
  }
}
