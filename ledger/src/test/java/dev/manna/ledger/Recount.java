package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Author;
import dev.manna.core.Batch;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Event;
import dev.manna.core.RedPacket;
import dev.manna.core.feed.Happened;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.audit.Auditor;
import dev.manna.simulation.audit.Standing;
import dev.manna.simulation.audit.Totals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the books must say, by the auditor, which shares no code with them: grant by grant and sum
 * by sum; and, out of the events themselves, what each user did when.
 */
final class Recount {
  private final Auditor auditor = new Auditor();
  private final Map<String, long[]> users = new TreeMap<>();
  private final Map<String, String> currencies = new HashMap<>();
  private final List<String> authors = new ArrayList<>();
  private final CrowdLog log;

  Recount(CrowdLog log) {
    this.log = log;
    List<String> names = new ArrayList<>();
    for (Batch batch : log.batches()) {
      auditor.accept(batch);
      for (Happened happened : CrowdLog.events(batch)) {
        if (happened.event() instanceof Event.Defined defined) {
          if (defined.version() == 1) {
            names.add(defined.campaign());
          }
          if (defined.definition() instanceof RedPacket rain) {
            currencies.put(defined.campaign(), rain.currency());
          }
        }
        if (happened.event() instanceof ChangeEvent change) {
          authors.add(signed(happened.position(), change));
        }
        if (happened.event() instanceof Event.Claimed claimed) {
          count(names.get(claimed.campaign()), claimed, happened.timeMillis());
        }
      }
    }
    assertThat(auditor.ok()).isTrue();
  }

  private void count(String campaign, Event.Claimed claimed, long timeMillis) {
    long[] user =
        users.computeIfAbsent(campaign + '|' + claimed.claimant().user(), fresh -> new long[3]);
    user[0]++;
    user[1] += uses(claimed);
    user[2] = timeMillis;
  }

  /** Who is named, and beside which position. */
  private static String signed(long position, ChangeEvent event) {
    Author author =
        switch (event) {
          case ChangeEvent.Authored authored -> authored.author();
          case ChangeEvent.Proposed proposed -> proposed.author();
          case ChangeEvent.Approved approved -> approved.author();
          case ChangeEvent.Withdrawn withdrawn -> withdrawn.author();
        };
    long at = event instanceof ChangeEvent.Authored ? position + 1 : position;
    return at + "|" + author.actor() + '|' + author.reason();
  }

  private static int uses(Event.Claimed claimed) {
    return switch (claimed) {
      case Event.Drawn drawn -> drawn.draws();
      case Event.Entered entered -> entered.entries();
      case Event.Snatched snatched -> 1;
      case Event.Deducted deducted -> 1;
      case Event.Waited waited -> 1;
    };
  }

  void compare(Database database) {
    assertThat(Contents.rows(database, "SELECT position FROM positions"))
        .containsExactly(Long.toString(log.position()));
    assertThat(
            Contents.rows(
                database,
                "SELECT position, actor, reason FROM changes WHERE actor <> '' ORDER BY position"))
        .isEqualTo(authors);
    compareGrants(database);
    compareSums(database);
    compareWallets(database);
    assertThat(
            Contents.rows(
                database,
                "SELECT c.name, u.user_name, u.claims, u.uses, u.last_draw_at FROM users u"
                    + " JOIN campaigns c ON c.number = u.campaign WHERE u.claims > 0"))
        .containsExactlyInAnyOrderElementsOf(
            users.entrySet().stream()
                .map(
                    each ->
                        each.getKey()
                            + '|'
                            + each.getValue()[0]
                            + '|'
                            + each.getValue()[1]
                            + '|'
                            + each.getValue()[2])
                .toList());
    assertThat(
            Contents.rows(
                database,
                "SELECT * FROM balance WHERE unbalanced <> 0 OR outside_off <> 0 OR pool_off <> 0"
                    + " OR reserved_off <> 0 OR held_off <> 0 OR given_off <> 0"
                    + " OR quarantined_off <> 0 OR returned_off <> 0"))
        .isEmpty();
  }

  private void compareGrants(Database database) {
    assertThat(
            Contents.rows(
                database,
                "SELECT c.name, g.number, k.user_name, k.claim_key, i.name, g.round, g.units,"
                    + " g.cents, g.state, g.returned, g.position FROM grants g"
                    + " JOIN campaigns c ON c.number = g.campaign"
                    + " JOIN claims k ON k.campaign = g.campaign AND k.number = g.claim"
                    + " JOIN items i ON i.campaign = g.campaign AND i.number = g.item"
                    + " ORDER BY g.campaign, g.number"))
        .isEqualTo(auditor.grants().stream().map(Recount::line).toList());
  }

  private static String line(Standing grant) {
    return "%s|%d|%s|%s|%s|%d|%d|%d|%s|%d|%d"
        .formatted(
            grant.campaign(),
            grant.number(),
            grant.user(),
            grant.key(),
            grant.item(),
            grant.round(),
            grant.units(),
            grant.cents(),
            grant.state().word(),
            grant.returned(),
            grant.position());
  }

  private void compareSums(Database database) {
    List<String> expected = new ArrayList<>();
    // What a draft says is in its definition only: nothing of it may be claimed.
    List<String> drafts =
        Contents.rows(database, "SELECT name FROM campaigns WHERE status = 'draft'");
    for (Totals of : auditor.totals()) {
      if (drafts.contains(of.campaign())) {
        continue;
      }
      for (Totals.Item item : of.items()) {
        boolean endless = item.total() < 0;
        expected.add(
            "%s|%s|%s|%d|%d|%d|%d|%d"
                .formatted(
                    of.campaign(),
                    item.item(),
                    item.unit(),
                    endless ? 0 : 1,
                    endless ? 0 : item.total(),
                    item.held(),
                    item.given(),
                    item.returned()));
      }
    }
    assertThat(
            Contents.rows(
                database,
                "SELECT c.name, b.name, b.unit, b.limited, b.limited * b.total, b.held, b.given,"
                    + " b.returned FROM budgets b JOIN campaigns c ON c.number = b.campaign"
                    + " ORDER BY b.campaign, b.item"))
        .isEqualTo(expected);
  }

  private void compareWallets(Database database) {
    Map<String, long[]> wallets = new TreeMap<>();
    for (Standing grant : auditor.grants()) {
      if (grant.cents() > 0) {
        String key = grant.user() + '|' + currencies.get(grant.campaign());
        long[] wallet = wallets.computeIfAbsent(key, fresh -> new long[4]);
        switch (grant.state()) {
          case GIVEN -> {
            wallet[0] += grant.cents();
            wallet[2]++;
          }
          case HELD -> {
            wallet[1] += grant.cents();
            wallet[3]++;
          }
          case RETURNED -> {}
        }
      }
    }
    List<String> expected = new ArrayList<>();
    wallets.forEach(
        (key, sums) ->
            expected.add(key + '|' + sums[0] + '|' + sums[1] + '|' + sums[2] + '|' + sums[3]));
    assertThat(
            Contents.rows(
                database,
                "SELECT user_name, currency, opened_cents, unopened_cents, opened_packets,"
                    + " unopened_packets FROM wallets ORDER BY user_name, currency"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
