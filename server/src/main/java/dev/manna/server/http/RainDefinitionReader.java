package dev.manna.server.http;

import static dev.manna.server.http.Required.MISSING;
import static dev.manna.server.http.Required.missing;
import static dev.manna.server.http.Required.present;

import dev.manna.core.Campaign;
import dev.manna.core.Malformed;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the definition of a rain of red packets says beyond the terms. */
final class RainDefinitionReader implements KindReader {
  static final List<String> FIELDS =
      Stream.concat(
              Stream.of("currency", "budgetCents", "packets", "hitPerMillion", "split"),
              RainPlanReader.FIELDS.stream())
          .toList();

  private static final Fields SPLIT = new Fields("kind", "minCents", "maxCents", "denominations");
  private static final Fields DENOMINATION = new Fields("cents", "count");

  private String currency = "";
  private long budgetCents;
  private long packets;
  private int hitPerMillion = RedPacket.ALWAYS;
  private RedPacket.@Nullable Split split;
  private final RainPlanReader plan = new RainPlanReader();

  @Override
  public void read(String field, JsonReader json) {
    switch (field) {
      case "currency" -> currency = json.string();
      case "budgetCents" -> budgetCents = json.integer(1, Campaign.MAX_SIZE);
      case "packets" -> packets = json.integer(1, Integer.MAX_VALUE);
      case "hitPerMillion" -> hitPerMillion = (int) json.integer(1, RedPacket.ALWAYS);
      case "split" -> split = split(json);
      default -> plan.read(field, json);
    }
  }

  @Override
  public Campaign campaign(Terms terms, Given given) {
    given.need("currency");
    given.need("split");
    RedPacket.Split how = Objects.requireNonNull(split);
    if (how instanceof RedPacket.Split.Fixed fixed) {
      // The denominations say it all; who states the sums as well has them checked.
      if (!given.has("budgetCents")) {
        budgetCents = fixed.denominations().stream().mapToLong(d -> d.cents() * d.count()).sum();
      }
      if (!given.has("packets")) {
        packets = fixed.denominations().stream().mapToLong(RedPacket.Denomination::count).sum();
      }
    } else if (given.has("rounds")) {
      // So do the rounds.
      List<RainPlan.Round> rounds = plan.plan().rounds();
      if (!given.has("budgetCents")) {
        budgetCents = rounds.stream().mapToLong(RainPlan.Round::budgetCents).sum();
      }
      if (!given.has("packets")) {
        packets = rounds.stream().mapToLong(RainPlan.Round::packets).sum();
      }
    } else {
      given.need("budgetCents");
      given.need("packets");
    }
    return new RedPacket(terms, currency, budgetCents, packets, how, hitPerMillion, plan.plan());
  }

  private static RedPacket.Split split(JsonReader json) {
    String kind = "";
    long least = MISSING;
    long most = MISSING;
    List<RedPacket.Denomination> denominations = null;
    json.beginObject(SPLIT);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> kind = json.string();
        case 1 -> least = json.integer(1, Campaign.MAX_SIZE);
        case 2 -> most = json.integer(1, Campaign.MAX_SIZE);
        default -> denominations = denominations(json);
      }
    }
    boolean bounded = least != MISSING || most != MISSING;
    return switch (kind) {
      case "double-mean", "position-fair" -> {
        present(least, "split", "minCents");
        present(most, "split", "maxCents");
        absent(denominations != null, "denominations", kind);
        yield kind.equals("double-mean")
            ? new RedPacket.Split.DoubleMean(least, most)
            : new RedPacket.Split.PositionFair(least, most);
      }
      case "even" -> {
        absent(bounded, "minCents and maxCents", kind);
        absent(denominations != null, "denominations", kind);
        yield new RedPacket.Split.Even();
      }
      case "fixed" -> {
        absent(bounded, "minCents and maxCents", kind);
        if (denominations == null) {
          throw missing("split", "denominations");
        }
        yield new RedPacket.Split.Fixed(denominations);
      }
      case "" -> throw missing("split", "kind");
      default -> throw Words.noneOf("split.kind", kind, "double-mean, position-fair, even, fixed");
    };
  }

  private static List<RedPacket.Denomination> denominations(JsonReader json) {
    List<RedPacket.Denomination> denominations = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      long cents = MISSING;
      long count = MISSING;
      json.beginObject(DENOMINATION);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> cents = json.integer(1, Campaign.MAX_SIZE);
          default -> count = json.integer(0, Integer.MAX_VALUE);
        }
      }
      present(cents, path, "cents");
      present(count, path, "count");
      denominations.add(new RedPacket.Denomination(cents, count));
    }
    return denominations;
  }

  private static void absent(boolean is, String fields, String kind) {
    if (is) {
      throw new Malformed("split", fields + " belong to another kind than " + kind);
    }
  }
}
