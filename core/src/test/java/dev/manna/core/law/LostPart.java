package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.QuarantineEvent.EpochOpened;
import dev.manna.core.QuarantineEvent.Hidden;
import dev.manna.core.Receipt;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Redeem;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.law.Conservation.Violation;
import dev.manna.core.wire.QuarantineEventCodec;
import java.util.ArrayList;
import java.util.List;

/** A log that goes on without a part that was lost, and whoever has a receipt of that. */
abstract class LostPart {
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;

  final Desk desk = new Desk();

  static Campaign mugs(int stock) {
    return new Sale(Terms.open(""), List.of(new Sku("mug", "", stock)));
  }

  static Campaign rain() {
    Split split = new Split.DoubleMean(100, 2_000);
    return new RedPacket(Terms.open(""), "CNY", 10_000, 10, split, RedPacket.ALWAYS);
  }

  static Campaign wheel(Prize... prizes) {
    return new Lottery(Terms.open(""), 0, List.of(prizes), new WhenGone.Redraw());
  }

  /** An epoch is opened with so much hidden of items of the first campaign, item then units. */
  void open(long epoch, long... itemThenUnits) {
    openWithMost(0, epoch, itemThenUnits);
  }

  /** The same, with so much hidden at most of each item of which nothing else is said. */
  void openWithMost(long most, long epoch, long... itemThenUnits) {
    List<Hidden> hidden = new ArrayList<>();
    for (int i = 0; i < itemThenUnits.length; i += 2) {
      hidden.add(new Hidden(0, (int) itemThenUnits[i], itemThenUnits[i + 1]));
    }
    EpochOpened opened = new EpochOpened(epoch, desk.now + DAY, most, hidden);
    Batch batch = QuarantineEventCodec.setAside(desk.machine.position() + 1, desk.now, opened);
    desk.log.add(batch);
    desk.machine.replay(batch);
  }

  static Command.Deduct order(String key, int units, long holdMillis) {
    return new Command.Deduct("c", "ann", key, List.of(new Line("mug", units)), holdMillis);
  }

  /** A claim that was acknowledged in an epoch with the whole of it lost, and its receipt. */
  Redeem lost(Command.Claim claim, long epoch, Receipt.Line... lines) {
    int fingerprint = desk.machine.prepare(claim).fingerprint();
    int uses = Law.uses(claim);
    return new Redeem(
        claim,
        new Receipt(
            "c", "ann", claim.key(), fingerprint, epoch, 90, desk.now, uses, List.of(lines)));
  }

  Redeem lostMugs(String key, int units, long epoch) {
    return lost(order(key, units, 0), epoch, new Receipt.Line("mug", units, 0));
  }

  long quarantined(String item) {
    return desk.wholePool(item).quarantined();
  }

  static Grant first(Reply reply) {
    return ((Reply.Claimed) reply).grants().getFirst();
  }

  void expectTheSameAgain() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
    List<Violation> violations = new ArrayList<>();
    desk.machine.conservation().look(10_000, new Collects(violations));
    assertThat(violations).isEmpty();
  }

  record Collects(List<Violation> into) implements Conservation.Observer {
    @Override
    public void violated(Violation violation) {
      into.add(violation);
    }

    @Override
    public void item(String campaign, StateView.Item item, long free) {}

    @Override
    public void looked(String campaign, boolean alarmed) {}
  }
}
