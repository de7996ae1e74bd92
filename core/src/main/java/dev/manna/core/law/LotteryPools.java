package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Check;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a lottery has. */
final class LotteryPools implements Pools {
  final Allocations allocations;

  /** Null where claims are draws; which they are is fixed for life. */
  final @Nullable Raffle raffle;

  private final CampaignState campaign;

  LotteryPools(CampaignState campaign, Trail trail, Timers timers) {
    this.campaign = campaign;
    allocations = new Allocations(campaign, trail, timers);
    boolean entered = ((Lottery) campaign.definition()).raffle();
    raffle = entered ? new Raffle(campaign, trail, timers) : null;
  }

  /** What a raffle has. */
  Raffle anyRaffle() {
    return Objects.requireNonNull(raffle, "only a raffle is entered and drawn");
  }

  @Override
  public void define(Campaign next, Catalog catalog) {
    long end = next.terms().endMillis();
    boolean first = campaign.rules().version() == 0;
    if (raffle != null && (first || end != campaign.definition().terms().endMillis())) {
      raffle.endsAt(end);
    }
  }

  void enter(Event.Entered entered, long now, long position) {
    int user = anyRaffle().enter(entered, now, position);
    if (((Lottery) campaign.definition()).chances()) {
      campaign.tallies.add(Tallies.Kind.CHANCES, user, 0, -entered.entries());
    }
  }

  void draw(Event.Drawn drawn, long now, long position) {
    int claim = campaign.claim(drawn, drawn.wins(), drawn.draws(), now, position);
    if (drawn.allocated() > 0) {
      allocations.use(campaign.claims.user(claim), drawn.allocated());
    }
    for (int made = 0, left = drawn.wins(); left > 0; made++) {
      int item = drawn.outcomes().at(made);
      if (item != Event.Drawn.MISS) {
        campaign.give(item);
        campaign.grants.add(item, claim, 1, Grant.State.GIVEN);
        left--;
      }
    }
    if (((Lottery) campaign.definition()).chances()) {
      campaign.tallies.add(Tallies.Kind.CHANCES, campaign.claims.user(claim), 0, -drawn.draws());
    }
    Lines lines = campaign.odds().lines();
    if (lines.personal()) {
      remember(campaign.claims.user(claim), drawn, lines);
    }
  }

  /** Counts what rules ask for, from the definition on that has such a rule. */
  private void remember(int user, Event.Drawn drawn, Lines lines) {
    for (int item : drawn.outcomes()) {
      if (item != Event.Drawn.MISS && lines.rules(item).perUser() > 0) {
        campaign.tallies.add(Tallies.Kind.ITEM, user, item, 1);
      }
    }
    if (!lines.guarantees.isEmpty()) {
      int lastWin = drawn.draws() - drawn.missesAtEnd();
      long before = lastWin > 0 ? 0 : campaign.tallies.count(Tallies.Kind.MISSES, user, 0);
      campaign.tallies.set(Tallies.Kind.MISSES, user, 0, before + drawn.missesAtEnd());
    }
  }

  @Override
  public void settle(int claim, Event.Ending ending, long now) {
    throw Check.broken("what a lottery gives is never held");
  }

  @Override
  public void operatorKeyUsed() {}

  @Override
  public long expiryMillis(int claim) {
    return 0;
  }

  @Override
  public void save(Sink sink) {
    allocations.save(sink);
    if (raffle != null) {
      raffle.save(sink);
    }
  }

  @Override
  public void load(Source source) {
    allocations.load(source);
    if (raffle != null) {
      raffle.load(source);
    }
  }

  @Override
  public void startTimers() {
    allocations.startTimers();
    if (raffle != null) {
      raffle.startTimers();
    }
  }
}
