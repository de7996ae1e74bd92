package dev.manna.server.http;

import dev.manna.core.Command;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an event loop counts: its claims with their latencies, and its responses. */
final class Traffic {
  /** Upper bounds of the latency's buckets; what is slower falls into one more. */
  static final long[] BOUNDS_MICROS = {
    250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 125_000, 250_000, 500_000,
    1_000_000, 2_000_000, 4_000_000, 8_000_000
  };

  private static final long NANOS_A_MICRO = 1_000;
  private static final int STATUSES_A_CLASS = 100;
  private static final int CLASSES = 6;

  private final Map<Kind, Outcomes> claims = new EnumMap<>(Kind.class);
  private final Map<Route, Tally[]> responses = new EnumMap<>(Route.class);
  private final Tally[] unrouted = tallies(CLASSES);
  private final Tally[] latencies = tallies(BOUNDS_MICROS.length + 1);
  private final Tally nanos = new Tally();

  /** What became of the claims on one kind of campaign. */
  private static final class Outcomes {
    private final Tally granted = new Tally();
    private final Tally missed = new Tally();
    private final Tally unbooked = new Tally();
    private final Map<Refusal, Tally> refused = new EnumMap<>(Refusal.class);

    private Outcomes() {
      for (Refusal refusal : Refusal.values()) {
        refused.put(refusal, new Tally());
      }
    }
  }

  Traffic() {
    for (Kind kind : Kind.values()) {
      claims.put(kind, new Outcomes());
    }
    for (Route route : Route.values()) {
      responses.put(route, tallies(CLASSES));
    }
  }

  void claim(Command.Claim claim, Reply reply, long took) {
    Outcomes outcomes = of(Kind.of(claim));
    if (reply instanceof Reply.Refused refused) {
      refused(outcomes, refused.refusal()).add(1);
    } else if (reply instanceof Reply.Claimed claimed && claimed.granted()) {
      outcomes.granted.add(1);
    } else if (reply instanceof Reply.Unbooked) {
      outcomes.unbooked.add(1);
    } else {
      outcomes.missed.add(1);
    }
    long micros = took / NANOS_A_MICRO;
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && micros > BOUNDS_MICROS[bucket]) {
      bucket++;
    }
    latencies[bucket].add(1);
    nanos.add(took);
  }

  void response(@Nullable Route route, int status) {
    tallies(route)[status / STATUSES_A_CLASS].add(1);
  }

  long granted(Kind kind) {
    return of(kind).granted.count();
  }

  long missed(Kind kind) {
    return of(kind).missed.count();
  }

  long unbooked(Kind kind) {
    return of(kind).unbooked.count();
  }

  long refused(Kind kind, Refusal refusal) {
    return refused(of(kind), refusal).count();
  }

  /** Responses of a route (null: of none), by the hundreds of their status. */
  long responses(@Nullable Route route, int statusClass) {
    return tallies(route)[statusClass].count();
  }

  long latencies(int bucket) {
    return latencies[bucket].count();
  }

  long totalNanos() {
    return nanos.count();
  }

  private Outcomes of(Kind kind) {
    return Objects.requireNonNull(claims.get(kind));
  }

  private static Tally refused(Outcomes outcomes, Refusal refusal) {
    return Objects.requireNonNull(outcomes.refused.get(refusal));
  }

  private Tally[] tallies(@Nullable Route route) {
    return route == null ? unrouted : Objects.requireNonNull(responses.get(route));
  }

  private static Tally[] tallies(int size) {
    return Stream.generate(Tally::new).limit(size).toArray(Tally[]::new);
  }
}
