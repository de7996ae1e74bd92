package dev.manna.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One line of the report.
 *
 * @param group the measurement that it belongs to
 * @param name what was measured
 * @param unit of ours and theirs
 * @param ours our figure, null where nothing could be measured
 * @param theirs what it was measured against in the same run, null where it stands by itself
 * @param ratio ours by theirs, the median of the pairs
 * @param gate what the ratio, or ours where there is none, is held against
 * @param durability what a figure's answers had survived when they were given
 * @param note what exactly was measured, or why nothing was
 */
public record Row(
    String group,
    String name,
    String unit,
    @Nullable Double ours,
    @Nullable Double theirs,
    @Nullable Double ratio,
    @Nullable Gate gate,
    String durability,
    String note) {
  /** A figure by itself. */
  public static Row of(String group, String name, String unit, double ours) {
    return new Row(group, name, unit, ours, null, null, null, "", "");
  }

  /** A comparison. */
  public static Row of(String group, String name, String unit, Pairs pairs) {
    return new Row(group, name, unit, pairs.ours(), pairs.theirs(), pairs.ratio(), null, "", "");
  }

  /** Something that this machine does not allow to measure. */
  public static Row notMeasured(String group, String name, String why) {
    return new Row(group, name, "", null, null, null, null, "", why);
  }

  public Row against(@Nullable Gate other) {
    return new Row(group, name, unit, ours, theirs, ratio, other, durability, note);
  }

  public Row durable(String how) {
    return new Row(group, name, unit, ours, theirs, ratio, gate, how, note);
  }

  public Row note(String text) {
    return new Row(group, name, unit, ours, theirs, ratio, gate, durability, text);
  }

  /** Whether the gate is met, missed by how much, or could not be tried. */
  @JsonProperty
  public String verdict() {
    Double figure = ratio == null ? ours : ratio;
    if (figure == null) {
      return "not measured";
    }
    return gate == null ? "" : gate.verdictOn(figure);
  }
}
