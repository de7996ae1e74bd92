package dev.manna.core.law;

import dev.manna.core.Command.Claim;
import dev.manna.core.Event;
import dev.manna.core.Event.Taken;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.QuarantineEvent.Part;
import dev.manna.core.Receipt;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Redeem;
import dev.manna.core.Refusal;
import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A claim that was acknowledged and lost gets what its receipt says, out of the quarantine. Whether
 * the campaign is open, and who may claim, was decided when it was acknowledged; limits are looked
 * at again, since the user may have used them up meanwhile.
 */
final class Redemption {
  /** Who gets a packet again has at least so long to open it. */
  private static final long LEAST_MILLIS = 3_600_000;

  private final State state;
  private final CampaignState campaign;
  private final Redeem redeem;
  private final Receipt receipt;
  private final int user;
  private final LimitRules limits;
  private final Event.Use use;
  private final long now;

  private Redemption(
      State state, CampaignState campaign, Redeem redeem, Prepared prepared, long now) {
    this.state = state;
    this.campaign = campaign;
    this.redeem = redeem;
    this.receipt = redeem.receipt();
    this.now = now;
    user = campaign.users.find(Law.named(prepared.claimant()));
    limits = new LimitRules(campaign, Law.named(prepared.claimant()), user, prepared.marks(), now);
    use = limits.use(prepared.fingerprint());
  }

  static Decision decide(
      State state, CampaignState campaign, Redeem redeem, Prepared prepared, long now) {
    Decision refused = Law.otherKind(campaign, redeem.claim());
    if (refused != null) {
      return refused;
    }
    Redemption redemption = new Redemption(state, campaign, redeem, prepared, now);
    int seen =
        redemption.user < 0
            ? -1
            : campaign.claims.find(redemption.user, Law.named(prepared.claimant()));
    if (seen >= 0) {
      return Law.seenBefore(campaign, seen, Law.named(prepared.claimant()), prepared.fingerprint());
    }
    refused = redemption.refused(prepared.fingerprint());
    return refused == null ? redemption.decide() : refused;
  }

  private @Nullable Decision refused(int fingerprint) {
    Claim claim = redeem.claim();
    if (!receipt.campaign().equals(campaign.id)
        || !receipt.user().equals(claim.user())
        || !receipt.key().equals(claim.key())
        || receipt.fingerprint() != fingerprint) {
      return Decision.refuses(Refusal.WRONG_RECEIPT, "it is the receipt of another claim");
    }
    Quarantine quarantine = state.quarantine;
    if (receipt.epoch() >= quarantine.epoch()) {
      return Decision.refuses(
          Refusal.NOTHING_LOST,
          "of epoch " + receipt.epoch() + ", to which the receipt belongs, nothing was set aside");
    }
    if (quarantine.released(receipt.epoch(), now)) {
      return Decision.refuses(
          Refusal.RELEASED, "receipts of epoch " + receipt.epoch() + " are not redeemed any more");
    }
    if (campaign.isSettled()) {
      return Decision.refuses(Refusal.ENDED, '"' + campaign.id + "\" is settled");
    }
    if (campaign.definition() instanceof Lottery lottery
        && lottery.chances()
        && Admission.chances(campaign, user) < receipt.uses()) {
      return Decision.refuses(
          Refusal.NO_CHANCES, "the chances that it took were used up by another claim");
    }
    return limits.reached(receipt.uses());
  }

  private Decision decide() {
    String unknown = unknownItem();
    if (unknown != null) {
      return Decision.refuses(
          Refusal.WRONG_RECEIPT, '"' + unknown + "\" is nothing of \"" + campaign.id + '"');
    }
    return switch (campaign.definition()) {
      case Lottery lottery -> drawn();
      case RedPacket rain -> snatched(rain);
      case Sale sale -> deducted();
    };
  }

  private @Nullable String unknownItem() {
    for (Receipt.Line line : receipt.lines()) {
      boolean packet =
          campaign.definition() instanceof RedPacket && line.item().equals(Grant.PACKET);
      String id = packet ? packetItem(line) : line.item();
      if (campaign.catalog().number(id) < 0) {
        return id;
      }
    }
    return null;
  }

  /** The id of the item that a packet counts in. */
  private String packetItem(Receipt.Line line) {
    return campaign.fixedSplit() ? Long.toString(line.amount()) : Grant.PACKET;
  }

  private int number(Receipt.Line line) {
    return campaign.catalog().number(line.item());
  }

  private Decision deducted() {
    List<Taken> taken = new ArrayList<>();
    long hold = 0;
    for (Receipt.Line line : receipt.lines()) {
      taken.add(new Taken(number(line), line.amount()));
      hold = Math.max(hold, line.expiresAtMillis());
    }
    Quotas quotas = campaign.sale().quotas;
    Decision refused =
        quotas.exist() ? SaleRules.overQuota(campaign, user, quotas.wantedOf(taken)) : null;
    if (refused != null) {
      return refused;
    }
    long length = Math.clamp(hold - receipt.timeMillis(), 1, Sale.MAX_HOLD_MILLIS);
    long expiresAt = hold == 0 ? 0 : now + length;
    return ifSetAside(new Event.Deducted(campaign.number, use, taken, expiresAt));
  }

  private Decision snatched(RedPacket rain) {
    Receipt.Line line = receipt.lines().getFirst();
    boolean packet = line.item().equals(Grant.PACKET);
    int item = packet ? campaign.catalog().number(packetItem(line)) : number(line);
    long cents = packet ? line.amount() : 0;
    long returns = rain.plan().returnMillis(now);
    long returnsAt = returns == 0 ? 0 : Math.max(returns, now + LEAST_MILLIS);
    // A block of its own, so that it takes none of the amounts that were drawn for others.
    List<Long> block =
        packet && rain.split() instanceof Split.PositionFair ? List.of(cents) : List.of();
    return ifSetAside(
        new Event.Snatched(
            campaign.number, use, round(rain, item, cents), item, cents, block, returnsAt));
  }

  /** The round in whose account what is needed is set aside. */
  private int round(RedPacket rain, int item, long cents) {
    int number = campaign.number;
    for (int round = rain.plan().rounds().size(); round > 1; round--) {
      if (state.quarantine.units(number, item, round) > 0
          && state.quarantine.units(number, Catalog.MONEY, round) >= cents) {
        return round;
      }
    }
    return rain.plan().rounds().isEmpty() ? 0 : 1;
  }

  /** The draws that won come first, those that are set aside for the user before all others. */
  private Decision drawn() {
    List<Integer> outcomes = new ArrayList<>();
    TreeMap<Integer, Long> wins = new TreeMap<>();
    for (Receipt.Line line : receipt.lines()) {
      outcomes.add(number(line));
      wins.merge(number(line), 1L, Long::sum);
    }
    Lines lines = campaign.odds().lines();
    for (Map.Entry<Integer, Long> each : wins.entrySet()) {
      int most = lines.rules(each.getKey()).perUser();
      long had = user < 0 ? 0 : campaign.tallies.count(Tallies.Kind.ITEM, user, each.getKey());
      if (most > 0 && had + each.getValue() > most) {
        return Decision.refuses(
            Refusal.LIMIT_REACHED,
            "of \"" + campaign.catalog().id(each.getKey()) + "\" a user wins " + most + " at most");
      }
    }
    List<Integer> due = campaign.lottery().allocations.due(user, receipt.uses());
    int allocated = 0;
    while (allocated < Math.min(due.size(), outcomes.size())
        && due.get(allocated).equals(outcomes.get(allocated))) {
      allocated++;
    }
    while (outcomes.size() < receipt.uses()) {
      outcomes.add(Event.Drawn.MISS);
    }
    return ifSetAside(new Event.Drawn(campaign.number, use, allocated, outcomes));
  }

  private Decision ifSetAside(Event.Claimed event) {
    for (Part part : parts(campaign, event)) {
      long aside = state.quarantine.units(campaign.number, part.item(), part.round());
      if (aside < part.units()) {
        return Decision.refuses(
            Refusal.INSUFFICIENT,
            "of \""
                + campaign.catalog().id(part.item())
                + "\" the receipt is about "
                + part.units()
                + ", and "
                + aside
                + " are set aside");
      }
    }
    return Decision.happens(event);
  }

  /** What of a claim comes out of the quarantine. */
  static List<Part> parts(CampaignState campaign, Event.Claimed claimed) {
    TreeMap<Integer, Long> units = new TreeMap<>();
    int round = 0;
    switch (claimed) {
      case Event.Drawn drawn -> {
        for (int draw = drawn.allocated(); draw < drawn.draws(); draw++) {
          int item = drawn.outcomes().at(draw);
          if (item != Event.Drawn.MISS && campaign.items.total(item) != Lottery.Prize.UNLIMITED) {
            units.merge(item, 1L, Long::sum);
          }
        }
      }
      case Event.Snatched snatched -> {
        round = snatched.round();
        units.put(snatched.item(), 1L);
        if (snatched.cents() > 0) {
          units.put(Catalog.MONEY, snatched.cents());
        }
      }
      case Event.Deducted deducted ->
          deducted.taken().forEach(each -> units.merge(each.item(), each.units(), Long::sum));
      case Event.Entered entered -> {}
      case Event.Waited waited -> {}
    }
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<Integer, Long> each : units.entrySet()) {
      parts.add(new Part(each.getKey(), round, each.getValue()));
    }
    return parts;
  }
}
