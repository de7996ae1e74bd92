package dev.manna.server.proof;

import dev.manna.server.crowd.Operator.Pool;
import dev.manna.server.terminal.Table;
import dev.manna.simulation.audit.Invariant;
import dev.manna.simulation.audit.Totals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invariants that are judged from outside the log, and how all of them are shown. */
public final class Verdicts {
  private Verdicts() {}

  /**
   * Whether what the server told of its pools, when all was quiet, is what its log adds up to.
   *
   * @param told by campaign
   */
  public static Invariant pools(Map<String, List<Pool>> told, List<Totals> totals) {
    Map<String, Pool> written = new HashMap<>();
    for (Totals campaign : totals) {
      for (Totals.Item item : campaign.items()) {
        written.put(
            campaign.campaign() + " " + item.item(),
            new Pool(
                item.item(),
                item.unit(),
                item.total(),
                item.available(),
                item.held(),
                item.given()));
      }
    }
    String broken = null;
    for (Map.Entry<String, List<Pool>> campaign : told.entrySet()) {
      for (Pool pool : campaign.getValue()) {
        Pool expected = written.get(campaign.getKey() + " " + pool.item());
        if (!pool.equals(expected)) {
          broken = campaign.getKey() + ": the server told " + pool + ", the log says " + expected;
        }
      }
    }
    return invariant("pools-as-the-log", broken, "The server's pools are what its log adds up to.");
  }

  /** Whether clients were answered only what they may be. */
  public static Invariant answers(@Nullable String unexpected) {
    return invariant("lawful-answers", unexpected, "Every answer is one that a client may get.");
  }

  /** Whether each claim that was sent again was answered as before. */
  public static Invariant sameBytes(long differing) {
    String broken = differing == 0 ? null : differing + " answers differ from the first";
    return invariant("same-bytes", broken, "A claim sent again is answered with the same bytes.");
  }

  /**
   * Whether a sale's pools are what its clients were granted.
   *
   * @param units granted, by SKU
   */
  public static Invariant granted(Map<String, Long> units, List<Pool> pools) {
    String broken = null;
    for (Pool pool : pools) {
      long granted = units.getOrDefault(pool.item(), 0L);
      if (pool.given() != granted
          || pool.available() + pool.held() + pool.given() != pool.total()) {
        broken = "clients were granted " + granted + ", the server told " + pool;
      }
    }
    return invariant(
        "pools-as-granted", broken, "The server's pools are what clients were granted.");
  }

  static Invariant invariant(String name, @Nullable String broken, String promise) {
    return new Invariant(name, broken == null, broken == null ? promise : broken);
  }

  /** One line for each invariant. */
  public static List<String> lines(Verdict verdict) {
    Table table = new Table("invariant", "verdict");
    List<String> details = new ArrayList<>();
    details.add("");
    for (Invariant invariant : verdict.invariants()) {
      table.row(invariant.name(), invariant.held() ? "held" : "BROKEN");
      details.add(invariant.detail());
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < details.size(); i++) {
      lines.add((table.lines().get(i) + "  " + details.get(i)).stripTrailing());
    }
    return lines;
  }
}
