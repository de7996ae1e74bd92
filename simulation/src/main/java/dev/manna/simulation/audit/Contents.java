package dev.manna.simulation.audit;

import dev.manna.core.Command;
import java.util.HashMap;
import java.util.Map;

/** What was asked for under each key; the log only holds a fingerprint of it. */
final class Contents {
  private final Map<Entry, Command> commands = new HashMap<>();

  void keep(Entry entry, Command command) {
    commands.put(entry, command);
  }

  /** Whether the command asks for what the first one under its key asked for. */
  boolean same(Entry entry, Command command) {
    return command.equals(commands.get(entry));
  }
}
