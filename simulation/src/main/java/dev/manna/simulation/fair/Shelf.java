package dev.manna.simulation.fair;

/** What a campaign has to give at a moment, by the number of the item. */
public interface Shelf {
  /** How many items there are. */
  int items();

  /** The number of an item, or -1. */
  int itemOf(String item);

  /** The id of an item. */
  String item(int number);

  /** What is neither held nor given; {@link Long#MAX_VALUE} where there is no end to it. */
  long free(int item);
}
