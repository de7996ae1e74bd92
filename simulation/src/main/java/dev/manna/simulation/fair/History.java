package dev.manna.simulation.fair;

/** What a user of a lottery has done before a claim. */
public interface History {
  /** A user who has done nothing yet. */
  History NONE =
      new History() {
        @Override
        public long draws() {
          return 0;
        }

        @Override
        public long misses() {
          return 0;
        }

        @Override
        public long won(int item) {
          return 0;
        }
      };

  /** How many draws the user has made. */
  long draws();

  /** How many of the last ones missed, as far as it was counted. */
  long misses();

  /** How many of an item the user has won, as far as it was counted. */
  long won(int item);
}
