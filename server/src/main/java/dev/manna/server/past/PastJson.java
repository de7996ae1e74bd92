package dev.manna.server.past;

import dev.manna.core.Grant;
import dev.manna.core.LotteryReply;
import dev.manna.core.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state of the past as programs read it. */
public final class PastJson {
  private PastJson() {}

  /**
   * All that is to be said.
   *
   * @param winners whether winners are wanted
   */
  public static Map<String, Object> of(PastReport report, boolean winners) {
    PastState state = report.state();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", state.position());
    json.put("end", state.end());
    json.put("at", Instant.ofEpochMilli(state.millis()).toString());
    json.put("replayedFrom", state.from());
    json.put("campaigns", report.campaigns().stream().map(id -> campaign(report, id)).toList());
    String user = report.user();
    if (user != null) {
      json.put("user", user(report, user));
    }
    if (winners) {
      json.put("winners", report.winners().stream().map(PastJson::winner).toList());
    }
    return json;
  }

  private static Map<String, Object> campaign(PastReport report, String id) {
    Reply.Defined campaign = report.campaign(id);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("campaign", id);
    json.put("kind", campaign.definition().kind());
    json.put("status", campaign.status().word());
    json.put("version", campaign.version());
    json.put("pools", report.pools(id).stream().map(PastJson::pool).toList());
    odds(json, report.odds(id));
    return json;
  }

  private static Map<String, Object> pool(Reply.Pool pool) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("item", pool.item());
    json.put("unit", pool.unit());
    if (pool.total() >= 0) {
      json.put("total", pool.total());
      json.put("available", pool.available());
    }
    json.put("held", pool.held());
    json.put("given", pool.given());
    return json;
  }

  private static void odds(Map<String, Object> json, List<LotteryReply> pages) {
    List<Map<String, Object>> prizes = new ArrayList<>();
    for (LotteryReply page : pages) {
      switch (page) {
        case LotteryReply.Odds odds -> {
          odds.prizes()
              .forEach(each -> prizes.add(pair("prize", each.item(), "wins", each.numerator())));
          Map<String, Object> all = pair("miss", odds.miss(), "of", odds.denominator());
          all.put("prizes", prizes);
          json.put("odds", all);
        }
        case LotteryReply.Raffle raffle ->
            json.put("raffle", pair("entries", raffle.entries(), "own", raffle.own()));
      }
    }
  }

  private static Map<String, Object> pair(String first, Object one, String second, Object two) {
    Map<String, Object> pair = new LinkedHashMap<>();
    pair.put(first, one);
    pair.put(second, two);
    return pair;
  }

  private static Map<String, Object> user(PastReport report, String user) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user", user);
    json.put("grants", report.grants(user).stream().map(PastJson::grant).toList());
    Reply.Wallet wallet = report.wallet(user);
    json.put("opened", wallet.balances());
    json.put("unopened", wallet.unopened());
    Map<String, Object> chances = new LinkedHashMap<>();
    for (String id : report.campaigns()) {
      long left = report.chances(id, user);
      if (left >= 0) {
        chances.put(id, left);
      }
    }
    json.put("chances", chances);
    return json;
  }

  private static Map<String, Object> winner(PastReport.Winner winner) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user", winner.user());
    json.putAll(grant(winner.grant()));
    return json;
  }

  private static Map<String, Object> grant(Grant grant) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("grant", grant.id().toString());
    json.put("item", grant.item());
    switch (grant.worth()) {
      case Grant.Worth.Quantity quantity -> json.put("quantity", quantity.units());
      case Grant.Worth.Amount amount -> {
        json.put("cents", amount.cents());
        json.put("currency", amount.currency());
      }
    }
    if (grant.returned() > 0) {
      json.put("returned", grant.returned());
    }
    json.put("state", grant.state().word());
    json.put("position", grant.position());
    return json;
  }
}
