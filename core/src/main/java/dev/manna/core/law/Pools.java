package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Event;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/** What a campaign of one kind has beside what all have, and how its events change it. */
sealed interface Pools permits LotteryPools, RainPools, SalePools {
  /** The campaign, whose items know it already, takes this definition. */
  default void define(Campaign next, Catalog catalog) {}

  /** Ends the hold of a claim. */
  void settle(int claim, Event.Ending ending, long now);

  /** After a replacement of the definition. */
  default void redefined(Campaign before) {}

  /** A claim without user or grant took the next row, an operator's. */
  void operatorKeyUsed();

  /** When the hold of a claim ends by itself, 0 where it does not. */
  long expiryMillis(int claim);

  void save(Sink sink);

  /** Reads what {@link #save} wrote; all that the campaign shares with others is there. */
  void load(Source source);

  /** After loading: what happens by itself, for what is not over yet. */
  void startTimers();
}
