package dev.manna.bench.micro;

import dev.manna.core.Batch;
import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.wire.Encoder;
import dev.manna.core.wire.EventCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Events to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final int BATCH = 1_000;

  private final Claimant claimant = new Claimant("user-12345", "1y2p0ij32e8e7", 1, 2, 3);

  private final Event drawn = new Event.Drawn(0, new Event.Use(claimant, 4, false), List.of(1));

  private final Event deducted =
      new Event.Deducted(0, claimant, 4, false, List.of(new Event.Taken(1, 1)), 0);

  private final Encoder encoder = new Encoder();
  private final Batch batch = encoded();

  private Batch encoded() {
    Encoder made = new Encoder();
    for (int i = 0; i < BATCH; i++) {
      EventCodec.write(i % 2 == 0 ? drawn : deducted, made);
    }
    return new Batch(1, BATCH, 0, made.view());
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int write() {
    encoder.reset();
    for (int i = 0; i < BATCH; i++) {
      EventCodec.write(i % 2 == 0 ? drawn : deducted, encoder);
    }
    return encoder.length();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void read(Blackhole sink) {
    EventCodec.read(
        batch, EventCodec.Claimants.NAMES_ONLY, (event, position) -> sink.consume(event));
  }
}
