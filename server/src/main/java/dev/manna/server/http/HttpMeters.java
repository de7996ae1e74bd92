package dev.manna.server.http;

import dev.manna.core.Refusal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The loops' counters as metrics: they are added up when somebody asks. */
final class HttpMeters implements Collector {
  private static final double MICROS_A_SECOND = 1e6;
  private static final int[] STATUS_CLASSES = {2, 4, 5};
  private static final double NANOS_A_SECOND = 1e9;

  private final Collection<Desk> desks;
  private final IntSupplier connections;

  HttpMeters(Collection<Desk> desks, IntSupplier connections) {
    this.desks = desks;
    this.connections = connections;
  }

  void register(PrometheusMeterRegistry registry) {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.RAFFLE) {
        claims(kind, "granted", traffic -> traffic.granted(kind)).register(registry);
      }
      String without =
          switch (kind) {
            case RAFFLE -> "entered";
            case SALE -> "waiting";
            case LOTTERY, RED_PACKET -> "missed";
          };
      claims(kind, without, traffic -> traffic.missed(kind)).register(registry);
      claims(kind, "not-in-books", traffic -> traffic.unbooked(kind)).register(registry);
      for (Refusal refusal : Refusal.values()) {
        claims(kind, refusal.code(), traffic -> traffic.refused(kind, refusal)).register(registry);
      }
    }
    responses(null, "none", registry);
    for (Route route : Route.values()) {
      responses(route, route.method() + ' ' + route.template(), registry);
    }
    Gauge.builder("manna.http.connections", connections::getAsInt)
        .description("Open connections")
        .register(registry);
    Gauge.builder("manna.http.in.flight", () -> desks.stream().mapToInt(Desk::inFlight).sum())
        .description("Requests that wait for the engine's answer")
        .register(registry);
    registry.getPrometheusRegistry().register(this);
  }

  private FunctionCounter.Builder<HttpMeters> claims(
      Kind kind, String outcome, ToLongFunction<Traffic> count) {
    return FunctionCounter.builder("manna.claims", this, meters -> meters.sum(count))
        .description("Claims, by what they were made on and what became of them")
        .tag("kind", kind.word())
        .tag("outcome", outcome);
  }

  private void responses(@Nullable Route route, String name, PrometheusMeterRegistry registry) {
    for (int statusClass : STATUS_CLASSES) {
      FunctionCounter.builder(
              "manna.http.responses",
              this,
              meters -> meters.sum(traffic -> traffic.responses(route, statusClass)))
          .description("Responses, by route and class of status")
          .tag("route", name)
          .tag("status", statusClass + "xx")
          .register(registry);
    }
  }

  private long sum(ToLongFunction<Traffic> count) {
    return desks.stream().map(Desk::traffic).mapToLong(count).sum();
  }

  /** From the arrival of a claim's headers to the writing of its answer. */
  @Override
  public MetricSnapshot collect() {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i <= Traffic.BOUNDS_MICROS.length; i++) {
      int bucket = i;
      double bound =
          i < Traffic.BOUNDS_MICROS.length
              ? Traffic.BOUNDS_MICROS[i] / MICROS_A_SECOND
              : Double.POSITIVE_INFINITY;
      buckets.bucket(bound, sum(traffic -> traffic.latencies(bucket)));
    }
    return HistogramSnapshot.builder()
        .name("manna_claim_seconds")
        .help("From the arrival of a claim to the writing of its answer")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(sum(Traffic::totalNanos) / NANOS_A_SECOND)
                .build())
        .build();
  }
}
