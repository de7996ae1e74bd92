package dev.manna.server.past;

import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryQuery;
import dev.manna.core.LotteryReply;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.law.StateView;
import dev.manna.server.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is asked of a state of the past: balances, odds, winners, and what a user had. */
public final class PastReport {
  private final PastState state;
  private final List<Integer> campaigns = new ArrayList<>();
  private final @Nullable String user;

  /**
   * Asks nothing yet.
   *
   * @param campaign null for all
   * @param user null for nobody
   * @throws Complaint if the campaign or the user was not known then
   */
  public PastReport(PastState state, @Nullable String campaign, @Nullable String user) {
    this.state = state;
    this.user = user;
    StateView view = state.view();
    IntStream.range(0, view.campaigns())
        .filter(number -> campaign == null || campaign.equals(view.id(number)))
        .forEach(campaigns::add);
    if (campaign != null && campaigns.isEmpty()) {
      throw new Complaint("\"" + campaign + "\" was no campaign at position " + state.position());
    }
    if (user != null && campaigns.stream().noneMatch(number -> view.knows(number, user))) {
      String where = campaign == null ? "" : " in \"" + campaign + '"';
      throw new Complaint(
          "\"" + user + "\" was no user" + where + " at position " + state.position());
    }
  }

  /** A winner, and what he got. */
  public record Winner(String user, Grant grant) {}

  PastState state() {
    return state;
  }

  @Nullable String user() {
    return user;
  }

  /** The ids of the campaigns that are asked about. */
  List<String> campaigns() {
    return campaigns.stream().map(state.view()::id).toList();
  }

  Reply.Defined campaign(String id) {
    return (Reply.Defined) state.ask(new Query.OfCampaign(id));
  }

  /** All pools of a campaign. */
  List<Reply.Pool> pools(String id) {
    List<Reply.Pool> all = new ArrayList<>();
    int next = 0;
    do {
      Reply.Pools page = (Reply.Pools) state.ask(new Query.OfPools(id, next, Query.MAX_PAGE));
      all.addAll(page.pools());
      next = page.next();
    } while (next > 0);
    return all;
  }

  /** The odds of the next draw, of the user or of anybody; none of what is no lottery. */
  List<LotteryReply> odds(String id) {
    List<LotteryReply> pages = new ArrayList<>();
    int next = 0;
    do {
      Query query = new LotteryQuery.OfOdds(id, user, next, Query.MAX_PAGE);
      boolean lottery = campaign(id).definition() instanceof Lottery;
      if (!lottery || !(state.ask(query) instanceof LotteryReply page)) {
        return pages;
      }
      pages.add(page);
      next =
          switch (page) {
            case LotteryReply.Odds odds -> odds.next();
            case LotteryReply.Raffle raffle -> raffle.next();
          };
    } while (next > 0);
    return pages;
  }

  /** What the user had got, of the campaigns that are asked about, the latest first. */
  List<Grant> grants(String of) {
    List<Grant> all = new ArrayList<>();
    List<String> wanted = campaigns();
    long next = Long.MAX_VALUE;
    do {
      Reply.Grants page = (Reply.Grants) state.ask(new Query.OfGrants(of, next, Query.MAX_PAGE));
      page.grants().stream()
          .filter(grant -> wanted.contains(grant.id().campaign()))
          .forEach(all::add);
      next = page.next();
    } while (next > 0);
    return all;
  }

  /** The user's money, over all campaigns. */
  Reply.Wallet wallet(String of) {
    return (Reply.Wallet) state.ask(new Query.OfWallet(of, Long.MAX_VALUE, 1));
  }

  /** The chances that the user had in a lottery that costs them; -1 elsewhere. */
  long chances(String id, String of) {
    boolean costs = campaign(id).definition() instanceof Lottery lottery && lottery.chances();
    return costs && state.ask(new Query.OfChances(id, of)) instanceof Reply.Chances chances
        ? chances.chances()
        : -1;
  }

  /** Whoever had won something that was not given back, in the order of the log. */
  List<Winner> winners() {
    List<Winner> winners = new ArrayList<>();
    StateView view = state.view();
    for (int campaign : campaigns) {
      for (int number = 0; number < view.grants(campaign); number++) {
        Grant grant = view.grant(campaign, number);
        if (grant.state() != Grant.State.RETURNED) {
          winners.add(new Winner(state.userAt(view.claimedAt(campaign, number)), grant));
        }
      }
    }
    return winners;
  }
}
