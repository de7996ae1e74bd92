package dev.manna.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a chunk adds to the sums of each campaign's minutes. Time does not go back in a log, so each
 * campaign is at one minute, and whatever came before stays as it is.
 */
final class Minutes {
  private static final long MINUTE_MILLIS = 60_000;

  private final Map<Integer, Minute> current = new HashMap<>();
  private final List<Minute> all = new ArrayList<>();

  /** A minute of a campaign, and what was claimed and given in it. */
  static final class Minute {
    private final int campaign;
    private final long startMillis;
    private long claims;
    private long uses;
    private long misses;
    private long grants;
    private long units;
    private long cents;

    private Minute(int campaign, long startMillis) {
      this.campaign = campaign;
      this.startMillis = startMillis;
    }

    /** A claim that counts: draws and snatches that got nothing are misses, each of them. */
    void claim(String kind, int claimUses, int claimGrants) {
      claims++;
      uses += claimUses;
      misses += kind.equals("draw") || kind.equals("snatch") ? claimUses - claimGrants : 0;
    }

    void grant(long grantUnits, long grantCents) {
      grants++;
      units += grantUnits;
      cents += grantCents;
    }
  }

  Minute of(int campaign, long atMillis) {
    long start = atMillis - Math.floorMod(atMillis, MINUTE_MILLIS);
    Minute minute = current.get(campaign);
    if (minute == null || minute.startMillis != start) {
      minute = new Minute(campaign, start);
      current.put(campaign, minute);
      all.add(minute);
    }
    return minute;
  }

  void write(Writes to) {
    for (Minute each : all) {
      to.merge(
          Table.MINUTES,
          each.campaign,
          each.startMillis,
          each.claims,
          each.uses,
          each.misses,
          each.grants,
          each.units,
          each.cents);
    }
  }
}
