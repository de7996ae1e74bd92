package dev.manna.server.proof;

import dev.manna.core.Explanation;
import dev.manna.core.Explanation.Balance;
import dev.manna.core.Explanation.Looked;
import dev.manna.core.Explanation.Step;
import dev.manna.core.Ids;
import dev.manna.core.law.Explainer;
import dev.manna.server.Complaint;
import dev.manna.server.terminal.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An explanation of a claim, for people and for programs. */
public final class ClaimExplained {
  private final Explanation of;

  public ClaimExplained(Explanation of) {
    this.of = of;
  }

  /**
   * Explains a claim of a log, which is replayed up to it.
   *
   * @throws Complaint if there is no such claim, or the log cannot be read
   */
  public static ClaimExplained of(LogPlace place, String campaign, String user, String key) {
    Ids.name("CAMPAIGN", campaign);
    Ids.user(user);
    Ids.key(key);
    Explainer explainer = new Explainer(campaign, user, key);
    try (StoppedLog log = place.open()) {
      log.read(
          batch -> {
            explainer.take(batch);
            return true;
          });
    }
    if (!explainer.isDefined()) {
      throw new Complaint(
          place.where() + ": unknown-campaign: \"" + campaign + "\" is not defined");
    }
    if (!explainer.isFound()) {
      throw new Complaint(
          place.where()
              + ": unknown-claim: no claim of \""
              + user
              + "\" on \""
              + campaign
              + "\" was accepted under the key \""
              + key
              + "\"; a refused one leaves no trace");
    }
    return new ClaimExplained(explainer.explanation());
  }

  private String time() {
    return Instant.ofEpochMilli(of.timeMillis()).toString();
  }

  /** The explanation for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s (%s, version %d), user %s, key %s: claim %d at position %s, %s"
            .formatted(
                of.campaign(),
                of.kind(),
                of.version(),
                of.user(),
                of.key(),
                of.claim(),
                Table.grouped(of.position()),
                time()));
    lines.add("");
    Table rules = new Table("rule", "found", "looked at", "value", "limit");
    for (Step step : of.steps()) {
      String found = step.refuses() ? "REFUSES" : "passes";
      if (step.looked().isEmpty()) {
        rules.row(step.rule().code(), found, "", "", "");
      }
      for (Looked looked : step.looked()) {
        boolean first = looked.equals(step.looked().getFirst());
        String rule = first ? step.rule().code() : "";
        rules.row(rule, first ? found : "", looked.what(), looked.value(), looked.limit());
      }
    }
    lines.addAll(rules.lines());
    lines.add("");
    lines.add("It came to: " + String.join(", ", of.outcome()));
    lines.add(numbers());
    lines.add(again());
    lines.add("");
    Table balances = new Table("account", "what", "before", "after");
    for (Balance each : of.balances()) {
      balances.row(each.account().of(), each.account().what(), each.before(), each.after());
    }
    lines.addAll(balances.lines());
    return lines;
  }

  private String numbers() {
    if (of.hidden() > 0) {
      return "Numbers used: %d, which are shown when the campaign's key is".formatted(of.hidden());
    }
    return "Numbers used: " + (of.numbers().isEmpty() ? "none" : String.join(", ", of.numbers()));
  }

  private String again() {
    return switch (of.again()) {
      case SAME -> "Decided again at that point, it comes to the same.";
      case OTHER -> "DECIDED AGAIN AT THAT POINT, IT COMES TO SOMETHING ELSE.";
      case NOT_ASKED -> "An order is explained from what it took: the log keeps no more of it.";
    };
  }

  /** Whether it is what the law decides. */
  public boolean ok() {
    return of.again() != Explanation.Again.OTHER && of.steps().stream().noneMatch(Step::refuses);
  }

  /** The explanation for programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("campaign", of.campaign());
    json.put("kind", of.kind());
    json.put("version", of.version());
    json.put("user", of.user());
    json.put("key", of.key());
    json.put("claim", of.claim());
    json.put("position", of.position());
    json.put("time", time());
    json.put("rules", of.steps().stream().map(ClaimExplained::step).toList());
    json.put("outcome", of.outcome());
    json.put("numbers", of.numbers());
    json.put("hiddenNumbers", of.hidden());
    json.put("decidedAgain", of.again().word());
    json.put("balances", of.balances().stream().map(ClaimExplained::balance).toList());
    return json;
  }

  private static Map<String, Object> step(Step step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", step.rule().code());
    json.put("refuses", step.refuses());
    json.put("looked", step.looked());
    return json;
  }

  private static Map<String, Object> balance(Balance balance) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("of", balance.account().of());
    json.put("what", balance.account().what());
    json.put("before", balance.before());
    json.put("after", balance.after());
    return json;
  }
}
