package dev.manna.server.forecast;

import dev.manna.core.RedPacket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of forecasts, as people and programs read them. */
final class Figures {
  private Figures() {}

  /** A number in as many digits as say something. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    String format = size >= 1_000 || value == Math.rint(value) ? "%,.0f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A share in per cent. */
  static String perCent(double share) {
    if (Double.isNaN(share)) {
      return "-";
    }
    double perCent = share * 100;
    String format = perCent == Math.rint(perCent) ? "%.0f %%" : perCent < 1 ? "%.4f %%" : "%.2f %%";
    return String.format(Locale.ROOT, format, perCent);
  }

  static Map<String, Object> json(Estimate estimate) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, "mean", estimate.value());
    put(json, "low", estimate.low());
    put(json, "high", estimate.high());
    return json;
  }

  static Map<String, Object> json(Moments runs) {
    Map<String, Object> json = json(Estimate.ofMean(runs));
    if (runs.count() > 0) {
      put(json, "least", runs.least());
      put(json, "most", runs.most());
    }
    return json;
  }

  private static void put(Map<String, Object> json, String field, double value) {
    @Nullable Double number = Double.isNaN(value) ? null : value;
    if (number != null) {
      json.put(field, number);
    }
  }

  /** What a scenario's costs are counted in. */
  static String money(Scenario scenario) {
    return scenario.definition() instanceof RedPacket rain ? "cents " + rain.currency() : "cents";
  }
}
