package dev.manna.simulation.fair;

import java.util.List;

/** What a rain has to give at a moment, in the round that it is. */
public interface RainShelf {
  /** The time of the snatch, in milliseconds since 1970 UTC. */
  long now();

  /** All that is no money, in the order of the items: packets, amounts of a fixed split, goods. */
  List<String> things();

  /** What can be given of an item: what is neither held nor given of what is for this round. */
  long free(String item);

  /** How many things this round has given and not got back. */
  long out();

  /** The next amount of the block that was opened for this round, 0 for none. */
  long next();
}
