package dev.manna.server.terminal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Times as reports show them; the histograms count in microseconds. */
public final class Times {
  private static final double MICROS_A_MILLI = 1_000;

  private Times() {}

  /** Seconds, to the hundredth. */
  public static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }

  /** A percentile in milliseconds. */
  public static String millis(Histogram micros, double percentile) {
    double millis = micros.getValueAtPercentile(percentile) / MICROS_A_MILLI;
    return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.1f", millis);
  }

  /** The percentiles that reports have, in milliseconds. */
  public static Map<String, Object> json(Histogram micros) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("p50", micros.getValueAtPercentile(50) / MICROS_A_MILLI);
    json.put("p95", micros.getValueAtPercentile(95) / MICROS_A_MILLI);
    json.put("p99", micros.getValueAtPercentile(99) / MICROS_A_MILLI);
    json.put("max", micros.getMaxValue() / MICROS_A_MILLI);
    return json;
  }
}
