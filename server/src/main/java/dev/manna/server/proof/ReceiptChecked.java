package dev.manna.server.proof;

import dev.manna.core.Receipt;
import dev.manna.core.law.Explainer;
import dev.manna.server.terminal.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A receipt that was checked, for people and for programs.
 *
 * @param receipt null where no node with the key has signed it
 * @param known whether the log has its claim; null where nobody has looked
 */
public record ReceiptChecked(@Nullable Receipt receipt, @Nullable Boolean known) {
  /** Its signature alone. */
  public static ReceiptChecked alone(@Nullable Receipt receipt) {
    return new ReceiptChecked(receipt, null);
  }

  /** And whether a log has its claim. */
  public static ReceiptChecked in(LogPlace place, Receipt receipt) {
    Explainer explainer = new Explainer(receipt.campaign(), receipt.user(), receipt.key());
    try (StoppedLog log = place.open()) {
      log.read(
          batch -> {
            explainer.take(batch);
            return true;
          });
    }
    return new ReceiptChecked(receipt, explainer.isDefined() && explainer.isFound());
  }

  /** For people. */
  public List<String> lines() {
    if (receipt == null) {
      return List.of("Not genuine: no node that has this key has signed it.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Genuine: campaign %s, user %s, key %s; told in epoch %d at position %s, about %s"
            .formatted(
                receipt.campaign(),
                receipt.user(),
                receipt.key(),
                receipt.epoch(),
                Table.grouped(receipt.position()),
                Instant.ofEpochMilli(receipt.timeMillis())));
    Table table = new Table("item", "amount", "held until");
    for (Receipt.Line line : receipt.lines()) {
      table.row(line.item(), line.amount(), until(line));
    }
    lines.addAll(table.lines());
    if (known != null) {
      lines.add(
          known
              ? "The log has the claim."
              : "The log does not have the claim: it was lost, or is of another log.");
    }
    return lines;
  }

  private static String until(Receipt.Line line) {
    return line.expiresAtMillis() == 0
        ? ""
        : Instant.ofEpochMilli(line.expiresAtMillis()).toString();
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("genuine", receipt != null);
    if (receipt != null) {
      json.put("campaign", receipt.campaign());
      json.put("user", receipt.user());
      json.put("key", receipt.key());
      json.put("epoch", receipt.epoch());
      json.put("toldAt", receipt.position());
      json.put("time", Instant.ofEpochMilli(receipt.timeMillis()).toString());
      json.put("lines", receipt.lines().stream().map(ReceiptChecked::json).toList());
    }
    if (known != null) {
      json.put("known", known);
    }
    return json;
  }

  private static Map<String, Object> json(Receipt.Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("item", line.item());
    json.put("amount", line.amount());
    if (line.expiresAtMillis() > 0) {
      json.put("expiresAt", until(line));
    }
    return json;
  }
}
