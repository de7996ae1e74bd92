package dev.manna.simulation.audit;

import dev.manna.core.Command;
import java.util.HashMap;
import java.util.Map;

/** What was asked for under each key; the log only holds a fingerprint of it. */
final class Contents {
  private final Map<Entry, Command> commands = new HashMap<>();
  private final Marks marks = new Marks();

  void keep(Entry entry, Command command) {
    commands.put(entry, bare(command));
  }

  Marks marks() {
    return marks;
  }

  /** Whether the command asks for what the first one under its key asked for. */
  boolean same(Entry entry, Command command) {
    return bare(command).equals(commands.get(entry));
  }

  /** From where a claim came is no part of what it asks for. */
  private static Command bare(Command command) {
    return command instanceof Command.Claim claim ? claim.from(Map.of()) : command;
  }
}
