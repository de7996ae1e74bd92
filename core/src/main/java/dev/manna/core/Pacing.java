package dev.manna.core;

import java.util.List;

/** How much of a quota may be out by when: straight lines from nothing to all of it. */
public sealed interface Pacing {
  /** A point of a pacing curve: by this part of the time, this part of the quota may be out. */
  record Knot(int timePermille, int quotaPermille) {
    public Knot {
      Malformed.within("pacing.knots.timePermille", timePermille, 1, 999);
      Malformed.within("pacing.knots.quotaPermille", quotaPermille, 0, 1_000);
    }
  }

  /** The points between begin and end. */
  List<Knot> knots();

  /** Whoever comes first. */
  record None() implements Pacing {
    @Override
    public List<Knot> knots() {
      return List.of();
    }
  }

  /** The same in every minute. */
  record Linear() implements Pacing {
    @Override
    public List<Knot> knots() {
      return List.of();
    }
  }

  /** The most at the begin: of the part {@code t} of the time, {@code 1 - (1 - t)^2}. */
  record FrontLoaded() implements Pacing {
    private static final List<Knot> KNOTS =
        List.of(
            new Knot(100, 190),
            new Knot(200, 360),
            new Knot(300, 510),
            new Knot(400, 640),
            new Knot(500, 750),
            new Knot(600, 840),
            new Knot(700, 910),
            new Knot(800, 960),
            new Knot(900, 990));

    @Override
    public List<Knot> knots() {
      return KNOTS;
    }
  }

  /** A curve of the operator's own. */
  record Knots(List<Knot> knots) implements Pacing {
    /** A list that people write by hand. */
    public static final int MAX_KNOTS = 100;

    public Knots {
      Malformed.within("pacing.knots", knots.size(), 1, MAX_KNOTS);
      knots = List.copyOf(knots);
      for (int i = 1; i < knots.size(); i++) {
        Malformed.unless(
            knots.get(i).timePermille > knots.get(i - 1).timePermille
                && knots.get(i).quotaPermille >= knots.get(i - 1).quotaPermille,
            "pacing.knots[" + i + ']',
            "a curve goes on in time, and never down");
      }
    }
  }
}
