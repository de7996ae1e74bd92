package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Adjust;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Define;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.RedPacket;
import dev.manna.core.Refusal;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.wire.CampaignCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What operators may do: define and adjust. Stock never falls below what is out. */
final class OperatorRules {
  /** A definition is one event, and a log takes batches of 16 MiB. */
  private static final long MAX_DEFINITION_BYTES = 12L << 20;

  private OperatorRules() {}

  static Decision define(State state, Define define, long now) {
    long size = CampaignCodec.sizeAtMost(define.definition());
    if (size > MAX_DEFINITION_BYTES) {
      return Decision.refuses(
          Refusal.MALFORMED,
          "the definition may take "
              + size
              + " bytes and "
              + MAX_DEFINITION_BYTES
              + " are allowed; fewer or shorter ids and titles make it smaller");
    }
    CampaignState campaign = state.campaign(define.campaign());
    if (campaign == null) {
      return define.expectedVersion() == 0
          ? Decision.happens(defined(define, 1, define.draft()))
          : Decision.refuses(
              Refusal.UNKNOWN_CAMPAIGN, "\"" + define.campaign() + "\" is not defined");
    }
    int version = campaign.rules().version();
    if (version == define.expectedVersion() + 1
        && campaign.definition().equals(define.definition())) {
      return Decision.answers(Answers.campaign(campaign, now));
    }
    if (version != define.expectedVersion()) {
      return Decision.refuses(
          Refusal.VERSION_CONFLICT,
          "\""
              + define.campaign()
              + "\" has version "
              + version
              + " and "
              + (define.expectedVersion() == 0 ? "none" : define.expectedVersion())
              + " was expected");
    }
    if (campaign.isDraft()) {
      return Decision.happens(defined(define, version + 1, true));
    }
    Decision refused = cannotBecome(campaign, define);
    return refused != null ? refused : Decision.happens(defined(define, version + 1, false));
  }

  private static Event.Defined defined(Define define, int version, boolean draft) {
    return new Event.Defined(define.campaign(), version, define.definition(), null, draft);
  }

  private static @Nullable Decision cannotBecome(CampaignState campaign, Define define) {
    Decision refused = Law.unchangeable(campaign);
    if (refused == null && define.draft()) {
      refused =
          Decision.refuses(
              Refusal.MALFORMED, "draft: \"" + campaign.id + "\" is published, and stays so");
    }
    return refused != null ? refused : cannotBecome(campaign, define.definition());
  }

  private static @Nullable Decision cannotBecome(CampaignState campaign, Campaign next) {
    String fixed = fixedForLife(campaign.definition(), next);
    if (fixed == null && campaign.claims.count() > 0) {
      fixed = fixedByClaims(campaign.definition().terms(), next.terms());
    }
    if (fixed != null) {
      return Decision.refuses(Refusal.MALFORMED, fixed);
    }
    Catalog catalog = campaign.catalog().with(next);
    if (Catalog.named(next).size() < catalog.size()) {
      return Decision.refuses(
          Refusal.MALFORMED,
          "the definition names fewer items than the one before; a weight or stock of 0 takes one"
              + " out of the campaign");
    }
    long[] differences = campaign.differences(next, catalog);
    Assortment goods = next instanceof Sale sale ? new Assortment(sale, catalog) : Assortment.NONE;
    for (int item = 0; item < campaign.items.count(); item++) {
      boolean endless = campaign.items.total(item) == Prize.UNLIMITED;
      if (!endless && falls(campaign, item, differences[item], goods.oversell(item))) {
        return belowGiven(campaign, item, differences[item]);
      }
    }
    if (RaffleRules.tooMany(campaign, LongStream.of(differences).sum())) {
      return tooManyUnits();
    }
    return next instanceof RedPacket rain ? RainEdits.cannotBecome(campaign, rain, catalog) : null;
  }

  /** Whether less would be left than what is out, or a stock of less than nothing. */
  private static boolean falls(CampaignState campaign, int item, long difference, long oversell) {
    return campaign.items.available(item) + oversell + difference < 0
        || campaign.items.total(item) + difference < 0;
  }

  /** What a definition changes although nobody may, or null. */
  private static @Nullable String fixedForLife(Campaign before, Campaign next) {
    if (!before.kind().equals(next.kind())) {
      return "kind: a " + before.kind() + " cannot become a " + next.kind();
    }
    if (before instanceof RedPacket was && next instanceof RedPacket is) {
      return RainEdits.fixedForLife(was, is);
    }
    if (before instanceof Lottery was && next instanceof Lottery is) {
      return was.raffle() == is.raffle()
          ? unlimitedChanged(was, is)
          : "raffle: whether claims are entries or draws is fixed for a campaign's life";
    }
    return null;
  }

  /** Uses of a day are counted, not kept one by one: under another zone they would be another's. */
  private static @Nullable String fixedByClaims(Terms before, Terms next) {
    return before.timeZone().equals(next.timeZone())
        ? null
        : "timeZone: days have been counted in " + before.timeZone() + " since the first claim";
  }

  private static @Nullable String unlimitedChanged(Lottery was, Lottery is) {
    Map<String, Prize> prizes = new HashMap<>();
    was.prizes().forEach(prize -> prizes.put(prize.id(), prize));
    for (Prize prize : is.prizes()) {
      Prize before = prizes.get(prize.id());
      if (before != null && before.unlimited() != prize.unlimited()) {
        return "prizes.stock: \"" + prize.id() + "\" cannot change between a number and unlimited";
      }
    }
    return null;
  }

  static Decision adjust(CampaignState campaign, Adjust adjust, @Nullable Claimant claimant) {
    Change change = adjust.change();
    Decision refused = malformed(campaign, change);
    if (refused != null) {
      return refused;
    }
    int fingerprint = Fingerprint.of(change);
    int operator = claimant == null ? -1 : campaign.users.find(claimant);
    int seen = operator < 0 || claimant == null ? -1 : campaign.claims.find(operator, claimant);
    boolean again = seen >= 0 && campaign.claims.fingerprint(seen) == fingerprint;
    if (!again && change instanceof Change.Target target) {
      refused = conflict(campaign, target);
      if (refused != null) {
        return refused;
      }
    }
    if (seen >= 0 && claimant != null) {
      return Law.seenBefore(campaign, seen, claimant, fingerprint);
    }
    refused = Law.unchangeable(campaign);
    if (refused == null) {
      refused = cannotChange(campaign, change);
    }
    return refused != null
        ? refused
        : Decision.happens(new Event.Adjusted(campaign.number, claimant, fingerprint, change));
  }

  /** What cannot be changed of this campaign, whatever there is of it. */
  private static @Nullable Decision malformed(CampaignState campaign, Change change) {
    if (campaign.definition() instanceof RedPacket) {
      return RainEdits.malformed(campaign, change);
    }
    if (change instanceof Change.Target && !(campaign.definition() instanceof Sale)) {
      return Decision.refuses(
          Refusal.MALFORMED, "target: only items of a sale are counted; others take a quantity");
    }
    String id =
        switch (change) {
          case Change.Stock stock -> stock.item();
          case Change.Target target -> target.item();
          case Change.Budget budget -> "";
          case Change.InRound in -> "";
        };
    if (id.isEmpty()) {
      return Decision.refuses(
          Refusal.MALFORMED, "this campaign is adjusted by item and quantity, and has no rounds");
    }
    int item = campaign.catalog().number(id);
    if (item < 0) {
      return Decision.refuses(
          Refusal.MALFORMED, "item: \"" + id + "\" is no item of \"" + campaign.id + '"');
    }
    return campaign.items.total(item) == Prize.UNLIMITED
        ? Decision.refuses(Refusal.MALFORMED, "item: \"" + id + "\" is unlimited")
        : null;
  }

  private static @Nullable Decision conflict(CampaignState campaign, Change.Target target) {
    long version = campaign.sale().watch.version(campaign.catalog().number(target.item()));
    return version == target.version()
        ? null
        : Decision.refuses(
            Refusal.VERSION_CONFLICT,
            "\"" + target.item() + "\" has version " + version + ": it was changed since");
  }

  private static @Nullable Decision cannotChange(CampaignState campaign, Change change) {
    return switch (change) {
      case Change.Stock stock when campaign.definition() instanceof RedPacket ->
          RainEdits.cannotChange(campaign, stock);
      case Change.Stock stock -> cannotChange(campaign, stock.item(), stock.units());
      case Change.Target target ->
          cannotChange(campaign, target.item(), difference(campaign, target));
      case Change.Budget budget -> RainEdits.cannotChange(campaign, budget);
      case Change.InRound in -> RainEdits.cannotChange(campaign, in);
    };
  }

  /** How a target changes the total. */
  static long difference(CampaignState campaign, Change.Target target) {
    return target.units() - campaign.items.total(campaign.catalog().number(target.item()));
  }

  private static @Nullable Decision cannotChange(CampaignState campaign, String id, long units) {
    int item = campaign.catalog().number(id);
    long oversell = campaign.available(item) - campaign.items.available(item);
    if (falls(campaign, item, units, oversell)) {
      return belowGiven(campaign, item, units);
    }
    if (RaffleRules.tooMany(campaign, units)) {
      return tooManyUnits();
    }
    return campaign.items.total(item) + units > Campaign.MAX_SIZE ? tooLarge() : null;
  }

  static Decision belowGiven(CampaignState campaign, int item, long difference) {
    return belowGiven(campaign.catalog().id(item), campaign.available(item), difference);
  }

  static Decision belowGiven(String item, long free, long difference) {
    return Decision.refuses(
        Refusal.BELOW_GIVEN,
        "of \"" + item + "\" " + free + " are free and " + -difference + " would be taken away");
  }

  static Decision tooLarge() {
    return Decision.refuses(
        Refusal.MALFORMED, "the total would be larger than " + Campaign.MAX_SIZE);
  }

  private static Decision tooManyUnits() {
    return Decision.refuses(
        Refusal.MALFORMED,
        "a raffle has at most " + Lottery.MAX_RAFFLE_UNITS + " units of all prizes together");
  }
}
