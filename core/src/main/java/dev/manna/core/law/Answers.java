package dev.manna.core.law;

import dev.manna.core.ChangeEvent;
import dev.manna.core.Claimant;
import dev.manna.core.Command;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import dev.manna.core.LotteryEvent;
import dev.manna.core.LotteryQuery;
import dev.manna.core.ProofEvent;
import dev.manna.core.ProofQuery;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replies read from the state. A claim's reply is made from its row alike the first time and every
 * time after, which is why it is the same.
 */
final class Answers {
  private Answers() {}

  /** What to answer to a command whose event was just applied. */
  static Reply after(State state, Command command, Event event) {
    return switch (event) {
      case Event.Claimed claimed -> latestClaim(state, claimed.campaign(), claimed.claimant());
      case Event.Settled settled -> {
        Command.Settle settle = (Command.Settle) command;
        yield grant(state.campaigns.get(settled.campaign()), settle.grant().number() - 1);
      }
      case SaleEvent.Returned returned -> {
        SaleCommand.Return back = (SaleCommand.Return) command;
        yield new Reply.Returned(back.grant(), back.units(), state.position());
      }
      case SaleEvent.CartSet set ->
          CartRules.cart(state, state.campaigns.get(set.campaign()), set.claimant());
      case SaleEvent.CartEmptied emptied ->
          CartRules.cart(state, state.campaigns.get(emptied.campaign()), emptied.claimant());
      case SaleEvent.Served served -> throw new IllegalArgumentException("it happens by itself");
      case SaleEvent.WaitEnded ended -> WaitRules.left(state, ended, (SaleCommand.Leave) command);
      case SaleEvent.Extended extended -> {
        SaleCommand.Extend extend = (SaleCommand.Extend) command;
        yield grant(state.campaigns.get(extended.campaign()), extend.grant().number() - 1);
      }
      case SaleEvent.Regained regained -> {
        Command.Settle settle = (Command.Settle) command;
        yield grant(state.campaigns.get(regained.campaign()), settle.grant().number() - 1);
      }
      case Event.Adjusted adjusted ->
          new Reply.Adjusted(state.campaigns.get(adjusted.campaign()).id, state.position());
      case Event.Steered steered ->
          campaign(state.campaigns.get(steered.campaign()), state.millis());
      case Event.Defined defined -> campaign(defined(state, defined.campaign()), state.millis());
      case ProofEvent proof -> ProofRules.after(state, proof);
      case Enlisted enlisted -> ListRules.after(state, enlisted);
      case LotteryEvent lottery -> LotteryOffice.after(state, (LotteryCommand) command, lottery);
      case ChangeEvent change -> throw new IllegalArgumentException("what it says comes next");
      case QuarantineEvent aside -> throw new IllegalArgumentException("nobody asks for it");
      case StockEvent stock -> throw new IllegalArgumentException("nobody asks for a notice");
      case Event.Founded founded -> throw new IllegalArgumentException("nobody asks for a log");
    };
  }

  private static CampaignState defined(State state, String id) {
    CampaignState campaign = state.campaign(id);
    if (campaign == null) {
      throw new IllegalArgumentException(id + " was defined just now");
    }
    return campaign;
  }

  private static Reply latestClaim(State state, int number, Claimant claimant) {
    CampaignState campaign = state.campaigns.get(number);
    return claim(campaign, campaign.claims.count() - 1, claimant);
  }

  /** The reply to a claim as it was when it was decided. */
  static Reply claim(CampaignState campaign, int claim, Claimant claimant) {
    long position = campaign.claims.position(claim);
    if (claimant.user().isEmpty()) {
      return new Reply.Adjusted(campaign.id, position);
    }
    if (campaign.raffle() != null || campaign.claims.waited(claim)) {
      return later(campaign, claim, claimant);
    }
    boolean sale = campaign.definition() instanceof Sale;
    long firstEnd =
        sale ? campaign.sale().holds.firstEnd(claim) : campaign.pools.expiryMillis(claim);
    Grant.State then =
        campaign.definition() instanceof RedPacket || firstEnd > 0
            ? Grant.State.HELD
            : Grant.State.GIVEN;
    int count = campaign.claims.grants(claim);
    List<Grant> grants = count == 0 ? List.of() : new ArrayList<>(count);
    int first = campaign.claims.firstGrant(claim);
    for (int grant = first; grant < first + count; grant++) {
      grants.add(view(campaign, grant, then, firstEnd, 0, position));
    }
    return new Reply.Claimed(
        campaign.id,
        claimant.user(),
        claimant.key(),
        campaign.claims.uses(claim),
        grants,
        position);
  }

  /** The reply to a claim of which later events say what it got, if anything. */
  private static Reply later(CampaignState campaign, int claim, Claimant claimant) {
    boolean waited = campaign.claims.waited(claim);
    return new Reply.Claimed(
        campaign.id,
        claimant.user(),
        claimant.key(),
        campaign.claims.uses(claim),
        !waited,
        waited ? campaign.sale().holds.firstEnd(claim) : 0,
        List.of(),
        campaign.claims.position(claim));
  }

  /** A grant as it stands now, and the others of its claim. */
  static Reply grant(CampaignState campaign, int grant) {
    int claim = campaign.grants.claim(grant);
    int first = campaign.claims.firstGrant(claim);
    List<Grant> together = ClaimAnswers.grants(campaign, claim);
    return new Reply.Granted(together.get(grant - first), together);
  }

  /** A grant as it stands now. */
  static Grant view(CampaignState campaign, int grant) {
    int claim = campaign.grants.claim(grant);
    Grant.State state = campaign.grants.state(grant);
    boolean sale = campaign.definition() instanceof Sale;
    return view(
        campaign,
        grant,
        state,
        state == Grant.State.HELD ? campaign.pools.expiryMillis(claim) : 0,
        sale ? campaign.sale().returned(grant) : 0,
        campaign.gotAt(claim));
  }

  private static Grant view(
      CampaignState campaign,
      int grant,
      Grant.State state,
      long until,
      long returned,
      long position) {
    long size = campaign.grants.size(grant);
    GrantId id = new GrantId(campaign.id, grant + 1);
    int item = campaign.grants.item(grant);
    if (campaign.definition() instanceof RedPacket rain && !campaign.rain().good(item)) {
      return new Grant(
          id, Grant.PACKET, new Grant.Worth.Amount(size, rain.currency()), state, until, position);
    }
    String name = campaign.catalog().id(item);
    Grant.Worth units = new Grant.Worth.Quantity(size);
    return new Grant(id, name, units, state, until, position, returned);
  }

  static Reply campaign(CampaignState campaign, long now) {
    CampaignState.Rules rules = campaign.rules();
    return new Reply.Defined(
        campaign.id, rules.version(), campaign.status(now), rules.definition(), rules.position());
  }

  /** What to answer to a query at a time. */
  static Reply to(State state, Query query, @Nullable Claimant user, long now) {
    return switch (query) {
      case Query.OfCampaign of -> {
        CampaignState campaign = state.campaign(of.campaign());
        yield campaign == null ? unknownCampaign(of.campaign()) : campaign(campaign, now);
      }
      case Query.OfPools of -> {
        CampaignState campaign = state.campaign(of.campaign());
        yield campaign == null ? unknownCampaign(of.campaign()) : pools(state, campaign, of, now);
      }
      case Query.OfMovements of -> {
        CampaignState campaign = state.campaign(of.campaign());
        yield campaign == null
            ? unknownCampaign(of.campaign())
            : SaleAnswers.movements(state, campaign, of);
      }
      case Query.OfGrant of -> {
        CampaignState campaign = state.campaign(of.grant().campaign());
        int grant = of.grant().number() - 1;
        yield campaign == null || grant >= campaign.grants.count()
            ? Reply.Refused.of(Refusal.UNKNOWN_GRANT, of.grant() + " was never granted")
            : grant(campaign, grant);
      }
      case Query.OfClaim of -> ClaimAnswers.standing(state, of, named(user));
      case Query.OfChances of -> LotteryAnswers.chances(state, of, named(user));
      case Query.OfChanges of -> History.answer(state, of);
      case Query.OfProposal of -> Approvals.answer(state, of);
      case Query.OfRolls of -> ListRules.rolls(state, of, named(user));
      case Query.OfWallet of -> Holdings.wallet(state, of, named(user));
      case Query.OfCart of ->
          CartRules.answer(state, state.campaign(of.campaign()), named(user), of.campaign());
      case Query.OfGrants of -> Holdings.grants(state, of, named(user));
      case LotteryQuery of -> LotteryAnswers.to(state, of, user);
      case ProofQuery of -> ProofRules.answer(state, of, user, now);
    };
  }

  private static Claimant named(@Nullable Claimant user) {
    if (user == null) {
      throw new IllegalArgumentException("a user's query is prepared with the user");
    }
    return user;
  }

  static Reply unknownCampaign(String id) {
    return Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "\"" + id + "\" is not defined");
  }

  private static Reply pools(State state, CampaignState campaign, Query.OfPools of, long now) {
    int items = campaign.items.count();
    int rows = items + (campaign.definition() instanceof Sale ? SaleAnswers.computed(campaign) : 0);
    int end = (int) Math.min(rows, (long) of.after() + of.limit());
    List<Reply.Pool> pools = new ArrayList<>();
    for (int row = of.after(); row < end; row++) {
      pools.add(
          row < items ? pool(campaign, row) : SaleAnswers.computedPool(campaign, row - items));
    }
    int next = end < rows ? end : 0;
    Raffle raffle = campaign.raffle();
    return new Reply.Pools(
        campaign.id,
        campaign.status(now),
        pools,
        raffle == null ? Reply.Pools.NO_ENTRIES : raffle.entries(),
        next,
        state.position());
  }

  private static Reply.Pool pool(CampaignState campaign, int item) {
    if (campaign.definition() instanceof Sale) {
      return SaleAnswers.pool(campaign, item);
    }
    long total = campaign.items.total(item);
    return new Reply.Pool(
        campaign.catalog().id(item),
        unit(campaign, item),
        total,
        total == Lottery.Prize.UNLIMITED ? Lottery.Prize.UNLIMITED : campaign.items.available(item),
        campaign.items.held(item),
        campaign.items.given(item),
        campaign.items.quarantined(item),
        Reply.Goods.PLAIN);
  }

  private static String unit(CampaignState campaign, int item) {
    if (!(campaign.definition() instanceof RedPacket) || campaign.rain().good(item)) {
      return "units";
    }
    return item == Catalog.MONEY ? "cents" : "packets";
  }
}
