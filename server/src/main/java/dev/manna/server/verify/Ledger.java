package dev.manna.server.verify;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.server.http.DefinitionReader;
import dev.manna.simulation.fair.History;
import dev.manna.simulation.fair.LotteryRecount;
import dev.manna.simulation.fair.Oracle;
import dev.manna.simulation.fair.PacketRecount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One campaign as its published lines make it, and what each claim must have come to. */
final class Ledger {
  final String id;
  final Pools pools = new Pools();
  final Allocations allocations = new Allocations(pools);
  private final RainBook rain = new RainBook(pools);
  final Quarantine quarantine = new Quarantine(pools, rain);
  final RaffleBook raffle = new RaffleBook(this);

  /** What the numbers come from, null while the key is not known. */
  final @Nullable Oracle oracle;

  final Numbering numbering;

  /** Of the definition in force. */
  long version;

  /** Nobody has published it yet. */
  boolean draft;

  long claims;
  long unproven;
  private final Map<String, Gambler> gamblers = new HashMap<>();

  /** The claims that wait for what they want. */
  private final Set<Long> waiting = new HashSet<>();

  /** What claims hold, by the number of the claim. */
  private final Map<Long, List<Held>> held = new HashMap<>();

  /** What claims held until it expired: it may be regained. */
  private final Map<Long, List<Held>> expired = new HashMap<>();

  /** The pools of a sale's grants, of which units may return. */
  private final Map<String, Pools.Pool> grants = new HashMap<>();

  private @Nullable Campaign definition;
  private boolean isSale;
  private boolean isRevealed;

  private record Held(Pools.Pool pool, long size) {}

  Ledger(String id, @Nullable Oracle oracle) {
    this.id = id;
    this.oracle = oracle;
    numbering = new Numbering(id);
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
      pools.of(Fields.text(line, "item")).total = Fields.number(line, "target");
    } else if (!isSale && definition() instanceof RedPacket) {
      rain.adjust(line, (int) Fields.number(line, "round", 0));
    } else {
      pools.of(Fields.text(line, "item")).total += Fields.number(line, "quantity");
    }
  }

  void settle(JsonNode line) {
    String ending = Fields.text(line, "ending");
    boolean given = ending.equals("opened") || ending.equals("confirmed");
    boolean expires = ending.equals("expired");
    long claim = Fields.number(line, "claim");
    List<Held> parts = held.remove(claim);
    if (parts == null || !(given || expires || ending.equals("cancelled"))) {
      throw new PublishedLine.Unreadable("ends what no claim holds");
    }
    for (Held part : parts) {
      part.pool.held -= part.size;
      part.pool.given += given ? part.size : 0;
    }
    if (expires && isSale) {
      expired.put(claim, parts);
    }
  }

  /** What had expired is given after all. */
  void regain(JsonNode line) {
    List<Held> parts = expired.remove(Fields.number(line, "claim"));
    if (parts == null) {
      throw new PublishedLine.Unreadable("regains what did not expire");
    }
    parts.forEach(part -> part.pool.given += part.size);
  }

  /** Units of a grant come back. */
  void giveBack(JsonNode line) {
    Pools.Pool pool = grants.get(Fields.text(line, "grant"));
    if (pool == null) {
      throw new PublishedLine.Unreadable("returns what was not granted");
    }
    pool.given -= Fields.number(line, "quantity");
  }

  void deduct(JsonNode line) {
    enterClaim(line);
    quarantine.redeemed();
    take(line);
  }

  /** An order waits. */
  void queue(JsonNode line) {
    mayClaim();
    numbering.number(line);
    waiting.add(Fields.number(line, "claim"));
  }

  /** An order waits no more. */
  void leave(JsonNode line) {
    Fields.demand(waiting.remove(Fields.number(line, "claim")), "ends what does not wait");
  }

  /** An order that waits gets what it wants. */
  void serve(JsonNode line) {
    Fields.demand(waiting.remove(Fields.number(line, "claim")), "serves what does not wait");
    numbering.grants(Fields.list(line, "grants"));
    take(line);
  }

  private void take(JsonNode line) {
    boolean holds = line.has("expiresAt");
    for (JsonNode grant : Fields.list(line, "grants")) {
      Pools.Pool pool = pools.of(Fields.text(grant, "item"));
      long units = Fields.number(grant, "quantity");
      Fields.demand(units > 0, "grants less than one unit");
      grants.put(Fields.text(grant, "id"), pool);
      if (holds) {
        hold(line, pool, units);
      } else {
        pool.given += units;
      }
    }
  }

  /** Takes a claim's number, ticket and grants; there is none after the key was shown. */
  void enterClaim(JsonNode line) {
    mayClaim();
    numbering.claim(line);
  }

  private void mayClaim() {
    Fields.demand(!draft, "is a claim on a draft");
    Fields.demand(!isRevealed, "is a claim after the campaign's key was shown");
  }

  private void hold(JsonNode line, Pools.Pool pool, long size) {
    pool.held += size;
    held.computeIfAbsent(Fields.number(line, "claim"), any -> new ArrayList<>(2))
        .add(new Held(pool, size));
  }

  private Oracle.@Nullable Stream stream(JsonNode line) {
    if (quarantine.redeemed()) {
      return null;
    }
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
    enterClaim(line);
    DrawnLine drawn = DrawnLine.of(line, pools);
    List<Integer> found = drawn.outcomes();
    int most = quarantine.redeems() ? (int) drawn.allocated() : found.size();
    List<Integer> own = allocations.due(drawn.alias(), most);
    Fields.demand(drawn.allocated() == own.size(), "wins not what is set aside for its user");
    Gambler gambler = gamblers.get(drawn.alias());
    History history = gambler == null ? History.NONE : gambler;
    Oracle.Stream stream = stream(line);
    List<Integer> expected =
        stream == null
            ? found
            : LotteryRecount.of(lottery, pools, history, stream, own, found.size());
    allocations.take(drawn.alias(), own.size());
    gamblers.computeIfAbsent(drawn.alias(), any -> new Gambler()).take(lottery, pools, found);
    for (int item : found) {
      if (item >= 0) {
        pools.all().get(item).given++;
      }
    }
    return expected.equals(found) ? null : new Difference(words(expected), words(found));
  }

  private String words(List<Integer> outcomes) {
    return outcomes.stream().map(each -> each < 0 ? "miss" : pools.item(each)).toList().toString();
  }

  @Nullable Difference snatch(JsonNode line) {
    if (!(definition() instanceof RedPacket defined)) {
      throw new PublishedLine.Unreadable("snatches from \"" + id + "\", which is no rain");
    }
    enterClaim(line);
    SnatchedLine snatched = SnatchedLine.of(line, defined, quarantine.redeems());
    int round = snatched.round();
    PacketRecount.Outcome found = snatched.outcome();
    Oracle.Stream stream = stream(line);
    PacketRecount.Outcome due =
        stream == null
            ? found
            : PacketRecount.of(defined, rain.shelf(round, snatched.now()), stream);
    rain.take(round, found);
    if (!found.item().isEmpty()) {
      rain.pools(round, found.item()).forEach(pool -> hold(line, pool, 1));
    }
    if (found.cents() > 0) {
      rain.pools(round, RainBook.MONEY).forEach(pool -> hold(line, pool, found.cents()));
    }
    return due.equals(found) ? null : new Difference(words(due), words(found));
  }

  private static String words(PacketRecount.Outcome outcome) {
    String what = outcome.cents() > 0 ? outcome.cents() + " cents" : outcome.item();
    String block = outcome.block().isEmpty() ? "" : " of " + outcome.block();
    return (what.isEmpty() ? "a miss" : what) + block;
  }

  /** Compares the pools that a reveal states with those that the lines before it make. */
  @Nullable Difference close(JsonNode line) {
    isRevealed = true;
    String here = pools.all().stream().map(Pools.Pool::words).toList().toString();
    String there = Fields.list(line, "pools").stream().map(Pools::words).toList().toString();
    return there.equals(here) ? null : new Difference(here, there);
  }
}
