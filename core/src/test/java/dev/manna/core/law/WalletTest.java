package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.Grant.Worth;
import dev.manna.core.GrantId;
import dev.manna.core.Query;
import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Good;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A wallet is right at once, page by page, however many packets there are. */
class WalletTest {
  private final Desk desk = new Desk();
  private final List<Grant> all = new ArrayList<>();

  private void rain(String campaign, String currency, int hits, RainPlan plan) {
    Split split = new Split.DoubleMean(1, 1_000);
    Terms terms = Terms.open("");
    desk.define(campaign, new RedPacket(terms, currency, 10_000_000, 100_000, split, hits, plan));
  }

  private void snatch(String campaign, int key) {
    Reply reply = desk.ask(new Command.Snatch(campaign, "u", "k" + key));
    all.addAll(((Reply.Claimed) reply).grants());
  }

  private Reply.Wallet wallet(long before, int limit) {
    return (Reply.Wallet) desk.ask(new Query.OfWallet("u", before, limit));
  }

  private static Grant in(Grant grant, Grant.State state) {
    long until = state == Grant.State.HELD ? grant.expiresAtMillis() : 0;
    return new Grant(grant.id(), grant.item(), grant.worth(), state, until, grant.position());
  }

  private long sum(String currency, Grant.State state) {
    return all.stream()
        .filter(each -> each.state() == state && each.worth() instanceof Worth.Amount)
        .map(each -> (Worth.Amount) each.worth())
        .filter(each -> each.currency().equals(currency))
        .mapToLong(Worth.Amount::cents)
        .sum();
  }

  private void crowd(int snatches) {
    rain("a", "CNY", 400_000, RainPlan.NONE.opened(400_000, 0));
    rain("b", "EUR", 1_000_000, RainPlan.NONE.with(300_000, List.of(new Good("mug", "", 10_000))));
    rain("c", "CNY", 1_000, RainPlan.NONE);
    Random random = new Random(3);
    for (int i = 0; i < snatches; i++) {
      desk.tick(desk.now + 100);
      snatch(List.of("a", "a", "b", "c").get(random.nextInt(4)), i);
      if (!all.isEmpty() && random.nextInt(3) == 0) {
        int which = random.nextInt(all.size());
        GrantId id = all.get(which).id();
        if (Desk.code(desk.ask(new Command.Settle(id, Settlement.OPEN))) == null) {
          all.set(which, in(all.get(which), Grant.State.GIVEN));
        }
      }
    }
    all.replaceAll(
        each ->
            each.state() == Grant.State.HELD
                    && each.expiresAtMillis() > 0
                    && each.expiresAtMillis() <= desk.now
                ? in(each, Grant.State.RETURNED)
                : each);
  }

  @Test
  void shouldShowEverythingPageByPage() {
    crowd(8_000);
    List<Grant> shown = new ArrayList<>();
    long before = Long.MAX_VALUE;
    while (before > 0) {
      Reply.Wallet page = wallet(before, 7);
      shown.addAll(page.packets());
      before = page.next();
      assertThat(page.balances())
          .isEqualTo(
              Map.of("CNY", sum("CNY", Grant.State.GIVEN), "EUR", sum("EUR", Grant.State.GIVEN)));
      assertThat(page.unopened())
          .isEqualTo(
              Map.of("CNY", sum("CNY", Grant.State.HELD), "EUR", sum("EUR", Grant.State.HELD)));
    }
    assertThat(shown).hasSizeGreaterThan(3_000).isEqualTo(all.reversed());
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldBeginAPageAnywhere() {
    crowd(4_000);
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      long before = random.nextLong(1, desk.machine.position() + 1);
      List<Grant> due =
          all.reversed().stream().filter(each -> each.position() < before).limit(5).toList();
      assertThat(wallet(before, 5).packets()).isEqualTo(due);
    }
  }
}
