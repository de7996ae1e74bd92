package dev.manna.server.verify;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.server.http.DefinitionReader;
import dev.manna.simulation.fair.History;
import dev.manna.simulation.fair.LotteryRecount;
import dev.manna.simulation.fair.Oracle;
import dev.manna.simulation.fair.PacketRecount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One campaign as its published lines make it, and what each claim must have come to. */
final class Ledger {
  final String id;
  final Pools pools = new Pools();
  final Allocations allocations = new Allocations(pools);
  private final RainBook rain = new RainBook(pools);
  final RaffleBook raffle = new RaffleBook(this);

  /** What the numbers come from, null while the key is not known. */
  final @Nullable Oracle oracle;

  long claims;
  long unproven;
  private final Map<String, Gambler> gamblers = new HashMap<>();

  /** What claims hold, by the number of the claim. */
  private final Map<Long, List<Held>> held = new HashMap<>();

  /** What claims held until it expired: it may be regained. */
  private final Map<Long, List<Held>> expired = new HashMap<>();

  /** The pools of a sale's grants, of which units may return. */
  private final Map<String, Pools.Pool> grants = new HashMap<>();

  private @Nullable Campaign definition;
  private boolean isSale;

  private record Held(Pools.Pool pool, long size) {}

  Ledger(String id, @Nullable Oracle oracle) {
    this.id = id;
    this.oracle = oracle;
  }

  /** A difference between what follows from the key and what stands in the log, or null. */
  record Difference(String expected, String found) {}

  private Campaign definition() {
    Campaign known = definition;
    if (known == null) {
      throw new PublishedLine.Unreadable("tells of \"" + id + "\" before it is defined");
    }
    return known;
  }

  /** Takes a definition; of a sale, in which nothing is drawn, only what it names. */
  void define(JsonNode fields, byte[] json) {
    isSale = fields.path("kind").asString().equals("sale");
    if (isSale) {
      pools.define(Pools.ofSale(fields));
      return;
    }
    Campaign next = DefinitionReader.read(json);
    definition = next;
    pools.define(next);
    if (next instanceof RedPacket defined) {
      rain.define(defined);
    }
  }

  void adjust(JsonNode line) {
    if (line.has("target")) {
      pools.of(line.path("item").asString()).total = line.path("target").asLong();
    } else if (!isSale && definition() instanceof RedPacket) {
      adjustRain(line, line.path("round").asInt(0));
    } else {
      pools.of(line.path("item").asString()).total += line.path("quantity").asLong();
    }
  }

  private void adjustRain(JsonNode line, int round) {
    if (line.has("item")) {
      String item = line.path("item").asString();
      long units = line.path("quantity").asLong();
      rain.add(round, item, units);
      if (!RainPlan.Good.names(item)) {
        rain.add(round, RainBook.MONEY, units * Long.parseLong(item));
      }
    } else {
      rain.add(round, RainBook.MONEY, line.path("budgetCents").asLong());
      rain.add(round, RainBook.PACKET, line.path("packets").asLong());
    }
  }

  void settle(JsonNode line) {
    String ending = line.path("ending").asString();
    boolean given = ending.equals("opened") || ending.equals("confirmed");
    List<Held> parts = held.remove(line.path("claim").asLong());
    if (parts == null) {
      throw new PublishedLine.Unreadable("ends what no claim holds");
    }
    for (Held part : parts) {
      part.pool.held -= part.size;
      part.pool.given += given ? part.size : 0;
    }
    if (ending.equals("expired") && isSale) {
      expired.put(line.path("claim").asLong(), parts);
    }
  }

  /** What had expired is given after all. */
  void regain(JsonNode line) {
    List<Held> parts = expired.remove(line.path("claim").asLong());
    if (parts == null) {
      throw new PublishedLine.Unreadable("regains what did not expire");
    }
    parts.forEach(part -> part.pool.given += part.size);
  }

  /** Units of a grant come back. */
  void giveBack(JsonNode line) {
    Pools.Pool pool = grants.get(line.path("grant").asString());
    if (pool == null) {
      throw new PublishedLine.Unreadable("returns what was not granted");
    }
    pool.given -= line.path("quantity").asLong();
  }

  void deduct(JsonNode line) {
    boolean holds = line.has("expiresAt");
    for (JsonNode grant : line.path("grants")) {
      Pools.Pool pool = pools.of(grant.path("item").asString());
      long units = grant.path("quantity").asLong();
      grants.put(grant.path("id").asString(), pool);
      if (holds) {
        hold(line, pool, units);
      } else {
        pool.given += units;
      }
    }
  }

  private void hold(JsonNode line, Pools.Pool pool, long size) {
    pool.held += size;
    held.computeIfAbsent(line.path("claim").asLong(), any -> new ArrayList<>(2))
        .add(new Held(pool, size));
  }

  private Oracle.@Nullable Stream stream(JsonNode line) {
    claims++;
    if (oracle == null) {
      unproven++;
      return null;
    }
    return oracle.stream(bits(line, "alias"), bits(line, "ticket"));
  }

  static byte[] bits(JsonNode line, String field) {
    try {
      byte[] bits = HexFormat.of().parseHex(line.path(field).asString());
      if (bits.length == 32) {
        return bits;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new PublishedLine.Unreadable(field + " is not 64 digits of hexadecimal");
  }

  Lottery lottery() {
    if (definition() instanceof Lottery lottery) {
      return lottery;
    }
    throw new PublishedLine.Unreadable("draws from \"" + id + "\", which is no lottery");
  }

  @Nullable Difference draw(JsonNode line) {
    Lottery lottery = lottery();
    List<Integer> found = outcomes(line);
    String alias = line.path("alias").asString();
    Gambler gambler = gamblers.get(alias);
    History history = gambler == null ? History.NONE : gambler;
    Oracle.Stream stream = stream(line);
    List<Integer> expected =
        stream == null
            ? found
            : LotteryRecount.of(
                lottery,
                pools,
                history,
                stream,
                allocations.due(alias, found.size()),
                found.size());
    allocations.take(alias, line.path("allocated").asLong(0));
    gamblers.computeIfAbsent(alias, any -> new Gambler()).take(lottery, pools, found);
    for (JsonNode grant : line.path("grants")) {
      pools.of(grant.path("item").asString()).given += grant.path("quantity").asLong();
    }
    return expected.equals(found) ? null : new Difference(words(expected), words(found));
  }

  /** The item that each draw won, or -1. */
  private List<Integer> outcomes(JsonNode line) {
    List<Integer> outcomes = new ArrayList<>();
    for (int i = line.path("draws").asInt(); i > 0; i--) {
      outcomes.add(-1);
    }
    JsonNode grants = line.path("grants");
    JsonNode wins = line.path("wins");
    if (grants.size() != wins.size()) {
      throw new PublishedLine.Unreadable("has other wins than grants");
    }
    for (int i = 0; i < wins.size(); i++) {
      int draw = wins.get(i).asInt() - 1;
      if (draw < 0 || draw >= outcomes.size()) {
        throw new PublishedLine.Unreadable("wins with a draw that was not made");
      }
      outcomes.set(draw, pools.itemOf(grants.get(i).path("item").asString()));
    }
    return outcomes;
  }

  private String words(List<Integer> outcomes) {
    return outcomes.stream().map(each -> each < 0 ? "miss" : pools.item(each)).toList().toString();
  }

  @Nullable Difference snatch(JsonNode line) {
    if (!(definition() instanceof RedPacket defined)) {
      throw new PublishedLine.Unreadable("snatches from \"" + id + "\", which is no rain");
    }
    int round = line.path("round").asInt(0);
    PacketRecount.Outcome found = outcome(line, defined);
    Oracle.Stream stream = stream(line);
    long now = Instant.parse(line.path("time").asString()).toEpochMilli();
    PacketRecount.Outcome due =
        stream == null ? found : PacketRecount.of(defined, rain.shelf(round, now), stream);
    rain.take(round, found);
    if (!found.item().isEmpty()) {
      rain.pools(round, found.item()).forEach(pool -> hold(line, pool, 1));
    }
    if (found.cents() > 0) {
      rain.pools(round, RainBook.MONEY).forEach(pool -> hold(line, pool, found.cents()));
    }
    return due.equals(found) ? null : new Difference(words(due), words(found));
  }

  private static PacketRecount.Outcome outcome(JsonNode line, RedPacket rain) {
    if (line.path("grants").isEmpty()) {
      return new PacketRecount.Outcome("", 0, List.of());
    }
    JsonNode grant = line.path("grants").get(0);
    if (!grant.has("amount")) {
      return new PacketRecount.Outcome(grant.path("item").asString(), 0, List.of());
    }
    long cents = grant.path("amount").asLong();
    boolean fixed = rain.split() instanceof RedPacket.Split.Fixed;
    List<Long> block = new ArrayList<>();
    line.path("block").forEach(amount -> block.add(amount.asLong()));
    return new PacketRecount.Outcome(fixed ? Long.toString(cents) : RainBook.PACKET, cents, block);
  }

  private static String words(PacketRecount.Outcome outcome) {
    String what = outcome.cents() > 0 ? outcome.cents() + " cents" : outcome.item();
    String block = outcome.block().isEmpty() ? "" : " of " + outcome.block();
    return what.isEmpty() ? "a miss" : what + block;
  }

  /** Compares the pools that a reveal states with those that the lines before it make. */
  @Nullable Difference close(JsonNode line) {
    JsonNode stated = line.path("pools");
    String here = pools.all().stream().map(Ledger::words).toList().toString();
    List<String> there = new ArrayList<>();
    for (JsonNode pool : stated) {
      Pools.Pool told = new Pools.Pool(pool.path("item").asString());
      JsonNode total = pool.path("total");
      told.total = total.isString() ? Pools.ENDLESS : total.asLong();
      told.held = pool.path("held").asLong();
      told.given = pool.path("given").asLong();
      there.add(words(told));
    }
    return there.toString().equals(here) ? null : new Difference(here, there.toString());
  }

  private static String words(Pools.Pool pool) {
    String total = pool.total == Pools.ENDLESS ? "no end" : Long.toString(pool.total);
    return pool.item + ": " + total + ", held " + pool.held + ", given " + pool.given;
  }
}
