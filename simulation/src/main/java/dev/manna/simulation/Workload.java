package dev.manna.simulation;

import dev.manna.core.Campaign;
import dev.manna.core.ChangeReply;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryQuery;
import dev.manna.core.Malformed;
import dev.manna.core.ProofCommand;
import dev.manna.core.ProofQuery;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Status;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a crowd and its operators ask for: everything that can be asked, over few campaigns, users
 * and keys, so that they get in each other's way; often again, sometimes with other content.
 */
public final class Workload {
  private static final int REMEMBERED = 64;

  private final Chance chance;
  private final Definitions definitions;

  /** Those that are open to the crowd; a closed one is soon forgotten for another. */
  private final List<String> campaigns = new ArrayList<>();

  private final ProposalWishes proposals;
  private final int users;
  private final Map<String, Reply.Defined> known = new TreeMap<>();
  private final List<GrantId> grants = new ArrayList<>();
  private final List<Command> sent = new ArrayList<>();

  /** By item, the versions that clients have read, of whichever campaign. */
  private final Map<String, Long> versions = new TreeMap<>();

  private int keys;
  private int named;

  /** A crowd over so many campaigns and users. */
  public Workload(Chance chance, int campaigns, int users) {
    this.chance = chance;
    this.definitions = new Definitions(chance);
    this.proposals = new ProposalWishes(chance);
    for (int i = 0; i < campaigns; i++) {
      this.campaigns.add("c" + named++);
    }
    this.users = users;
  }

  /** The next request, at what the clients take for now. */
  public Request next(long now) {
    while (true) {
      try {
        Request request = any(now);
        if (request instanceof Command command) {
          remember(sent, command);
        }
        return request;
      } catch (Malformed e) {
        // What cannot be asked is not asked.
      }
    }
  }

  /** Clients learn from replies: which version there is, which grants they got. */
  public void learn(Reply reply) {
    switch (reply) {
      case Reply.Defined defined -> {
        known.put(defined.campaign(), defined);
        if (defined.status().compareTo(Status.CLOSED) >= 0 && chance.oneIn(2)) {
          leave(defined.campaign());
        }
      }
      case Reply.Claimed claimed -> claimed.grants().forEach(this::learn);
      case Reply.Pools pools ->
          pools.pools().stream()
              .filter(pool -> pool.goods().version() > 0)
              .forEach(pool -> versions.put(pool.item(), pool.goods().version()));
      case Reply.Grants of -> of.grants().stream().limit(1).forEach(this::learn);
      case ChangeReply.Proposal proposal -> proposals.learn(proposal);
      case Reply other -> {}
    }
  }

  /** Nobody asks for a campaign any more, but for another one in its place. */
  public void leave(String campaign) {
    campaigns.replaceAll(id -> id.equals(campaign) ? "c" + named++ : id);
  }

  /** What is won in a lottery is given: hardly worth asking about. */
  private void learn(Grant grant) {
    if (grant.state() == Grant.State.HELD || chance.oneIn(20)) {
      remember(grants, grant.id());
    }
  }

  private <T> void remember(List<T> list, T value) {
    if (list.size() < REMEMBERED) {
      list.add(value);
    } else {
      list.set(chance.below(REMEMBERED), value);
    }
  }

  private Request any(long now) {
    int which = chance.below(100);
    if (which < 4 || known.size() < Math.min(2, campaigns.size())) {
      return ChangeWishes.inSomebodysName(chance, define(now));
    }
    if (which < 5) {
      return ChangeWishes.inSomebodysName(chance, new ProofCommand.Reveal(campaign()));
    }
    if (which < 7) {
      return ChangeWishes.inSomebodysName(chance, new Command.Steer(campaign(), move()));
    }
    String draft = draft();
    if (draft != null && which < 40) {
      return new Command.Steer(draft, Move.PUBLISH);
    }
    if (which < 13 && proposals.any() && chance.oneIn(2)) {
      return proposals.next();
    }
    if (which < 10) {
      return ChangeWishes.inSomebodysName(chance, adjust());
    }
    if (which < 26 && !grants.isEmpty()) {
      return settle();
    }
    if (which < 36 && !sent.isEmpty()) {
      return again();
    }
    if (which < 46) {
      return query();
    }
    if (which < 50) {
      return ChangeWishes.inSomebodysName(chance, office(now));
    }
    if (which < 57) {
      return cart();
    }
    return claim(user(), "k" + keys++);
  }

  private Command cart() {
    String campaign = campaign();
    Reply.Defined about = known.get(campaign);
    Sale sale = about != null && about.definition() instanceof Sale goods ? goods : null;
    return SaleWishes.cart(chance, sale, campaign, user(), sent);
  }

  /** What operators do beside defining and steering. */
  private Command office(long now) {
    if (chance.oneIn(3)) {
      return ListWishes.command(chance, campaign(), this::user);
    }
    String campaign = lottery();
    if (chance.oneIn(2)) {
      return LotteryWishes.allocate(
          chance, campaign, item(known.get(campaign)), this::user, "op" + chance.below(50), now);
    }
    return LotteryWishes.credit(chance, campaign, user(), "k" + keys++);
  }

  /** Mostly a lottery. */
  private String lottery() {
    String campaign = campaign();
    for (int i = 0; i < 4 && !isLottery(campaign); i++) {
      campaign = campaign();
    }
    return campaign;
  }

  private boolean isLottery(String campaign) {
    Reply.Defined about = known.get(campaign);
    return about != null && about.definition() instanceof Lottery;
  }

  private String campaign() {
    return chance.oneIn(50) ? "nowhere" : chance.pick(campaigns);
  }

  private String user() {
    return "u" + chance.below(users);
  }

  private Move move() {
    return switch (chance.below(16)) {
      case 0 -> Move.CLOSE;
      case 1, 2, 3 -> Move.PAUSE;
      case 4, 5 -> Move.PUBLISH;
      case 6 -> chance.oneIn(3) ? Move.ALARM : Move.RESUME;
      default -> Move.RESUME;
    };
  }

  private Command define(long now) {
    String campaign = campaign();
    Reply.Defined before = known.get(campaign);
    if (before == null) {
      long expected = chance.oneIn(20) ? 1 : 0;
      return new Command.Define(campaign, definitions.any(now), expected, chance.oneIn(5));
    }
    long version = chance.oneIn(6) ? chance.below(5) : before.version();
    if (before.status() == Status.DRAFT && chance.oneIn(2)) {
      return new Command.Define(campaign, definitions.any(now), version, chance.oneIn(2));
    }
    Campaign next =
        chance.oneIn(10) ? before.definition() : definitions.edited(before.definition(), now);
    return new Command.Define(campaign, next, version, chance.oneIn(10));
  }

  /** A campaign that clients take for a draft, null for none. */
  private @Nullable String draft() {
    for (Reply.Defined each : known.values()) {
      if (each.status() == Status.DRAFT) {
        return each.campaign();
      }
    }
    return null;
  }

  private Command adjust() {
    String campaign = campaign();
    Reply.Defined about = known.get(campaign);
    Change change =
        about != null && about.definition() instanceof RedPacket rain && !chance.oneIn(10)
            ? RainWishes.change(chance, rain)
            : about != null && about.definition() instanceof Sale && chance.oneIn(2)
                ? SaleWishes.counted(chance, adjusted(about), versions)
                : new Change.Stock(adjusted(about), chance.between(-12, 25));
    return new Command.Adjust(campaign, chance.oneIn(2) ? null : "op" + chance.below(50), change);
  }

  private String adjusted(Reply.@Nullable Defined about) {
    return chance.oneIn(15) ? chance.pick(List.of("budget", "packet", "nothing")) : item(about);
  }

  private String item(Reply.@Nullable Defined about) {
    if (about == null) {
      return "nothing";
    }
    return switch (about.definition()) {
      case Lottery lottery -> LotteryWishes.item(chance, lottery);
      case Sale sale -> SaleWishes.item(chance, sale);
      case RedPacket rain -> RainWishes.item(chance, rain);
    };
  }

  private Command settle() {
    GrantId grant = chance.pick(grants);
    if (chance.oneIn(30)) {
      grant = new GrantId(grant.campaign(), (int) chance.between(1, 2_000));
    }
    Reply.Defined about = known.get(grant.campaign());
    boolean rain = about != null && about.definition() instanceof RedPacket;
    if (chance.oneIn(20)) {
      return new Command.Settle(grant, chance.pick(List.of(Settlement.values())));
    }
    return rain ? new Command.Settle(grant, Settlement.OPEN) : SaleWishes.onGrant(chance, grant);
  }

  /** Something that was sent before, or something else under its key, or another user's. */
  private Command again() {
    Command before = chance.pick(sent);
    if (before instanceof Command.Claim claim && chance.oneIn(3)) {
      return claim(claim.campaign(), chance.oneIn(2) ? claim.user() : user(), claim.key());
    }
    return before instanceof Command.Claim claim && chance.oneIn(4)
        ? Places.from(chance, claim)
        : before;
  }

  private Command claim(String user, String key) {
    return claim(campaign(), user, key);
  }

  private Command claim(String campaign, String user, String key) {
    return Places.from(chance, bare(campaign, user, key));
  }

  private Command.Claim bare(String campaign, String user, String key) {
    Reply.Defined about = known.get(campaign);
    int kind = about == null || chance.oneIn(60) ? chance.below(3) : -1;
    if (kind == 0 || (about != null && about.definition() instanceof Lottery)) {
      boolean raffle = about != null && about.definition() instanceof Lottery of && of.raffle();
      return LotteryWishes.claim(chance, raffle, campaign, user, key);
    }
    if (kind == 1 || (about != null && about.definition() instanceof RedPacket)) {
      return new Command.Snatch(campaign, user, key);
    }
    Sale sale = about != null && about.definition() instanceof Sale goods ? goods : null;
    return SaleWishes.claim(chance, sale, campaign, user, key);
  }

  private Query query() {
    return switch (chance.below(14)) {
      case 11 ->
          proposals.any() && chance.oneIn(2)
              ? proposals.query()
              : new Query.OfChanges(campaign(), after(), pageSize());
      case 7 -> new Query.OfChances(lottery(), user());
      case 10 -> new Query.OfCart(campaign(), user());
      case 8 -> new Query.OfRolls(campaign(), user());
      case 9 ->
          new LotteryQuery.OfOdds(lottery(), chance.oneIn(5) ? null : user(), after(), pageSize());
      case 0 -> new Query.OfCampaign(campaign());
      case 1 -> new Query.OfPools(campaign(), after(), pageSize());
      case 2 ->
          chance.oneIn(2)
              ? SaleWishes.movements(chance, campaign(), versions, pageSize())
              : grants.isEmpty()
                  ? new Query.OfGrant(new GrantId("nowhere", 1))
                  : new Query.OfGrant(chance.pick(grants));
      case 3 -> new ProofQuery.OfProof(campaign());
      case 4, 12, 13 -> claimed();
      case 5 -> new Query.OfWallet(user(), before(), pageSize());
      default -> new Query.OfGrants(user(), before(), pageSize());
    };
  }

  /** About a claim that was sent before; whether it was accepted is another matter. */
  private Query claimed() {
    String campaign = campaign();
    String user = user();
    String key = "k0";
    for (Command command : sent) {
      if (command instanceof Command.Claim claim && chance.oneIn(4)) {
        campaign = claim.campaign();
        user = claim.user();
        key = claim.key();
        break;
      }
    }
    return chance.oneIn(3)
        ? new ProofQuery.OfReceipt(campaign, user, key)
        : new Query.OfClaim(campaign, user, key);
  }

  private long before() {
    return chance.oneIn(4) ? chance.between(1, 500) : Long.MAX_VALUE;
  }

  private int after() {
    return chance.oneIn(4) ? chance.below(4) : 0;
  }

  private int pageSize() {
    return chance.oneIn(3) ? (int) chance.between(1, 4) : Query.MAX_PAGE;
  }
}
