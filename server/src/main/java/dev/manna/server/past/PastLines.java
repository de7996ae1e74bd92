package dev.manna.server.past;

import dev.manna.core.Grant;
import dev.manna.core.LotteryReply;
import dev.manna.core.Reply;
import dev.manna.server.terminal.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** A state of the past as people read it. */
public final class PastLines {
  /** Of a campaign with more pools only their sum is shown, unless it is the only one. */
  private static final int POOLS = 20;

  private final PastReport report;
  private final List<String> lines = new ArrayList<>();

  private PastLines(PastReport report) {
    this.report = report;
  }

  /**
   * All that is to be said.
   *
   * @param winners whether winners are wanted
   */
  public static List<String> of(PastReport report, boolean winners) {
    PastLines lines = new PastLines(report);
    lines.head();
    lines.campaigns();
    lines.pools();
    lines.odds();
    String user = report.user();
    if (user != null) {
      lines.user(user);
    }
    if (winners) {
      lines.winners();
    }
    return lines.lines;
  }

  private void head() {
    PastState state = report.state();
    lines.add(
        "position %,d of %,d, at %s, replayed from %s"
            .formatted(
                state.position(),
                state.end(),
                Instant.ofEpochMilli(state.millis()),
                state.from() == 0
                    ? "the beginning"
                    : "the snapshot at %,d".formatted(state.from())));
  }

  private void add(Table table) {
    lines.add("");
    lines.addAll(table.lines());
  }

  private void campaigns() {
    Table table = new Table("campaign", "kind", "status", "version");
    for (String id : report.campaigns()) {
      Reply.Defined campaign = report.campaign(id);
      table.row(id, campaign.definition().kind(), campaign.status().word(), campaign.version());
    }
    add(table);
  }

  private void pools() {
    Table table = new Table("pool", "unit", "total", "free", "held", "given");
    List<String> ids = report.campaigns();
    for (String id : ids) {
      List<Reply.Pool> pools = report.pools(id);
      if (ids.size() > 1 && pools.size() > POOLS) {
        table.row(
            id + ": " + Table.grouped(pools.size()) + " pools",
            "units",
            sum(pools, Reply.Pool::total),
            sum(pools, Reply.Pool::available),
            sum(pools, Reply.Pool::held),
            sum(pools, Reply.Pool::given));
      } else {
        pools.forEach(pool -> row(table, id, pool));
      }
    }
    add(table);
  }

  private static long sum(List<Reply.Pool> pools, ToLongFunction<Reply.Pool> part) {
    return pools.stream().filter(pool -> !pool.goods().computed()).mapToLong(part).sum();
  }

  private static void row(Table table, String campaign, Reply.Pool pool) {
    boolean endless = pool.total() < 0;
    table.row(
        campaign + ": " + pool.item(),
        pool.unit(),
        endless ? "no end" : pool.total(),
        endless ? "no end" : pool.available(),
        pool.held(),
        pool.given());
  }

  private void odds() {
    String who = report.user() == null ? "a user's first draw" : report.user() + "'s next draw";
    Table table = new Table("odds of " + who, "wins", "of");
    boolean any = false;
    for (String id : report.campaigns()) {
      for (LotteryReply page : report.odds(id)) {
        any = true;
        switch (page) {
          case LotteryReply.Odds odds -> {
            odds.prizes()
                .forEach(
                    each ->
                        table.row(id + ": " + each.item(), each.numerator(), odds.denominator()));
            if (odds.next() == 0) {
              table.row(id + ": nothing", odds.miss(), odds.denominator());
            }
          }
          case LotteryReply.Raffle raffle ->
              table.row(id + ": the first unit", raffle.own(), raffle.entries());
        }
      }
    }
    if (any) {
      add(table);
    }
  }

  private void user(String user) {
    Table table = new Table("grant of " + user, "item", "worth", "state", "position");
    report.grants(user).forEach(grant -> row(table, grant.id().toString(), grant));
    add(table);
    Reply.Wallet wallet = report.wallet(user);
    Table money = new Table("wallet", "opened cents", "unopened cents");
    Set<String> currencies = new TreeSet<>(wallet.balances().keySet());
    currencies.addAll(wallet.unopened().keySet());
    for (String currency : currencies) {
      long opened = wallet.balances().getOrDefault(currency, 0L);
      money.row(currency, opened, wallet.unopened().getOrDefault(currency, 0L));
    }
    if (money.lines().size() > 1) {
      add(money);
    }
    Table chances = new Table("chances", "left");
    report.campaigns().stream()
        .filter(id -> report.chances(id, user) >= 0)
        .forEach(id -> chances.row(id, report.chances(id, user)));
    if (chances.lines().size() > 1) {
      add(chances);
    }
  }

  private static void row(Table table, String first, Grant grant) {
    table.row(first, grant.item(), worth(grant), grant.state().word(), grant.position());
  }

  private static String worth(Grant grant) {
    return switch (grant.worth()) {
      case Grant.Worth.Quantity quantity -> Table.grouped(quantity.units() - grant.returned());
      case Grant.Worth.Amount amount -> Table.grouped(amount.cents()) + ' ' + amount.currency();
    };
  }

  private void winners() {
    Table table = new Table("winner", "item", "worth", "state", "position");
    report.winners().forEach(each -> row(table, each.user(), each.grant()));
    add(table);
  }
}
