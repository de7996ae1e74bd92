package dev.manna.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that may change something. */
public sealed interface Command extends Request
    permits Command.Define,
        Command.Steer,
        Command.Adjust,
        Command.Claim,
        Command.Settle,
        ProofCommand,
        Enlist,
        LotteryCommand,
        SaleCommand,
        ChangeCommand,
        Redeem {
  /** The campaign's id. */
  String campaign();

  /** The user for whom it is asked, null where it is for none. */
  default @Nullable String user() {
    return null;
  }

  /** What makes its effect happen once however often it is sent, null where nothing does. */
  default @Nullable String key() {
    return null;
  }

  /**
   * Creates a campaign, or replaces its definition. Sent again it answers the same.
   *
   * @param expectedVersion 0 to create, else the version that the caller has read
   * @param draft whether it is created as a draft; one that exists stays a draft until it is
   *     published
   */
  record Define(String campaign, Campaign definition, long expectedVersion, boolean draft)
      implements Command {
    public Define {
      Ids.name("campaign", campaign);
      Malformed.within("If-Match", expectedVersion, 0, Integer.MAX_VALUE);
    }

    /** Creates and publishes, or replaces. */
    public Define(String campaign, Campaign definition, long expectedVersion) {
      this(campaign, definition, expectedVersion, false);
    }
  }

  /** Publishes, pauses, resumes or closes; asking for what already is answers the same. */
  record Steer(String campaign, Move move) implements Command {
    public Steer {
      Ids.name("campaign", campaign);
    }
  }

  /** The ways to steer a campaign. */
  enum Move {
    PAUSE,
    RESUME,
    CLOSE,
    /** Ends the time in which a draft may be written anew. */
    PUBLISH,
    /** The server's own: an equation of the books does not hold. Resuming lifts it. */
    ALARM
  }

  /**
   * Adds to a pool or takes from it, never below what is given and held.
   *
   * @param key makes the change happen once however often it is sent; without one, each is another
   */
  record Adjust(String campaign, @Nullable String key, Change change) implements Command {
    public Adjust {
      Ids.name("campaign", campaign);
      if (key != null) {
        Ids.key(key);
      }
    }
  }

  /** What an adjustment changes. */
  sealed interface Change {
    /** Units of a prize, a SKU, or packets of a fixed denomination. */
    record Stock(String item, long units) implements Change {
      public Stock {
        Ids.item("item", item);
        Malformed.within("quantity", units, -Campaign.MAX_SIZE, Campaign.MAX_SIZE);
        Malformed.unless(units != 0, "quantity", "0 changes nothing");
      }
    }

    /**
     * What a count of the shelves has found: the total of an item of a sale, whatever it was.
     *
     * @param units all there are: those that are given and held among them
     * @param version of the item, as it was read; another one means that somebody else has changed
     *     it since
     */
    record Target(String item, long units, long version) implements Change {
      public Target {
        Ids.item("item", item);
        Malformed.within("target", units, 0, Campaign.MAX_SIZE);
        Malformed.within("version", version, 1, Long.MAX_VALUE);
      }
    }

    /** Money and packets of a red packet rain. */
    record Budget(long cents, long packets) implements Change {
      public Budget {
        Malformed.within("budgetCents", cents, -Campaign.MAX_SIZE, Campaign.MAX_SIZE);
        Malformed.within("packets", packets, -Integer.MAX_VALUE, Integer.MAX_VALUE);
        Malformed.unless(cents != 0 || packets != 0, "budgetCents", "nothing changes");
      }
    }

    /** What a round of a rain has, counted from 1. */
    record InRound(int round, Change change) implements Change {
      public InRound {
        Malformed.within("round", round, 1, RainPlan.MAX_ROUNDS);
        Malformed.unless(!(change instanceof InRound), "round", "stands once");
      }
    }
  }

  /** A user's request for something scarce, with an effect once per (campaign, user, key). */
  sealed interface Claim extends Command permits Draw, Enter, Snatch, Deduct, Wait {
    @Override
    String user();

    @Override
    String key();

    /**
     * What it names beside the user, by name. It is no part of the claim's content: the same claim
     * may be sent again from another address.
     */
    default Map<String, String> dimensions() {
      return Map.of();
    }

    /** The same claim, naming something else beside the user. */
    default Claim from(Map<String, String> others) {
      return this;
    }
  }

  /** Draws from a lottery, 1 to 100 times; each draw has an outcome of its own. */
  record Draw(String campaign, String user, String key, int draws, Map<String, String> dimensions)
      implements Claim {
    public Draw {
      checkClaim(campaign, user, key);
      dimensions = Dimensions.of(dimensions);
      Malformed.within("draws", draws, 1, Lottery.MAX_DRAWS);
    }

    public Draw(String campaign, String user, String key, int draws) {
      this(campaign, user, key, draws, Map.of());
    }

    @Override
    public Draw from(Map<String, String> others) {
      return new Draw(campaign, user, key, draws, others);
    }
  }

  /** Enters a raffle, 1 to 100 times; what comes of it is drawn once the raffle is over. */
  record Enter(
      String campaign, String user, String key, int entries, Map<String, String> dimensions)
      implements Claim {
    public Enter {
      checkClaim(campaign, user, key);
      dimensions = Dimensions.of(dimensions);
      Malformed.within("entries", entries, 1, Lottery.MAX_DRAWS);
    }

    public Enter(String campaign, String user, String key, int entries) {
      this(campaign, user, key, entries, Map.of());
    }

    @Override
    public Enter from(Map<String, String> others) {
      return new Enter(campaign, user, key, entries, others);
    }
  }

  /** Snatches one red packet. */
  record Snatch(String campaign, String user, String key, Map<String, String> dimensions)
      implements Claim {
    public Snatch {
      checkClaim(campaign, user, key);
      dimensions = Dimensions.of(dimensions);
    }

    public Snatch(String campaign, String user, String key) {
      this(campaign, user, key, Map.of());
    }

    @Override
    public Snatch from(Map<String, String> others) {
      return new Snatch(campaign, user, key, others);
    }
  }

  /**
   * Takes goods from stock, all lines or none.
   *
   * @param lines what it takes; none to take what lies in the user's cart, and to empty that
   * @param holdMillis 0 to take them for good, else how long they are held for a confirmation
   * @param locations from which to take first what lies at several, the preferred one first
   */
  record Deduct(
      String campaign,
      String user,
      String key,
      List<Line> lines,
      long holdMillis,
      List<String> locations,
      Map<String, String> dimensions)
      implements Claim {
    public Deduct {
      checkClaim(campaign, user, key);
      Malformed.within("lines", lines.size(), 0, Sale.MAX_LINES);
      lines = List.copyOf(lines);
      Malformed.within("holdSeconds", holdMillis, 0, Sale.MAX_HOLD_MILLIS);
      Malformed.within("locations", locations.size(), 0, Supply.MAX_LOCATIONS);
      locations = List.copyOf(locations);
      for (String location : locations) {
        Ids.name("locations", location);
      }
      dimensions = Dimensions.of(dimensions);
    }

    /** Whether it takes what lies in the user's cart, and empties that. */
    public boolean fromCart() {
      return lines.isEmpty();
    }

    /** From the locations that the sale prefers. */
    public Deduct(String campaign, String user, String key, List<Line> lines, long holdMillis) {
      this(campaign, user, key, lines, holdMillis, List.of(), Map.of());
    }

    public Deduct(
        String campaign,
        String user,
        String key,
        List<Line> lines,
        long holdMillis,
        List<String> locations) {
      this(campaign, user, key, lines, holdMillis, locations, Map.of());
    }

    @Override
    public Deduct from(Map<String, String> others) {
      return new Deduct(campaign, user, key, lines, holdMillis, locations, others);
    }
  }

  /** So many units of a SKU; lines of one SKU in an order add up. */
  record Line(String sku, long quantity) {
    public Line {
      Ids.name("lines.sku", sku);
      Malformed.within("lines.quantity", quantity, 1, 1_000_000_000);
    }
  }

  /**
   * Ends a hold. A hold is ended as it was taken, whole: all grants of the claim to which the named
   * one belongs. Asking again answers the same.
   */
  record Settle(GrantId grant, Settlement settlement) implements Command {
    @Override
    public String campaign() {
      return grant.campaign();
    }
  }

  /** The ways to end a hold. */
  enum Settlement {
    /** Credits a red packet to its user's wallet. */
    OPEN,
    /** Makes an order final. */
    CONFIRM,
    /** Puts an order's goods back. */
    CANCEL
  }

  private static void checkClaim(String campaign, String user, String key) {
    Ids.name("campaign", campaign);
    Ids.user(user);
    Ids.key(key);
  }
}
