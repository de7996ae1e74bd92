package dev.manna.simulation;

import dev.manna.simulation.disk.SimDisk;
import dev.manna.simulation.disk.Spoiler;
import dev.manna.simulation.disk.Weather;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what goes wrong, and when. */
final class Weathermaker {
  private static final int BLOCK = 4096;

  private final Chance chance;
  private final SimDisk disk;

  Weathermaker(Chance chance, SimDisk disk) {
    this.chance = chance;
    this.disk = disk;
  }

  /** How the disk fails in the time to come: mostly not at all, else in one way. */
  void change() {
    Weather weather = disk.weather();
    weather.clear();
    int often = (int) chance.between(2_000, 60_000);
    switch (chance.below(12)) {
      case 0 -> weather.writeFails = often;
      case 1 -> weather.writeIsShort = often;
      case 2 -> weather.forceFails = often;
      case 3 -> weather.syncFails = often * 5;
      case 4 -> weather.readFails = often;
      case 5 -> weather.capacity = disk.used() + chance.below(40) * (long) BLOCK;
      default -> {}
    }
  }

  /** Spoils something of what is durable; null where nothing was changed. */
  @Nullable Spoiler spoil() {
    List<String> names = disk.names();
    Spoiler spoiler = names.isEmpty() ? null : disk.spoiler(chance.pick(names));
    if (spoiler == null || spoiler.size() == 0) {
      return null;
    }
    int block = chance.below((spoiler.size() + BLOCK - 1) / BLOCK);
    switch (chance.below(4)) {
      case 0 -> spoiler.forget(block);
      case 1 -> spoiler.misplace(chance, block);
      default -> spoiler.flip(chance.below(spoiler.size()), chance.below(8));
    }
    return spoiler.spoiled() ? spoiler : null;
  }
}
