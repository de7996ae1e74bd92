package dev.manna.simulation;

import dev.manna.core.Command;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From where a crowd claims: few devices and stores, so that many share one. */
final class Places {
  static final List<String> DIMENSIONS = List.of("device", "store");
  private static final int VALUES = 6;

  private Places() {}

  /** The same claim, from somewhere. */
  static Command.Claim from(Chance chance, Command.Claim claim) {
    if (chance.oneIn(4)) {
      return claim;
    }
    Map<String, String> named = new TreeMap<>();
    for (String dimension : DIMENSIONS) {
      if (!chance.oneIn(5)) {
        named.put(dimension, dimension.charAt(0) + "-" + chance.below(VALUES));
      }
    }
    return claim.from(named);
  }
}
