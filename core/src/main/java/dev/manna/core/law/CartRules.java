package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand.EmptyCart;
import dev.manna.core.SaleCommand.SetCart;
import dev.manna.core.SaleEvent;
import org.jspecify.annotations.Nullable;

/** What users may do with their carts. */
final class CartRules {
  private CartRules() {}

  static Decision set(State state, CampaignState campaign, SetCart set, Claimant claimant) {
    Decision refused = unfit(campaign);
    if (refused != null) {
      return refused;
    }
    if (!campaign.sale().assortment().knows(set.sku())) {
      return Decision.refuses(
          Refusal.MALFORMED, "sku: \"" + set.sku() + "\" is no SKU of \"" + campaign.id + "\"");
    }
    refused = Law.unchangeable(campaign);
    if (refused != null) {
      return refused;
    }
    int user = campaign.users.find(claimant);
    Carts carts = campaign.sale().carts;
    long before = carts.units(user, set.sku());
    if (before == set.units()) {
      return Decision.answers(cart(state, campaign, claimant));
    }
    if (before == 0 && carts.count(user) >= Sale.MAX_LINES) {
      return Decision.refuses(
          Refusal.LIMIT_REACHED, "the cart has " + Sale.MAX_LINES + " lines, as many as it may");
    }
    return Decision.happens(
        new SaleEvent.CartSet(campaign.number, claimant, set.sku(), set.units()));
  }

  static Decision empty(State state, CampaignState campaign, EmptyCart empty, Claimant claimant) {
    Decision refused = unfit(campaign);
    if (refused != null) {
      return refused;
    }
    int user = campaign.users.find(claimant);
    return campaign.sale().carts.count(user) == 0
        ? Decision.answers(cart(state, campaign, claimant))
        : Decision.happens(new SaleEvent.CartEmptied(campaign.number, claimant));
  }

  private static @Nullable Decision unfit(CampaignState campaign) {
    return campaign.definition() instanceof Sale
        ? null
        : Decision.refuses(
            Refusal.MALFORMED, "\"" + campaign.id + "\" is no sale and has no carts");
  }

  static Reply cart(State state, CampaignState campaign, Claimant claimant) {
    int user = campaign.users.find(claimant);
    return new Reply.Cart(
        campaign.id, claimant.user(), campaign.sale().carts.of(user), state.position());
  }

  /** What lies in a cart, or why nobody can say. */
  static Reply answer(State state, @Nullable CampaignState campaign, Claimant claimant, String id) {
    if (campaign == null) {
      return Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "\"" + id + "\" is not defined");
    }
    Decision refused = unfit(campaign);
    Reply reply = refused == null ? null : refused.reply();
    return reply == null ? cart(state, campaign, claimant) : reply;
  }
}
