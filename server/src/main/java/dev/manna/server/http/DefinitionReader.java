package dev.manna.server.http;

import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Malformed;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a campaign's definition. The kind may stand anywhere in it, so all fields of all
 * kinds are read first, and those of another kind are refused afterwards.
 */
final class DefinitionReader {
  private static final Fields FIELDS =
      new Fields(
          "kind",
          "title",
          "start",
          "end",
          "timeZone",
          "limits", // of every kind
          "noPrizeWeight",
          "whenGone",
          "prizes", // of a lottery
          "currency",
          "budgetCents",
          "packets",
          "hitPerMillion",
          "split", // of a red packet rain
          "skus"); // of a sale

  private static final int LOTTERY = 6;
  private static final int RED_PACKET = 9;
  private static final int SALE = 14;
  private static final int END = 15;

  private static final Fields LIMITS =
      new Fields("perUser", "perDay", "cooldownSeconds", "cooldownMillis");
  private static final Fields WHEN_GONE = new Fields("fallback");

  private final JsonReader json;

  private long seen;
  private String kind = "";
  private String title = "";
  private long start;
  private long end = Terms.FOREVER;
  private String timeZone = "UTC";
  private Limits limits = Limits.NONE;
  private long noPrizeWeight;
  private Lottery.WhenGone whenGone = new Lottery.WhenGone.Redraw();
  private List<Lottery.Prize> prizes = List.of();
  private String currency = "";
  private long budgetCents;
  private long packets;
  private int hitPerMillion = RedPacket.ALWAYS;
  private RedPacket.@Nullable Split split;
  private List<Sale.Sku> skus = List.of();

  private DefinitionReader(JsonReader json) {
    this.json = json;
  }

  static Campaign read(JsonReader json) {
    DefinitionReader reader = new DefinitionReader(json);
    json.beginObject(FIELDS);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      reader.seen |= 1L << field;
      reader.read(field);
    }
    return reader.campaign();
  }

  private void read(int field) {
    switch (FIELDS.name(field)) {
      case "kind" -> kind = json.string();
      case "title" -> title = json.string();
      case "start" -> start = moment();
      case "end" -> end = moment();
      case "timeZone" -> timeZone = json.string();
      case "limits" -> limits = limits();
      case "noPrizeWeight" -> noPrizeWeight = json.integer(0, Lottery.MAX_WEIGHT);
      case "whenGone" -> whenGone = whenGone();
      case "prizes" -> prizes = PoolsReader.prizes(json);
      case "currency" -> currency = json.string();
      case "budgetCents" -> budgetCents = json.integer(1, Campaign.MAX_SIZE);
      case "packets" -> packets = json.integer(1, Integer.MAX_VALUE);
      case "hitPerMillion" -> hitPerMillion = (int) json.integer(1, RedPacket.ALWAYS);
      case "split" -> split = PoolsReader.split(json);
      case "skus" -> skus = PoolsReader.skus(json);
      default -> throw new IllegalStateException(FIELDS.name(field));
    }
  }

  private Campaign campaign() {
    need("kind");
    Terms terms = new Terms(title, start, end, timeZone, limits);
    return switch (kind) {
      case "lottery" -> {
        only(LOTTERY, RED_PACKET);
        need("prizes");
        yield new Lottery(terms, noPrizeWeight, prizes, whenGone);
      }
      case "red-packet" -> {
        only(RED_PACKET, SALE);
        yield redPacket(terms);
      }
      case "sale" -> {
        only(SALE, END);
        need("skus");
        yield new Sale(terms, skus);
      }
      default -> throw new Malformed("kind", "is none of lottery, red-packet, sale");
    };
  }

  private RedPacket redPacket(Terms terms) {
    need("currency");
    need("split");
    RedPacket.Split how = Objects.requireNonNull(split);
    if (how instanceof RedPacket.Split.Fixed fixed) {
      // The denominations say it all; who states the sums as well has them checked.
      if (!has("budgetCents")) {
        budgetCents = fixed.denominations().stream().mapToLong(d -> d.cents() * d.count()).sum();
      }
      if (!has("packets")) {
        packets = fixed.denominations().stream().mapToLong(RedPacket.Denomination::count).sum();
      }
    } else {
      need("budgetCents");
      need("packets");
    }
    return new RedPacket(terms, currency, budgetCents, packets, how, hitPerMillion);
  }

  private boolean has(String field) {
    return (seen & (1L << FIELDS.find(field))) != 0;
  }

  private void need(String field) {
    if (!has(field)) {
      throw new Malformed(field, "is missing");
    }
  }

  /** Refuses the fields of other kinds. */
  private void only(int from, int to) {
    for (int field = LOTTERY; field < END; field++) {
      if ((field < from || field >= to) && (seen & (1L << field)) != 0) {
        throw new Malformed(FIELDS.name(field), "is not a field of a " + kind);
      }
    }
  }

  private long moment() {
    return json.atString()
        ? Timestamps.parse(json.path(), json.string())
        : json.integer(0, Terms.FOREVER);
  }

  private Limits limits() {
    int perUser = 0;
    int perDay = 0;
    long cooldown = 0;
    boolean both = false;
    json.beginObject(LIMITS);
    boolean hasCooldown = false;
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> perUser = (int) json.integer(0, Limits.MAX_PER_USER);
        case 1 -> perDay = (int) json.integer(0, Limits.MAX_PER_DAY);
        default -> {
          int unit = field == 2 ? 1000 : 1;
          cooldown = json.integer(0, Limits.MAX_COOLDOWN_MILLIS / unit) * unit;
          both = hasCooldown;
          hasCooldown = true;
        }
      }
    }
    if (both) {
      throw new Malformed("limits.cooldownMillis", "stands beside cooldownSeconds; one is enough");
    }
    return new Limits(perUser, perDay, cooldown);
  }

  private Lottery.WhenGone whenGone() {
    if (json.atString()) {
      return switch (json.string()) {
        case "redraw" -> new Lottery.WhenGone.Redraw();
        case "miss" -> new Lottery.WhenGone.Miss();
        default ->
            throw new Malformed("whenGone", "is none of \"redraw\", \"miss\", {\"fallback\": ...}");
      };
    }
    String fallback = "";
    json.beginObject(WHEN_GONE);
    while (json.nextField() >= 0) {
      fallback = json.string();
    }
    return new Lottery.WhenGone.Fallback(fallback);
  }
}
