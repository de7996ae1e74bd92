package dev.manna.core;

/** What only users of a sale ask for, once they have something. */
public sealed interface SaleCommand extends Command {
  /**
   * Lets a hold end later, all grants of its claim: the given time from now, never sooner than it
   * would.
   */
  record Extend(GrantId grant, long holdMillis) implements SaleCommand {
    public Extend {
      Malformed.within("holdSeconds", holdMillis, 1, Sale.MAX_HOLD_MILLIS);
    }

    @Override
    public String campaign() {
      return grant.campaign();
    }
  }

  /**
   * Gives back what was given, or a part of it.
   *
   * @param returnKey makes it happen once however often it is sent; unique for the grant
   */
  record Return(GrantId grant, String returnKey, long units) implements SaleCommand {
    public Return {
      Ids.key(returnKey);
      Malformed.within("quantity", units, 1, Campaign.MAX_SIZE);
    }

    @Override
    public String campaign() {
      return grant.campaign();
    }

    /** Of the operators' key space, where no operator can come: their keys have no space. */
    @Override
    public String key() {
      return grant.number() + " " + returnKey;
    }
  }

  /**
   * Lets a user's cart hold so many units of a SKU, whether they are free or not.
   *
   * @param units 0 to take it out of the cart
   */
  record SetCart(String campaign, String user, String sku, long units) implements SaleCommand {
    public SetCart {
      Ids.name("campaign", campaign);
      Ids.user(user);
      Ids.name("sku", sku);
      Malformed.within("quantity", units, 0, 1_000_000_000);
    }
  }

  /** Leaves the line in which an order waits; afterwards it answers the same. */
  record Leave(String campaign, String user, String key) implements SaleCommand {
    public Leave {
      Ids.name("campaign", campaign);
      Ids.user(user);
      Ids.key(key);
    }
  }

  /** Takes everything out of a user's cart. */
  record EmptyCart(String campaign, String user) implements SaleCommand {
    public EmptyCart {
      Ids.name("campaign", campaign);
      Ids.user(user);
    }
  }
}
