package dev.manna.server.http;

import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Dimensions;
import dev.manna.core.Lottery;
import dev.manna.core.Malformed;
import dev.manna.core.RainPlan;
import dev.manna.core.Sale;
import dev.manna.core.Supply;
import dev.manna.core.Wait;
import dev.manna.core.Waitlist;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bodies of claims and adjustments. */
final class CommandReader {
  private static final Fields CLAIM =
      new Fields(
          "user",
          "draws",
          "lines",
          "holdSeconds",
          "locations",
          "dimensions",
          "cart",
          "entries",
          "waitSeconds",
          "receipt");
  private static final Fields LINE = new Fields("sku", "quantity");
  private static final Fields ADJUSTMENT =
      new Fields("item", "quantity", "target", "version", "budgetCents", "packets", "round");
  private static final Fields NOTHING = new Fields();

  private static final int MAX_QUANTITY = 1_000_000_000;
  private static final long MILLIS_A_SECOND = 1_000;

  private CommandReader() {}

  /**
   * The body of a claim, before it is known what kind of campaign it is for.
   *
   * @param draws 0 where the body does not say
   * @param entries 0 where the body does not say
   * @param lines empty where the body has none
   * @param cart whether the user's cart is ordered
   * @param waitMillis how long an order waits at most, 0 for one that does not wait
   * @param receipt of what it got before, or the wish for one; empty for neither
   */
  record Claim(
      String user,
      int draws,
      int entries,
      List<Command.Line> lines,
      long holdMillis,
      List<String> locations,
      Map<String, String> dimensions,
      boolean cart,
      long waitMillis,
      String receipt) {
    /** Whether the body alone tells what is claimed. */
    boolean complete() {
      return draws > 0 || entries > 0 || !lines.isEmpty() || cart;
    }

    /** The claim, where {@link #complete} or the campaign's kind is known. */
    Command.Claim on(String campaign, String key, @Nullable Kind kind) {
      if (draws > 0) {
        return new Command.Draw(campaign, user, key, draws, dimensions);
      }
      if (entries > 0) {
        return new Command.Enter(campaign, user, key, entries, dimensions);
      }
      if (waitMillis > 0) {
        return new Wait(campaign, user, key, lines, holdMillis, waitMillis, dimensions);
      }
      if (!lines.isEmpty() || cart) {
        return new Command.Deduct(campaign, user, key, lines, holdMillis, locations, dimensions);
      }
      return switch (Objects.requireNonNull(kind)) {
        case LOTTERY -> new Command.Draw(campaign, user, key, 1, dimensions);
        case RAFFLE -> new Command.Enter(campaign, user, key, 1, dimensions);
        case RED_PACKET -> new Command.Snatch(campaign, user, key, dimensions);
        case SALE ->
            throw new Malformed("lines", "is missing; a claim on a sale says what it takes");
      };
    }
  }

  static Claim claim(JsonReader json) {
    String user = null;
    int draws = 0;
    int entries = 0;
    List<Command.Line> lines = List.of();
    boolean ordered = false;
    List<String> locations = List.of();
    long holdSeconds = -1;
    Map<String, String> dimensions = Map.of();
    boolean cart = false;
    long waitSeconds = 0;
    String receipt = "";
    json.beginObject(CLAIM);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> user = json.string();
        case 1 -> draws = (int) json.integer(1, Lottery.MAX_DRAWS);
        case 2 -> {
          lines = lines(json);
          ordered = true;
        }
        case 3 -> holdSeconds = json.integer(0, Sale.MAX_HOLD_MILLIS / MILLIS_A_SECOND);
        case 4 -> locations = locations(json);
        case 5 -> dimensions = json.strings(Dimensions.MAX);
        case 6 -> cart = json.bool();
        case 7 -> entries = (int) json.integer(1, Lottery.MAX_DRAWS);
        case 8 -> waitSeconds = json.integer(1, Waitlist.MAX_WAIT_MILLIS / MILLIS_A_SECOND);
        default -> receipt = json.string();
      }
    }
    String who = Required.present(user, "user");
    onlyOne(draws, entries, ordered || cart || holdSeconds >= 0);
    if (ordered == cart) {
      noOrder(cart, holdSeconds, locations);
    }
    long wait = waits(waitSeconds, lines, locations) * MILLIS_A_SECOND;
    long hold = Math.max(holdSeconds, 0) * MILLIS_A_SECOND;
    return new Claim(who, draws, entries, lines, hold, locations, dimensions, cart, wait, receipt);
  }

  /** How long an order waits, which names its goods then and no locations. */
  private static long waits(long waitSeconds, List<Command.Line> lines, List<String> locations) {
    if (waitSeconds > 0 && (lines.isEmpty() || !locations.isEmpty())) {
      throw new Malformed(
          "waitSeconds", "stands without lines or beside locations; what waits names its goods");
    }
    return waitSeconds;
  }

  /** A claim draws, or enters a raffle, or orders. */
  private static void onlyOne(int draws, int entries, boolean ordered) {
    if ((draws > 0 || entries > 0) && ordered) {
      throw new Malformed(
          draws > 0 ? "draws" : "entries",
          "stands beside lines or holdSeconds; a claim is one or the other");
    }
    if (draws > 0 && entries > 0) {
      throw new Malformed("entries", "stands beside draws; a raffle has entries and no draws");
    }
  }

  /** What cannot be said of a claim that orders nothing, or two things at once. */
  private static void noOrder(boolean cart, long holdSeconds, List<String> locations) {
    if (cart) {
      throw new Malformed("cart", "stands beside lines; an order takes one or the other");
    }
    if (holdSeconds >= 0) {
      throw new Malformed("holdSeconds", "stands without lines; only goods of a sale can be held");
    }
    if (!locations.isEmpty()) {
      throw new Malformed("locations", "stands without lines; only goods of a sale lie somewhere");
    }
  }

  private static List<String> locations(JsonReader json) {
    List<String> locations = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      if (locations.size() == Supply.MAX_LOCATIONS) {
        throw new Malformed("locations", "more than " + Supply.MAX_LOCATIONS);
      }
      locations.add(json.string());
    }
    return locations;
  }

  private static List<Command.Line> lines(JsonReader json) {
    List<Command.Line> lines = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      if (lines.size() == Sale.MAX_LINES) {
        throw new Malformed("lines", "more than " + Sale.MAX_LINES);
      }
      String path = json.path();
      String sku = null;
      long quantity = 0;
      json.beginObject(LINE);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> sku = json.string();
          default -> quantity = json.integer(1, MAX_QUANTITY);
        }
      }
      if (sku == null) {
        throw new Malformed(path + ".sku", "is missing");
      }
      if (quantity == 0) {
        throw new Malformed(path + ".quantity", "is missing");
      }
      lines.add(new Command.Line(sku, quantity));
    }
    if (lines.isEmpty()) {
      throw new Malformed("lines", "0 is not within 1 to " + Sale.MAX_LINES);
    }
    return lines;
  }

  static Command.Change change(JsonReader json) {
    String item = "";
    long[] numbers = new long[7];
    int seen = 0;
    json.beginObject(ADJUSTMENT);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      seen |= 1 << field;
      switch (ADJUSTMENT.name(field)) {
        case "item" -> item = json.string();
        case "target" -> numbers[field] = json.integer(0, Campaign.MAX_SIZE);
        case "version" -> numbers[field] = json.integer(1, Long.MAX_VALUE);
        case "round" -> numbers[field] = json.integer(1, RainPlan.MAX_ROUNDS);
        case "packets" -> numbers[field] = json.integer(-Integer.MAX_VALUE, Integer.MAX_VALUE);
        default -> numbers[field] = json.integer(-Campaign.MAX_SIZE, Campaign.MAX_SIZE);
      }
    }
    boolean budget = (seen & 0b110000) != 0;
    boolean counted = (seen & 0b001100) != 0;
    if (budget == ((seen & 0b001111) != 0) || (counted && (seen & 0b000010) != 0)) {
      throw new Malformed(
          "body",
          "holds item and quantity, or item, target and version, or budgetCents and packets");
    }
    if (budget) {
      return in(numbers[6], new Command.Change.Budget(numbers[4], numbers[5]));
    }
    for (int field = 0; field < 4; field++) {
      boolean needed = field == 0 || (counted ? field > 1 : field == 1);
      if (needed && (seen & 1 << field) == 0) {
        throw new Malformed(ADJUSTMENT.name(field), "is missing");
      }
    }
    return counted
        ? new Command.Change.Target(item, numbers[2], numbers[3])
        : in(numbers[6], new Command.Change.Stock(item, numbers[1]));
  }

  private static Command.Change in(long round, Command.Change change) {
    return round == 0 ? change : new Command.Change.InRound((int) round, change);
  }

  /** The body of a request that says everything in its path: an empty object. */
  static void nothing(JsonReader json) {
    json.beginObject(NOTHING);
    while (json.nextField() >= 0) {
      throw new IllegalStateException("an object without fields has one");
    }
  }
}
