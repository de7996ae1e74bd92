package dev.manna.bench.micro;

import dev.manna.bench.Bench;
import dev.manna.bench.Group;
import dev.manna.bench.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What JMH measures: time and allocation of tables, encoding and split. */
public final class MicroGroup implements Group {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Override
  public String name() {
    return "jmh";
  }

  @Override
  public String heap() {
    return "1g";
  }

  @Override
  public List<Row> measure(Bench bench) throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("dev\\.manna\\.bench\\.micro\\..*")
                    .forks(bench.size(3, 1))
                    .warmupIterations(bench.size(5, 1))
                    .measurementIterations(bench.size(5, 1))
                    .warmupTime(TimeValue.milliseconds(bench.size(1_000, 50)))
                    .measurementTime(TimeValue.milliseconds(bench.size(1_000, 50)))
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .jvmArgs("-Xmx4g")
                    .build())
            .run();
    List<Row> rows = new ArrayList<>();
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
      String name = time.getLabel();
      rows.add(Row.of("jmh", name, "ns", time.getScore()).durable("memory"));
      if (bytes != null) {
        rows.add(Row.of("jmh", name + ", allocated", "bytes", bytes.getScore()));
      }
    }
    return rows;
  }
}
