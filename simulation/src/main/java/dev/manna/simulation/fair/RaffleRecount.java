package dev.manna.simulation.fair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who wins the units of a raffle, worked out from its entries. Sums over claims stand in a binary
 * indexed tree (Fenwick, "A new data structure for cumulative frequency tables", 1994), so that a
 * raffle of millions of claims can be checked.
 */
public final class RaffleRecount {
  /** The claim of whom nobody is. */
  public static final int NOBODY = -1;

  private final List<Entry> all = new ArrayList<>();
  private final Map<String, List<Integer>> places = new HashMap<>();
  private final Set<String> winners = new HashSet<>();

  /** By place, counted from 1; empty until somebody asks. */
  private long[] tree = {};

  private long left;
  private long made;

  /** A claim that entered, so many times. */
  private record Entry(int claim, long entries) {}

  /** Takes the next claim in the order of the log. */
  public void enter(int claim, String user, long entries) {
    places.computeIfAbsent(user, fresh -> new ArrayList<>()).add(all.size());
    all.add(new Entry(claim, entries));
    left += entries;
    made += entries;
    tree = new long[0];
  }

  /** How many entries were made. */
  public long made() {
    return made;
  }

  /** How many entries may still win. */
  public long left() {
    return left;
  }

  /** How many entries a user has made. */
  public long own(String user) {
    return places.getOrDefault(user, List.of()).stream().mapToLong(at -> all.get(at).entries).sum();
  }

  /**
   * The claim that wins the next unit, or {@link #NOBODY}.
   *
   * @param unit how many units were won before
   */
  public int next(Oracle oracle, long unit) {
    if (left == 0) {
      return NOBODY;
    }
    long point = oracle.stream(unit).below(left);
    grow();
    int before = 0;
    for (int step = Integer.highestOneBit(all.size()); step > 0; step /= 2) {
      if (before + step <= all.size() && tree[before + step] <= point) {
        before += step;
        point -= tree[before];
      }
    }
    return all.get(before).claim;
  }

  /** All entries of a user win no more; false where they do not already. */
  public boolean win(String user) {
    if (!winners.add(user)) {
      return false;
    }
    grow();
    for (int at : places.getOrDefault(user, List.of())) {
      add(at, -all.get(at).entries);
      left -= all.get(at).entries;
    }
    return true;
  }

  private void grow() {
    if (tree.length == 0) {
      tree = new long[all.size() + 1];
      for (int at = 0; at < all.size(); at++) {
        add(at, all.get(at).entries);
      }
      for (String winner : winners) {
        places.getOrDefault(winner, List.of()).forEach(at -> add(at, -all.get(at).entries));
      }
    }
  }

  private void add(int at, long difference) {
    for (int node = at + 1; node < tree.length; node += node & -node) {
      tree[node] += difference;
    }
  }
}
