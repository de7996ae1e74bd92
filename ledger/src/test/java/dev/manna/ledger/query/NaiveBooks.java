package dev.manna.ledger.query;

import dev.manna.core.Batch;
import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.SaleEvent;
import dev.manna.core.feed.Happened;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.audit.Auditor;
import dev.manna.simulation.audit.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the events of a log say, in lists that are looked through from one end to the other. */
final class NaiveBooks {
  final List<String> campaigns = new ArrayList<>();
  final Map<String, String> zones = new HashMap<>();
  final List<Claim> claims = new ArrayList<>();
  final List<Grant> grants = new ArrayList<>();
  final long position;

  private final Map<Long, Long> times = new HashMap<>();

  /** By raffle, when each of its units was won. */
  private final Map<String, List<Long>> wins = new HashMap<>();

  record Claim(
      String campaign,
      long number,
      String kind,
      String user,
      String key,
      String outcome,
      long uses,
      long misses,
      long position,
      long at) {
    String row() {
      return String.join(
          "|", campaign, "" + number, kind, user, key, outcome, "" + uses, "" + position, "" + at);
    }
  }

  record Grant(Standing of, long claim, long at) {
    String row() {
      return String.join(
          "|",
          of.campaign() + "." + of.number(),
          of.user(),
          of.key(),
          "" + claim,
          of.item(),
          "" + of.round(),
          "" + of.units(),
          "" + of.cents(),
          of.state().word(),
          "" + of.returned(),
          "" + of.position(),
          "" + at);
    }
  }

  NaiveBooks(CrowdLog log) {
    Auditor auditor = new Auditor();
    for (Batch batch : log.batches()) {
      auditor.accept(batch);
      CrowdLog.events(batch).forEach(this::take);
    }
    position = log.position();
    Map<String, Long> numbers = new HashMap<>();
    claims.forEach(
        each -> numbers.put(each.campaign + ' ' + each.user + ' ' + each.key, each.number));
    for (Standing grant : auditor.grants()) {
      long claim = numbers.get(grant.campaign() + ' ' + grant.user() + ' ' + grant.key());
      List<Long> won = wins.get(grant.campaign());
      long at = won == null ? times.get(grant.position()) : won.get(grant.number() - 1);
      grants.add(new Grant(grant, claim, at));
    }
  }

  private void take(Happened happened) {
    times.put(happened.position(), happened.timeMillis());
    switch (happened.event()) {
      case Event.Defined defined -> {
        if (defined.version() == 1) {
          campaigns.add(defined.campaign());
        }
        zones.put(defined.campaign(), defined.definition().terms().timeZone());
      }
      case LotteryEvent.Won won ->
          wins.computeIfAbsent(campaigns.get(won.campaign()), name -> new ArrayList<>())
              .add(happened.timeMillis());
      case Event.Drawn drawn ->
          claim(happened, drawn.campaign(), drawn.claimant(), "draw", drawn.draws(), drawn.wins());
      case Event.Entered entered ->
          claim(happened, entered.campaign(), entered.claimant(), "entry", entered.entries(), 0);
      case Event.Snatched snatched ->
          claim(
              happened,
              snatched.campaign(),
              snatched.claimant(),
              "snatch",
              1,
              snatched.hit() ? 1 : 0);
      case Event.Deducted deducted ->
          claim(
              happened,
              deducted.campaign(),
              deducted.claimant(),
              "order",
              1,
              deducted.expiresAtMillis() > 0 ? 2 : 1);
      case Event.Waited waited ->
          claim(happened, waited.campaign(), waited.claimant(), "order", 1, 0);
      case Event other -> operated(happened, other);
    }
  }

  private void operated(Happened happened, Event event) {
    switch (event) {
      case Event.Adjusted adjusted -> {
        if (adjusted.claimant() != null) {
          claim(happened, adjusted.campaign(), adjusted.claimant(), "adjustment", 0, 0);
        }
      }
      case LotteryEvent.Credited it ->
          claim(happened, it.campaign(), it.claimant(), "credit", 0, 0);
      case LotteryEvent.Allocated it ->
          claim(happened, it.campaign(), it.claimant(), "allocation", 0, 0);
      case SaleEvent.Returned it -> claim(happened, it.campaign(), it.claimant(), "return", 0, 0);
      case Event other -> {}
    }
  }

  private void claim(
      Happened happened, int campaign, Claimant by, String kind, long uses, long got) {
    String name = campaigns.get(campaign);
    long number = 1 + claims.stream().filter(each -> each.campaign.equals(name)).count();
    String outcome =
        switch (kind) {
          case "draw" -> got > 0 ? "given" : "missed";
          case "entry" -> "entered";
          case "snatch" -> got > 0 ? "held" : "missed";
          case "order" -> got == 0 ? "waiting" : got == 2 ? "held" : "given";
          default -> "done";
        };
    long misses = kind.equals("draw") || kind.equals("snatch") ? uses - got : 0;
    claims.add(
        new Claim(
            name,
            number,
            kind,
            by.user(),
            by.key(),
            outcome,
            uses,
            misses,
            happened.position(),
            happened.timeMillis()));
  }

  int campaign(String name) {
    return campaigns.indexOf(name);
  }

  /** The grants that a filter picks, in the order of the listing. */
  List<String> grants(Filter filter) {
    boolean byUser = filter.has(By.USER);
    return grants.stream()
        .filter(each -> !byUser || each.of.user().equals(filter.text(By.USER)))
        .filter(each -> is(filter, By.CAMPAIGN, each.of.campaign()))
        .filter(each -> is(filter, By.ITEM, each.of.item()))
        .filter(each -> is(filter, By.STATE, each.of.state().word()))
        .filter(each -> filter.number(By.CLAIM, each.claim) == each.claim)
        .filter(each -> during(filter, each.at) && each.of.position() <= upTo(filter))
        .sorted(
            (one, other) -> {
              int order = campaign(one.of.campaign()) - campaign(other.of.campaign());
              if (order == 0 && byUser) {
                order = Long.compare(one.claim, other.claim);
              }
              return order == 0 ? Long.compare(one.of.number(), other.of.number()) : order;
            })
        .map(Grant::row)
        .toList();
  }

  List<String> claims(Filter filter) {
    return claims.stream()
        .filter(each -> is(filter, By.CAMPAIGN, each.campaign))
        .filter(each -> is(filter, By.USER, each.user))
        .filter(each -> is(filter, By.KEY, each.key))
        .filter(each -> is(filter, By.KIND, each.kind))
        .filter(each -> is(filter, By.OUTCOME, each.outcome))
        .filter(each -> filter.number(By.CLAIM, each.number) == each.number)
        .filter(each -> during(filter, each.at) && each.position <= upTo(filter))
        .sorted(
            (one, other) -> {
              int order = campaign(one.campaign) - campaign(other.campaign);
              return order == 0 ? Long.compare(one.number, other.number) : order;
            })
        .map(Claim::row)
        .toList();
  }

  private static boolean is(Filter filter, By by, String value) {
    String wanted = filter.text(by);
    return wanted == null || wanted.equals(value);
  }

  private static boolean during(Filter filter, long at) {
    return at >= filter.number(By.FROM, Long.MIN_VALUE)
        && at < filter.number(By.TO, Long.MAX_VALUE);
  }

  private static long upTo(Filter filter) {
    return filter.number(By.UP_TO, Long.MAX_VALUE);
  }
}
