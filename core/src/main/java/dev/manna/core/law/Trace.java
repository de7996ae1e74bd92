package dev.manna.core.law;

import dev.manna.core.Enlist.Roll;
import dev.manna.core.Explanation.Looked;
import dev.manna.core.Explanation.Step;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.Period;
import dev.manna.core.RedPacket;
import dev.manna.core.Refusal;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What each rule of the law looks at for one claim, in the law's order, up to the first that
 * refuses it. It is no part of a decision and costs a claim nothing; a test holds it to what the
 * law decides.
 */
final class Trace {
  private final CampaignState campaign;
  private final Asked asked;
  private final long now;

  /** The row of the user, or -1. */
  private final int user;

  private final Limits limits;
  private final List<Step> steps = new ArrayList<>();
  private List<Looked> looked = new ArrayList<>();

  private Trace(CampaignState campaign, Asked asked, long now) {
    this.campaign = campaign;
    this.asked = asked;
    this.now = now;
    user = campaign.users.find(asked.claimant());
    limits = campaign.definition().terms().limits();
  }

  /** The rules for a claim, as of now; only the last of them may refuse it. */
  static List<Step> of(CampaignState campaign, Asked asked, long now) {
    Trace trace = new Trace(campaign, asked, now);
    if (trace.passes()) {
      trace.steps.addAll(stock(trace));
    }
    return trace.steps;
  }

  private static List<Step> stock(Trace trace) {
    CampaignState campaign = trace.campaign;
    return switch (campaign.definition()) {
      case Lottery lottery -> StockTrace.ofLottery(campaign, lottery, trace.asked, trace.user);
      case RedPacket rain -> StockTrace.ofRain(campaign, rain, trace.now);
      case Sale sale -> SaleTrace.of(campaign, trace.asked, trace.user);
    };
  }

  private boolean passes() {
    return malformed()
        && known()
        && opened()
        && admitted()
        && withinTotal()
        && withinDay()
        && withinCounts()
        && withinQuotas()
        && cooledDown();
  }

  private void look(String what, Object value, Object limit) {
    looked.add(new Looked(what, value.toString(), limit.toString()));
  }

  private void look(String what, Object value) {
    look(what, value, "");
  }

  /** Ends a step; whether the next is due. */
  private boolean rule(Refusal rule, boolean refuses) {
    steps.add(new Step(rule, refuses, looked));
    looked = new ArrayList<>();
    return !refuses;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private boolean malformed() {
    look("kind", campaign.definition().kind());
    if (!asked.fits()) {
      return rule(Refusal.MALFORMED, true);
    }
    boolean missing = false;
    for (Dimension each : limits.dimensions()) {
      boolean named = asked.named().contains(each.name());
      missing |= each.required() && !named;
      look("dimensions." + each.name(), named ? "named" : "left out");
    }
    return rule(Refusal.MALFORMED, missing || isUnknown());
  }

  /** Whether an order names something that the sale does not know, or may not wait. */
  private boolean isUnknown() {
    if (asked.patient() != null) {
      return WaitRules.malformed(campaign, asked.patient()) != null;
    }
    return asked.order() != null && SaleRules.malformed(campaign, asked.order()) != null;
  }

  private boolean known() {
    look("version", campaign.rules().version());
    rule(Refusal.UNKNOWN_CAMPAIGN, false);
    int seen = user < 0 ? -1 : campaign.claims.find(user, asked.claimant());
    look("position under this key", seen < 0 ? "none" : campaign.claims.position(seen));
    return rule(Refusal.KEY_REUSED, seen >= 0);
  }

  private boolean opened() {
    Status status = campaign.rules().status();
    long opens = campaign.definition().opensMillis(now);
    look("draft", status == Status.DRAFT);
    look("now", time(now), time(opens));
    if (!rule(Refusal.NOT_STARTED, status == Status.DRAFT || opens > now)) {
      return false;
    }
    look("paused", status == Status.PAUSED);
    look("stopped by an alarm", status == Status.ALARMED);
    if (!rule(Refusal.PAUSED, status == Status.PAUSED || status == Status.ALARMED)) {
      return false;
    }
    long closes = campaign.definition().closesMillis();
    look("closed", campaign.isClosed());
    look("now", time(now), time(closes));
    return rule(Refusal.ENDED, campaign.isClosed() || now >= closes);
  }

  private boolean admitted() {
    boolean blocked = Admission.isOn(campaign, Roll.BLOCK, user);
    look("on the block list", blocked);
    if (!rule(Refusal.BLOCKED, blocked)) {
      return false;
    }
    boolean listed = campaign.definition().terms().allowListed();
    boolean allowed = Admission.isOn(campaign, Roll.ALLOW, user);
    look("allow list only", listed);
    look("on the allow list", allowed);
    if (!rule(Refusal.NOT_ELIGIBLE, listed && !allowed)) {
      return false;
    }
    if (!(campaign.definition() instanceof Lottery lottery) || !lottery.chances()) {
      return true;
    }
    long chances = Admission.chances(campaign, user);
    look("asked for", asked.uses(), chances);
    return rule(Refusal.NO_CHANCES, asked.uses() > chances);
  }

  private boolean within(String what, long used, long limit) {
    look(what, used, limit);
    look("asked for", asked.uses());
    return rule(Refusal.LIMIT_REACHED, used + asked.uses() > limit);
  }

  private boolean withinTotal() {
    long limit = limits.perUser() == 0 ? Long.MAX_VALUE : limits.perUser();
    if (campaign.raffle() != null) {
      limit = Math.min(limit, Lottery.MAX_ENTRIES_OF_A_USER);
    }
    long total = user < 0 ? 0 : campaign.users.total(user);
    return limit == Long.MAX_VALUE || within("used in total", total, limit);
  }

  private long lastMillis() {
    long last = user < 0 ? -1 : campaign.users.lastOffset(user);
    return last < 0 ? -1 : campaign.baseMillis + last;
  }

  private boolean withinDay() {
    if (limits.perDay() == 0) {
      return true;
    }
    boolean today = lastMillis() >= campaign.startOfDay(now);
    return within(
        "used on this day", user >= 0 && today ? campaign.users.onDay(user) : 0, limits.perDay());
  }

  private boolean withinCounts() {
    boolean passes = true;
    for (int i = 0; i < campaign.counters.count() && passes; i++) {
      Counters.Kind kind = campaign.counters.kind(i);
      Counter counter = campaign.counters.get(i);
      boolean begins = counter.wouldBegin(campaign.periods().startOf(kind.per(), now));
      if (kind.ofUser()) {
        long used =
            begins ? 0 : counter.uses(asked.claimant().userHigh(), asked.claimant().userLow());
        long limit = kind.per() == Period.WEEK ? limits.perWeek() : limits.perMonth();
        passes = within("used in this " + kind.per().word(), used, limit);
      } else {
        passes = withinDimension(kind, counter, begins);
      }
    }
    return passes;
  }

  private boolean withinDimension(Counters.Kind kind, Counter counter, boolean begins) {
    Dimension dimension =
        limits.dimensions().stream()
            .filter(each -> each.name().equals(kind.name()) && each.per() == kind.per())
            .findFirst()
            .orElseThrow();
    String said = kind.name() + " per " + kind.per().word();
    for (Mark mark : asked.marks()) {
      if (!mark.name().equals(kind.name())) {
        continue;
      }
      long used = begins ? 0 : counter.uses(mark.high(), mark.low());
      if (!within("used of this " + said, used, dimension.limit())) {
        return false;
      }
      boolean known = !begins && counter.knows(mark.high(), mark.low());
      long values = begins ? 0 : counter.size();
      look("known value of " + said, known);
      look("values of " + said, values, dimension.maxValues());
      if (!rule(Refusal.LIMIT_REACHED, !known && values >= dimension.maxValues())) {
        return false;
      }
    }
    return true;
  }

  private boolean withinQuotas() {
    List<Looked> quotas = SaleTrace.quotas(campaign, asked, user);
    looked.addAll(quotas);
    return quotas.isEmpty()
        || rule(Refusal.LIMIT_REACHED, SaleTrace.overQuota(campaign, asked, user));
  }

  private boolean cooledDown() {
    if (limits.cooldownMillis() == 0) {
      return true;
    }
    long last = lastMillis();
    look("last accepted", last < 0 ? "never" : time(last));
    look("now", time(now), last < 0 ? "" : time(last + limits.cooldownMillis()));
    return rule(Refusal.COOLING_DOWN, last >= 0 && now < last + limits.cooldownMillis());
  }
}
