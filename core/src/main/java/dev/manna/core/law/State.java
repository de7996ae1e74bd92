package dev.manna.core.law;

import dev.manna.core.Author;
import dev.manna.core.Campaign;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Changed.Deed;
import dev.manna.core.Check;
import dev.manna.core.Claimant;
import dev.manna.core.Command;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.ProofEvent;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All that a log's events have made; changed by {@link #apply} alone, which cannot fail. */
final class State {
  final Trail trail = new Trail();
  final List<CampaignState> campaigns = new ArrayList<>();
  final Timers timers = new Timers(trail);
  final Notices notices = new Notices(trail);
  final Quarantine quarantine = new Quarantine(trail);

  /** What a batch changes of what is free, for a log that wants to know. */
  final StockTally stock = new StockTally();

  /** The lines of sales of which the first order may be served. */
  final Notices heads = new Notices(trail);

  private final Map<String, CampaignState> byId = new HashMap<>();

  /** Read by any thread; all else belongs to one. */
  private final Map<String, Seal> seals = new ConcurrentHashMap<>();

  /** Who does what happens next; between batches, nobody. */
  private @Nullable Author author;

  private long position;
  private long millis;
  private Event.@Nullable Founded founded;

  /** The position of the last event. */
  long position() {
    return position;
  }

  /** The time of the last event. */
  long millis() {
    return millis;
  }

  Event.@Nullable Founded founded() {
    return founded;
  }

  /** A user and a key with the hashes by which the tables know them. */
  Claimant claimant(String user, String key) {
    Event.Founded by = founded;
    if (by == null) {
      throw new IllegalStateException("the log is not founded");
    }
    SipHash.Digest of = SipHash.of(by.seedLow(), by.seedHigh(), user);
    long keyHash = SipHash.first(by.seedLow(), by.seedHigh(), key);
    return new Claimant(user, key, of.first(), (int) of.second() & 0xffff, keyHash);
  }

  @Nullable CampaignState campaign(String id) {
    return byId.get(id);
  }

  /** The secret of a campaign, also of one whose definition is still in flight. Any thread. */
  @Nullable Seal seal(String id) {
    return seals.get(id);
  }

  /** Takes an event as the next one of the log. */
  void apply(Event event, long now) {
    Check.that(now >= millis, "time in the log never goes back", now - millis);
    position++;
    millis = now;
    switch (event) {
      case Event.Drawn drawn ->
          campaigns.get(drawn.campaign()).lottery().draw(drawn, now, position);
      case Event.Entered entered ->
          campaigns.get(entered.campaign()).lottery().enter(entered, now, position);
      case Event.Snatched snatched ->
          campaigns.get(snatched.campaign()).rain().snatch(snatched, now, position);
      case Event.Deducted deducted ->
          campaigns.get(deducted.campaign()).sale().deduct(deducted, now, position);
      case Event.Waited waited ->
          campaigns.get(waited.campaign()).sale().begin(waited, now, position);
      case Event.Settled settled -> settle(settled);
      case SaleEvent sale -> become(campaigns.get(sale.campaign()), sale);
      case StockEvent.Noticed noticed -> {
        campaigns.get(noticed.campaign()).sale().watch.noticed(noticed);
        dropIdleNotices();
      }
      case Event.Adjusted adjusted -> adjust(adjusted);
      case Event.Steered steered -> steer(steered);
      case ProofEvent proof -> prove(proof);
      case Event.Defined defined -> define(defined, now);
      case Enlisted enlisted -> enlist(campaigns.get(enlisted.campaign()), enlisted);
      case LotteryEvent lottery -> lottery(lottery);
      case ChangeEvent.Authored authored -> {
        author = authored.author();
        trail.onUndo(() -> author = null);
      }
      case ChangeEvent change -> Approvals.apply(this, change);
      case QuarantineEvent aside -> QuarantineRules.apply(this, aside, now);
      case Event.Founded first -> {
        Check.that(founded == null && position == 1, "a log is founded once, at its beginning");
        founded = first;
        trail.onUndo(() -> founded = null);
      }
    }
  }

  private void enlist(CampaignState campaign, Enlisted enlisted) {
    ListRules.apply(campaign, enlisted);
    note(campaign, Deed.ENLISTED, Deeds.detail(enlisted));
  }

  private void become(CampaignState campaign, SaleEvent event) {
    SalePools sale = campaign.sale();
    if (event instanceof SaleEvent.WaitEnded ended && !ended.byUser()) {
      Check.that(
          sale.waits.dueMillis(ended.claim(), millis) <= millis,
          "an order stops waiting by itself only when its time is over");
    }
    sale.apply(event, millis, position);
    sale.watch.became(event, position);
    WaitRules.dropIdle(this, millis);
    if (event instanceof SaleEvent.WaitEnded) {
      Settlements.ended(campaign, timers, millis);
    }
  }

  private void prove(ProofEvent event) {
    CampaignState campaign = campaigns.get(event.campaign());
    switch (event) {
      case ProofEvent.Revealed revealed -> {
        campaign.reveal(position);
        note(campaign, Deed.REVEALED, "");
        Settlements.ended(campaign, timers, millis);
      }
      case ProofEvent.CampaignSettled settled -> {
        Check.that(
            Settlements.dueMillis(campaign, millis) <= millis,
            "a campaign is settled when it is over and nothing of it is open");
        campaign.settle(position);
      }
    }
  }

  /** Puts what an operator did into the campaign's history, with whoever was named for it. */
  private void note(CampaignState campaign, Deed deed, String detail) {
    campaign.history.add(millis, position, author, deed, detail, campaign.rules().version(), 0);
    author = null;
  }

  /** Chances belong to their user, and there are as many credits as users: the log keeps them. */
  private void lottery(LotteryEvent event) {
    CampaignState campaign = campaigns.get(event.campaign());
    LotteryOffice.apply(campaign, event, position);
    switch (event) {
      case LotteryEvent.Credited credited -> author = null;
      case LotteryEvent.Allocated allocated ->
          note(
              campaign,
              Deed.ALLOCATED,
              Deeds.detail(allocated, campaign.catalog().id(allocated.item())));
      case LotteryEvent.AllocationEnded ended -> {}
      case LotteryEvent.Won won -> {}
      case LotteryEvent.RaffleEnded ended -> Settlements.ended(campaign, timers, millis);
    }
  }

  private void adjust(Event.Adjusted adjusted) {
    CampaignState campaign = campaigns.get(adjusted.campaign());
    if (campaign.pools instanceof SalePools sale) {
      sale.change(adjusted.change(), position);
    } else {
      campaign.change(adjusted.change());
    }
    if (adjusted.claimant() != null) {
      campaign.useKey(adjusted.claimant(), adjusted.fingerprint(), position);
    }
    note(campaign, Deed.ADJUSTED, Deeds.detail(adjusted.change()));
  }

  private void settle(Event.Settled settled) {
    CampaignState campaign = campaigns.get(settled.campaign());
    if (settled.ending() == Event.Ending.EXPIRED) {
      long expiry = campaign.pools.expiryMillis(settled.claim());
      Check.that(
          campaign.held(settled.claim()) && expiry > 0 && expiry <= millis,
          "a hold ends by itself once, when it is due");
    }
    campaign.pools.settle(settled.claim(), settled.ending(), millis);
    if (campaign.pools instanceof SalePools sale) {
      sale.watch.settled(settled, position);
    }
    Settlements.ended(campaign, timers, millis);
  }

  /** Forgets the notices at the front that are not due any more. */
  void dropIdleNotices() {
    while (!notices.isEmpty() && dueNotice() == null) {
      notices.removeNext();
    }
  }

  /** The first notice that may be due, null where it is not; asked only where there is one. */
  private StockEvent.@Nullable Noticed dueNotice() {
    return campaigns.get(notices.nextCampaign()).sale().watch.due(notices.nextItem());
  }

  /** The notice that must be given before anything else happens, or null. */
  StockEvent.@Nullable Noticed nextNotice() {
    dropIdleNotices();
    return notices.isEmpty() ? null : dueNotice();
  }

  /**
   * Forgets the timers that are due and became void, up to the first that is not. A hold that was
   * extended has its timer set again when the old one is due: one is set, however often. So has a
   * raffle whose end was moved.
   */
  void dropEndedTimers(long now) {
    while (timers.nextMillis() <= now) {
      CampaignState campaign = campaigns.get(timers.nextCampaign());
      int subject = timers.nextSubject();
      long due = timers.nextMillis();
      Timers.Kind kind = timers.nextKind();
      long end =
          switch (kind) {
            case HOLD ->
                campaign.held(subject) ? campaign.pools.expiryMillis(subject) : Timers.NEVER;
            case ALLOCATION -> campaign.lottery().allocations.isOpen(subject) ? due : Timers.NEVER;
            case RAFFLE -> campaign.lottery().anyRaffle().dueMillis();
            case END -> Settlements.dueMillis(campaign, due);
            case WAIT -> campaign.sale().waits.dueMillis(subject, now);
          };
      if (end <= due) {
        return;
      }
      timers.removeNext();
      if (end < Timers.NEVER) {
        timers.add(end, kind, campaign.number, subject);
      }
    }
  }

  private void steer(Event.Steered steered) {
    CampaignState campaign = campaigns.get(steered.campaign());
    Status status =
        switch (steered.move()) {
          case PAUSE -> Status.PAUSED;
          case RESUME -> Status.LIVE;
          case CLOSE -> Status.CLOSED;
          case PUBLISH -> Status.LIVE;
          case ALARM -> Status.ALARMED;
        };
    campaign.stand(status, position);
    Raffle raffle = campaign.raffle();
    if (raffle != null && status == Status.CLOSED) {
      raffle.startDraw(millis);
    } else if (raffle != null && steered.move() == Command.Move.PUBLISH) {
      raffle.endsAt(campaign.definition().terms().endMillis());
    }
    if (status == Status.CLOSED || steered.move() == Command.Move.PUBLISH) {
      Settlements.setTimer(campaign, timers, millis);
    }
    if (campaign.pools instanceof SalePools sale) {
      sale.waits.rulesChanged(millis);
    }
    note(campaign, Deeds.of(steered.move()), "");
  }

  private void define(Event.Defined defined, long now) {
    CampaignState campaign = toDefine(defined, now);
    Campaign was = campaign.definition();
    campaign.define(defined.definition(), defined.version(), position);
    if (defined.version() == 1
        || was.terms().endMillis() != defined.definition().terms().endMillis()) {
      Settlements.setTimer(campaign, timers, now);
    }
    if (campaign.pools instanceof SalePools sale) {
      sale.watch.defined((Sale) was, position);
      sale.waits.rulesChanged(now);
    }
    note(campaign, Deed.DEFINED, "");
  }

  /** The campaign that a definition is of: a new one, for a draft too, whatever it was before. */
  private CampaignState toDefine(Event.Defined defined, long now) {
    CampaignState before = byId.get(defined.campaign());
    if (before == null) {
      Secret secret = defined.secret();
      Check.that(secret != null, "the first definition brings the campaign's secret");
      Seal seal = new Seal(defined.campaign(), Objects.requireNonNull(secret));
      Status status = defined.draft() ? Status.DRAFT : Status.LIVE;
      trail.onUndo(this::removeLast);
      return add(defined.campaign(), now, defined.definition(), seal, status);
    }
    if (!before.isDraft()) {
      return before;
    }
    before.items.touchAll();
    trail.onUndo(() -> put(before));
    CampaignState again =
        made(
            before.number,
            before.id,
            now,
            defined.definition(),
            before.seal,
            before.history,
            Status.DRAFT);
    put(again);
    return again;
  }

  /** A campaign that nothing is known of but its name, its base and how it is defined. */
  CampaignState add(String id, long baseMillis, Campaign definition, Seal seal, Status status) {
    History history = new History(trail);
    CampaignState campaign =
        made(campaigns.size(), id, baseMillis, definition, seal, history, status);
    campaigns.add(campaign);
    put(campaign);
    return campaign;
  }

  private CampaignState made(
      int number,
      String id,
      long baseMillis,
      Campaign definition,
      Seal seal,
      History history,
      Status status) {
    Odds odds = Odds.none(trail);
    CampaignState.Rules rules =
        new CampaignState.Rules(definition, 0, status, 0, Catalog.EMPTY, odds);
    return new CampaignState(
        trail, timers, notices, heads, stock, number, id, baseMillis, seal, history, rules);
  }

  private void put(CampaignState campaign) {
    campaigns.set(campaign.number, campaign);
    byId.put(campaign.id, campaign);
    seals.put(campaign.id, campaign.seal);
  }

  private void removeLast() {
    String id = campaigns.removeLast().id;
    byId.remove(id);
    seals.remove(id);
  }

  /** Where a loaded state stands. */
  void stand(long atPosition, long atMillis, Event.@Nullable Founded by) {
    position = atPosition;
    millis = atMillis;
    founded = by;
  }
}
