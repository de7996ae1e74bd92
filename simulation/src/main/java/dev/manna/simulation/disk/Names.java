package dev.manna.simulation.disk;

import dev.manna.simulation.Chance;
import dev.manna.simulation.Fault;
import dev.manna.simulation.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which files there are: as processes see it, and as the power would leave it. */
final class Names {
  private final Map<String, Platter> live = new TreeMap<>();
  private final Map<String, Platter> durable = new TreeMap<>();
  private final List<Change> unsynced = new ArrayList<>();

  /** One operation on the directory: a name goes, a name comes, or both at once. */
  private record Change(@Nullable String gone, @Nullable String come, @Nullable Platter platter) {
    void apply(Map<String, Platter> names) {
      if (gone != null) {
        names.remove(gone);
      }
      if (come != null && platter != null) {
        names.put(come, platter);
      }
    }
  }

  List<String> list() {
    return List.copyOf(live.keySet());
  }

  @Nullable Platter find(String name) {
    return live.get(name);
  }

  Iterable<Platter> platters() {
    return live.values();
  }

  void create(String name, Platter platter) {
    change(new Change(null, name, platter));
  }

  void rename(String from, String to) {
    change(new Change(from, to, live.get(from)));
  }

  void delete(String name) {
    change(new Change(name, null, null));
  }

  private void change(Change change) {
    change.apply(live);
    unsynced.add(change);
  }

  void sync() {
    durable.clear();
    durable.putAll(live);
    unsynced.clear();
  }

  /** The power goes: each change since the last sync is kept or lost. */
  void losePower(Chance chance, Faults faults) {
    int mood = chance.below(3);
    for (Change change : unsynced) {
      boolean lasts = mood == 0 || (mood == 1 && chance.oneIn(2));
      faults.met(lasts ? Fault.NAMES_KEPT : Fault.NAMES_LOST);
      if (lasts) {
        change.apply(durable);
      }
    }
    live.clear();
    live.putAll(durable);
    unsynced.clear();
  }
}
