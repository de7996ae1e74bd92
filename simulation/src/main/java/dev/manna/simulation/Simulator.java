package dev.manna.simulation;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays runs: {@code Simulator SEED} one of them, to the byte, {@code Simulator SEED -v} with all
 * that happens, and {@code Simulator FIRST COUNT} many; with {@code nodes} before it, of several
 * nodes that share a log.
 */
public final class Simulator {
  private Simulator() {}

  /**
   * What became of a run.
   *
   * @param trace the hash of all that happened
   * @param events how many events the log had at the end
   */
  public record Outcome(long seed, String trace, long events, Faults faults) {}

  /** Plays one run; throws {@link Found} where it shows that something is wrong. */
  public static Outcome play(long seed, Consumer<String> listener) {
    Simulation simulation = new Simulation(seed, listener);
    try {
      String trace = simulation.play();
      return new Outcome(seed, trace, simulation.events(), simulation.faults());
    } catch (RuntimeException | Error e) {
      throw new Found("seed " + seed + ": " + e + "  (replay: ./manna sim " + seed + " -v)", e);
    }
  }

  /**
   * What became of a run of several nodes.
   *
   * @param faults how often each kind was met; those never met are not in it
   */
  public record NodesOutcome(long seed, String trace, long events, Map<NodeFault, Long> faults) {}

  /**
   * Plays one run of several nodes; throws {@link Found} where it shows that something is wrong.
   */
  public static NodesOutcome playNodes(long seed, Consumer<String> listener) {
    NodeSimulation simulation = new NodeSimulation(seed, listener);
    try {
      String trace = simulation.play();
      return new NodesOutcome(seed, trace, simulation.events(), simulation.faults());
    } catch (RuntimeException | Error e) {
      throw new Found(
          "seed " + seed + ": " + e + "  (replay: ./manna sim nodes " + seed + " -v)", e);
    }
  }

  /**
   * Plays one run of a log that loses its end; throws {@link Found} where it shows that something
   * is wrong.
   *
   * @return how many claims that were lost were given back
   */
  public static int playLoss(long seed) {
    try {
      return new LossSimulation(seed).play();
    } catch (RuntimeException | Error e) {
      throw new Found("loss " + seed + ": " + e, e);
    }
  }

  /** {@link #playNodes(long, Consumer)} with nobody listening. */
  public static NodesOutcome playNodes(long seed) {
    return playNodes(seed, Simulator::nobody);
  }

  /** {@link #play(long, Consumer)} with nobody listening. */
  public static Outcome play(long seed) {
    return play(seed, Simulator::nobody);
  }

  private static void nobody(String line) {}

  /** Seeds to play. */
  private record Wanted(long first, long count, boolean nodes, boolean verbose) {
    static @Nullable Wanted of(List<String> args) {
      boolean nodes = !args.isEmpty() && args.getFirst().equals("nodes");
      List<String> numbers = nodes ? args.subList(1, args.size()) : args;
      boolean verbose = numbers.size() == 2 && numbers.getLast().equals("-v");
      if (verbose) {
        numbers = numbers.subList(0, 1);
      }
      if (numbers.isEmpty()
          || numbers.size() > 2
          || !numbers.stream().allMatch(each -> each.matches("\\d{1,18}"))) {
        return null;
      }
      long count = numbers.size() == 2 ? Long.parseLong(numbers.getLast()) : 1;
      return new Wanted(Long.parseLong(numbers.getFirst()), count, nodes, verbose);
    }
  }

  public static void main(String[] args) {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    PrintStream out = System.out;
    Wanted wanted = Wanted.of(List.of(args));
    if (wanted == null) {
      out.println("usage: ./manna sim [nodes] SEED [-v] | [nodes] FIRST COUNT");
      System.exit(2);
      return;
    }
    try {
      Map<Object, Long> faults = new TreeMap<>(Comparator.comparing(Object::toString));
      for (long seed = wanted.first(); seed < wanted.first() + wanted.count(); seed++) {
        String line = wanted.nodes() ? nodes(seed, wanted, faults) : one(seed, wanted, faults);
        if (wanted.count() == 1) {
          out.println(line);
        }
      }
      out.println(wanted.count() + " runs, nothing found; faults met: " + faults);
    } catch (Found e) {
      out.println(e.getMessage());
      if (wanted.verbose()) {
        e.printStackTrace(out);
      }
      System.exit(1);
    }
  }

  private static Consumer<String> listener(Wanted wanted) {
    return wanted.verbose() ? System.out::println : Simulator::nobody;
  }

  private static String one(long seed, Wanted wanted, Map<Object, Long> faults) {
    Outcome outcome = play(seed, listener(wanted));
    for (Fault fault : Fault.values()) {
      faults.merge(fault, outcome.faults().of(fault), Long::sum);
    }
    return "seed " + seed + ": " + outcome.events() + " events, " + outcome.trace();
  }

  private static String nodes(long seed, Wanted wanted, Map<Object, Long> faults) {
    NodesOutcome outcome = playNodes(seed, listener(wanted));
    outcome.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    return "seed " + seed + ": " + outcome.events() + " events, " + outcome.trace();
  }
}
