package dev.manna.core.law;

import dev.manna.core.Grant;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Outline;
import dev.manna.core.StockChange;
import dev.manna.core.wire.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a machine's state says of campaigns, items and grants, for whoever compares it with books
 * that are kept elsewhere. Numbers count from 0. Valid as long as the machine stands still.
 */
public final class StateView {
  private final State state;

  StateView(State state) {
    this.state = state;
  }

  /**
   * What there is of an item.
   *
   * @param total {@link dev.manna.core.Lottery.Prize#UNLIMITED} where there is no end
   * @param reserved what is set aside for somebody
   * @param quarantined what nobody gets without a receipt
   */
  public record Item(
      String id, long total, long held, long given, long reserved, long quarantined) {}

  /** What the numbers in events mean from here on. */
  public Outline outline() {
    List<Outline.CampaignOutline> campaigns = new ArrayList<>();
    state.campaigns.forEach(each -> campaigns.add(outline(each)));
    return new Outline(state.position(), state.founded(), campaigns);
  }

  /** The outline of a state that was saved; it takes the memory of its largest campaign. */
  public static Outline outline(Source source) {
    return StateCodec.outline(source);
  }

  static Outline.CampaignOutline outline(CampaignState of) {
    return new Outline.CampaignOutline(
        of.id,
        of.catalog().ids(),
        of.definition(),
        of.seal.secret(),
        of.claims.count(),
        of.grants.count());
  }

  /** How many campaigns there are. */
  public int campaigns() {
    return state.campaigns.size();
  }

  /** A campaign's id. */
  public String id(int campaign) {
    return state.campaigns.get(campaign).id;
  }

  /**
   * What may still be taken of each item that has an end, by its name ({@link StockChange#name}):
   * what all changes of a stock since the log began come to.
   */
  public SortedMap<String, Long> free() {
    SortedMap<String, Long> free = new TreeMap<>();
    for (CampaignState of : state.campaigns) {
      for (int item = 0; item < of.items.count(); item++) {
        if (of.items.total(item) != Prize.UNLIMITED) {
          free.put(StockChange.name(of.id, of.catalog().id(item)), of.available(item));
        }
      }
    }
    return free;
  }

  /** A campaign's items, by their numbers; none of a draft, which may become something else. */
  public List<Item> items(int campaign) {
    CampaignState of = state.campaigns.get(campaign);
    List<Item> items = new ArrayList<>();
    for (int item = 0; item < (of.isDraft() ? 0 : of.items.count()); item++) {
      items.add(item(of, item));
    }
    return items;
  }

  static Item item(CampaignState of, int item) {
    return new Item(
        of.catalog().id(item),
        of.items.total(item),
        of.items.held(item),
        of.items.given(item),
        of.items.reserved(item),
        of.items.quarantined(item));
  }

  /** How many claims a campaign has, and what else has an effect under a key. */
  public int claims(int campaign) {
    return state.campaigns.get(campaign).claims.count();
  }

  /** How many grants a campaign has made. */
  public int grants(int campaign) {
    return state.campaigns.get(campaign).grants.count();
  }

  /** A grant as it stands. */
  public Grant grant(int campaign, int grant) {
    return Answers.view(state.campaigns.get(campaign), grant);
  }

  /** Where the claim of a grant stands in the log, also of an order that was served later. */
  public long claimedAt(int campaign, int grant) {
    CampaignState of = state.campaigns.get(campaign);
    return of.claims.position(of.grants.claim(grant));
  }

  /** Whether a user is known to a campaign: has claimed, or was written down by an operator. */
  public boolean knows(int campaign, String user) {
    return state.campaigns.get(campaign).users.find(state.claimant(user, "")) >= 0;
  }

  /** Whether a grant is a user's. */
  public boolean isOf(int campaign, int grant, String user) {
    CampaignState of = state.campaigns.get(campaign);
    return of.users.find(state.claimant(user, "")) == of.claims.user(of.grants.claim(grant));
  }
}
