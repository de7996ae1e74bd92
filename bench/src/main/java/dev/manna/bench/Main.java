package dev.manna.bench;

import dev.manna.bench.engine.EngineGroup;
import dev.manna.bench.engine.PostgresGroup;
import dev.manna.bench.engine.RecoveryGroup;
import dev.manna.bench.engine.RedisGroup;
import dev.manna.bench.http.AcksGroup;
import dev.manna.bench.http.HttpGroup;
import dev.manna.bench.law.GrowthGroup;
import dev.manna.bench.law.MemoryGroup;
import dev.manna.bench.ledger.LedgerGroup;
import dev.manna.bench.micro.MicroGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * The measurements, on the command line. Each group runs in a process of its own, so that none is
 * measured with code that another one has shaped.
 */
@Command(
    name = "manna bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures Manna against others, both sides in the same run and taking turns, and prints"
            + " the median of the ratios with the gates beside them. Each measurement verifies"
            + " its answers before it prints a number. Run it on a machine that does nothing"
            + " else.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:measured, whether or not the gates were met",
      "1:an answer was wrong, or a measurement failed",
      "2:asked wrongly"
    })
public final class Main implements Callable<Integer> {
  private static final List<Group> DEFAULT =
      List.of(
          new EngineGroup(),
          new PostgresGroup(),
          new RedisGroup(),
          new HttpGroup(),
          new LedgerGroup(),
          new AcksGroup(),
          new RecoveryGroup(),
          new MemoryGroup(),
          new GrowthGroup());

  private static final List<Group> ALL = withMicro();

  private static final JsonMapper JSON = new JsonMapper();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "GROUP",
      description =
          "of engine, log-postgres, log-redis, http, ledger, acks, recovery, memory, growth (the"
              + " default) and jmh; separated by commas")
  private List<String> only = new ArrayList<>();

  @Option(names = "--quick", description = "tiny sizes: shows that it works and measures nothing")
  private boolean quick;

  @Option(names = "--json", description = "end with one line of JSON that holds all rows")
  private boolean json;

  @Option(names = "--rows", hidden = true, description = "measure here, in this folder")
  private @Nullable Path rows;

  private final PrintStream out;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main(PrintStream out) {
    this.out = out;
  }

  /** Measures. */
  public static void main(String[] args) {
    System.exit(run(System.out, args));
  }

  /** What {@link #main} does, without the end of the process; returns its exit status. */
  static int run(PrintStream out, String... args) {
    return new CommandLine(new Main(out)).setAbbreviatedOptionsAllowed(false).execute(args);
  }

  private static List<Group> withMicro() {
    List<Group> all = new ArrayList<>(DEFAULT);
    all.add(new MicroGroup());
    return List.copyOf(all);
  }

  @Override
  public Integer call() throws Exception {
    List<Group> groups = only.isEmpty() ? DEFAULT : only.stream().map(this::group).toList();
    if (rows == null) {
      return measureApart(groups);
    }
    for (Group group : groups) {
      for (Row row : group.measure(new Bench(quick, rows))) {
        out.println(JSON.writeValueAsString(row));
      }
    }
    return 0;
  }

  private Group group(String name) {
    for (Group group : ALL) {
      if (group.name().equals(name)) {
        return group;
      }
    }
    throw new ParameterException(
        spec.commandLine(),
        "--only: no group is called \"" + name + "\"; there are " + String.join(", ", names()));
  }

  private static List<String> names() {
    return ALL.stream().map(Group::name).toList();
  }

  private int measureApart(List<Group> groups) {
    List<Row> measured = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (Group group : groups) {
      System.err.println(group.name() + ":");
      try (Workplace workplace = Workplace.open()) {
        measured.addAll(measureApart(group, workplace.folder()));
      } catch (Child.Died | IOException e) {
        failed.add(group.name() + ": " + e.getMessage());
      }
    }
    out.println(new Report(measured, failed));
    if (quick) {
      out.println("These sizes show that it works; the figures mean nothing.");
    }
    if (json) {
      out.println(
          JSON.writeValueAsString(
              Map.of("rows", measured, "failed", failed, "ok", failed.isEmpty())));
    }
    return failed.isEmpty() ? 0 : 1;
  }

  private List<Row> measureApart(Group group, Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of("--only", group.name()));
    command.addAll(List.of("--rows", folder.toString()));
    if (quick) {
      command.add("--quick");
    }
    List<String> java = Child.ours(group.heap(), Main.class.getName(), command);
    if (group.heapTouched() && !quick) {
      java.addAll(
          1, List.of("-Xms" + group.heap(), "-XX:+AlwaysPreTouch", "-XX:+UseTransparentHugePages"));
    }
    List<Row> found = new ArrayList<>();
    try (Child child = Child.visible(folder, java)) {
      child.forEachLine(line -> found.add(JSON.readValue(line, Row.class)));
      return quick ? found.stream().map(row -> row.against(null)).toList() : found;
    }
  }
}
