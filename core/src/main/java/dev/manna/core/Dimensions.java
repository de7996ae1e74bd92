package dev.manna.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a claim names beside its user, by name: a device, an address, a store. */
public final class Dimensions {
  /** As many as a campaign can have limits of, and some that this campaign has none of. */
  public static final int MAX = 16;

  /** Room for a hash in hexadecimal, an address, a device's fingerprint. */
  public static final int MAX_VALUE = 128;

  private Dimensions() {}

  /** Checks names and values, and copies them in the order of their names. */
  static Map<String, String> of(Map<String, String> named) {
    if (named.isEmpty()) {
      return Map.of();
    }
    Malformed.within("dimensions", named.size(), 0, MAX);
    named.forEach(
        (name, value) -> {
          Ids.name("dimensions", name);
          Ids.printable("dimensions." + name, value, MAX_VALUE);
        });
    return Collections.unmodifiableMap(new TreeMap<>(named));
  }
}
