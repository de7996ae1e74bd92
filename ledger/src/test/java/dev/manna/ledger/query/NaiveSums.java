package dev.manna.ledger.query;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** What was claimed and given in a campaign, added up by whatever its times are made. */
final class NaiveSums {
  private final NaiveBooks naive;
  private final String campaign;

  NaiveSums(NaiveBooks naive, String campaign) {
    this.naive = naive;
    this.campaign = campaign;
  }

  List<String> byDay(String zone) {
    return by(at -> Instant.ofEpochMilli(at).atZone(ZoneId.of(zone)).toLocalDate());
  }

  <T extends Comparable<T>> List<String> by(LongFunction<T> made) {
    Map<T, long[]> sums = new TreeMap<>();
    for (NaiveBooks.Claim claim : naive.claims) {
      if (claim.campaign().equals(campaign) && claim.uses() > 0) {
        add(sums, made.apply(claim.at()), 1, claim.uses(), claim.misses(), 0, 0, 0);
      }
    }
    for (NaiveBooks.Grant grant : naive.grants) {
      if (grant.of().campaign().equals(campaign)) {
        T at = made.apply(grant.at());
        add(sums, at, 0, 0, 0, 1, grant.of().units(), grant.of().cents());
      }
    }
    return sums.entrySet().stream()
        .map(
            each -> {
              StringBuilder row = new StringBuilder(each.getKey().toString());
              for (long sum : each.getValue()) {
                row.append('|').append(sum);
              }
              return row.toString();
            })
        .toList();
  }

  private static <T> void add(Map<T, long[]> sums, T at, long... more) {
    long[] sum = sums.computeIfAbsent(at, fresh -> new long[6]);
    for (int i = 0; i < more.length; i++) {
      sum[i] += more[i];
    }
  }
}
