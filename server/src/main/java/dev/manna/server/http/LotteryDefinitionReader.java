package dev.manna.server.http;

import static dev.manna.server.http.Required.MISSING;
import static dev.manna.server.http.Required.missing;
import static dev.manna.server.http.Required.present;

import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Malformed;
import dev.manna.core.PrizeRules;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lottery's definition says beyond the terms. */
final class LotteryDefinitionReader implements KindReader {
  static final List<String> FIELDS =
      List.of("noPrizeWeight", "whenGone", "prizes", "tiers", "chances", "raffle");

  private static final Fields PRIZE =
      new Fields(
          "id",
          "title",
          "weight",
          "stock",
          "valueCents",
          "perUser",
          "enabled",
          "unlockAfter",
          "guaranteedByMiss");
  private static final Fields TIER = new Fields("fromDraw", "noPrizeWeight", "weights");
  private static final Fields SHARE = new Fields("prize", "weight");
  private static final Fields WHEN_GONE = new Fields("fallback");

  private long noPrizeWeight;
  private Lottery.WhenGone whenGone = new Lottery.WhenGone.Redraw();
  private List<Lottery.Prize> prizes = List.of();
  private List<TierRead> tiers = List.of();
  private boolean chances;
  private boolean raffle;

  /** The first prize of which no weight was read; only a raffle needs none. */
  private @Nullable String weightless;

  /** A tier before it is known what stands for it where it says nothing. */
  private record TierRead(int fromDraw, long noPrizeWeight, List<Lottery.Share> weights) {}

  @Override
  public void read(String field, JsonReader json) {
    switch (field) {
      case "noPrizeWeight" -> noPrizeWeight = json.integer(0, Lottery.MAX_WEIGHT);
      case "whenGone" -> whenGone = whenGone(json);
      case "prizes" -> prizes = prizes(json);
      case "tiers" -> tiers = tiers(json);
      case "chances" -> chances = json.bool();
      case "raffle" -> raffle = json.bool();
      default -> throw new IllegalStateException(field);
    }
  }

  @Override
  public Campaign campaign(Terms terms, Given given) {
    given.need("prizes");
    if (weightless != null && !raffle) {
      throw missing(weightless, "weight");
    }
    List<Lottery.Tier> filled = new ArrayList<>();
    for (TierRead tier : tiers) {
      long missing = tier.noPrizeWeight() == MISSING ? noPrizeWeight : tier.noPrizeWeight();
      filled.add(new Lottery.Tier(tier.fromDraw(), missing, tier.weights()));
    }
    return new Lottery(terms, noPrizeWeight, prizes, whenGone, filled, chances, raffle);
  }

  private List<Lottery.Prize> prizes(JsonReader json) {
    List<Lottery.Prize> read = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      read.add(prize(json));
    }
    return read;
  }

  private Lottery.Prize prize(JsonReader json) {
    String path = json.path();
    String id = null;
    String title = "";
    long weight = MISSING;
    long stock = MISSING;
    long valueCents = 0;
    int perUser = 0;
    boolean enabled = true;
    int unlockAfter = 0;
    int guaranteedByMiss = 0;
    json.beginObject(PRIZE);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> id = json.string();
        case 1 -> title = json.string();
        case 2 -> weight = json.integer(0, Lottery.MAX_WEIGHT);
        case 3 -> stock = stockOrUnlimited(json);
        case 4 -> valueCents = json.integer(0, Campaign.MAX_SIZE);
        case 5 -> perUser = (int) json.integer(0, Limits.MAX_PER_USER);
        case 6 -> enabled = json.bool();
        case 7 -> unlockAfter = (int) json.integer(0, Limits.MAX_PER_USER);
        default -> guaranteedByMiss = (int) json.integer(0, Limits.MAX_PER_USER);
      }
    }
    if (id == null) {
      throw missing(path, "id");
    }
    if (weight == MISSING) {
      weightless = weightless == null ? path : weightless;
      weight = 0;
    }
    present(stock, path, "stock");
    return new Lottery.Prize(
        id,
        title,
        weight,
        stock,
        new PrizeRules(valueCents, perUser, enabled, unlockAfter, guaranteedByMiss));
  }

  private static List<TierRead> tiers(JsonReader json) {
    List<TierRead> read = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      long fromDraw = MISSING;
      long noPrizeWeight = MISSING;
      List<Lottery.Share> weights = List.of();
      json.beginObject(TIER);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> fromDraw = json.integer(2, Limits.MAX_PER_USER);
          case 1 -> noPrizeWeight = json.integer(0, Lottery.MAX_WEIGHT);
          default -> weights = shares(json);
        }
      }
      present(fromDraw, path, "fromDraw");
      read.add(new TierRead((int) fromDraw, noPrizeWeight, weights));
    }
    return read;
  }

  private static List<Lottery.Share> shares(JsonReader json) {
    List<Lottery.Share> read = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      String prize = null;
      long weight = MISSING;
      json.beginObject(SHARE);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> prize = json.string();
          default -> weight = json.integer(0, Lottery.MAX_WEIGHT);
        }
      }
      if (prize == null) {
        throw missing(path, "prize");
      }
      present(weight, path, "weight");
      read.add(new Lottery.Share(prize, weight));
    }
    return read;
  }

  private static long stockOrUnlimited(JsonReader json) {
    if (!json.atString()) {
      return json.integer(0, Campaign.MAX_SIZE);
    }
    String path = json.path();
    if (!json.string().equals("unlimited")) {
      throw new Malformed(path, "is neither an integer nor \"unlimited\"");
    }
    return Lottery.Prize.UNLIMITED;
  }

  private static Lottery.WhenGone whenGone(JsonReader json) {
    if (json.atString()) {
      String word = json.string();
      return switch (word) {
        case "redraw" -> new Lottery.WhenGone.Redraw();
        case "miss" -> new Lottery.WhenGone.Miss();
        default ->
            throw Words.noneOf("whenGone", word, "\"redraw\", \"miss\", {\"fallback\": ...}");
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
