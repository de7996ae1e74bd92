package dev.manna.simulation;

import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Plays runs: {@code Simulator SEED} one of them, to the byte, {@code Simulator SEED -v} with all
 * that happens, and {@code Simulator FIRST COUNT} many.
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

  /** {@link #play(long, Consumer)} with nobody listening. */
  public static Outcome play(long seed) {
    return play(seed, Simulator::nobody);
  }

  private static void nobody(String line) {}

  public static void main(String[] args) {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    PrintStream out = System.out;
    if (args.length == 0 || args.length > 2 || !args[0].matches("\\d{1,18}")) {
      out.println("usage: ./manna sim SEED [-v] | FIRST COUNT");
      System.exit(2);
    }
    long first = Long.parseLong(args[0]);
    boolean verbose = args.length == 2 && args[1].equals("-v");
    long count = args.length == 2 && !verbose ? Long.parseLong(args[1]) : 1;
    Faults faults = new Faults();
    for (long seed = first; seed < first + count; seed++) {
      try {
        Outcome outcome = play(seed, verbose ? out::println : Simulator::nobody);
        faults.add(outcome.faults());
        if (count == 1) {
          out.println("seed " + seed + ": " + outcome.events() + " events, " + outcome.trace());
        }
      } catch (Found e) {
        out.println(e.getMessage());
        if (verbose) {
          e.printStackTrace(out);
        }
        System.exit(1);
      }
    }
    out.println(count + " runs, nothing found; faults met: " + faults);
  }
}
