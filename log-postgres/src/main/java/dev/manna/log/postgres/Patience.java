package dev.manna.log.postgres;

/**
 * How long a database is waited for.
 *
 * @param silenceSeconds one that says nothing for so long is taken for dead
 * @param lockMillis so long something may be locked by somebody else: less than the silence, so
 *     that the database itself says what the matter is
 * @param doubtMillis so long an append whose answer was lost is sent again before it is left open
 * @param pauseMillis so long nobody knocks again at a database that was not reached
 */
record Patience(int silenceSeconds, int lockMillis, int doubtMillis, int pauseMillis) {
  static final Patience DEFAULT = new Patience(5, 3_000, 2_000, 250);

  long doubtNanos() {
    return doubtMillis * 1_000_000L;
  }

  long pauseNanos() {
    return pauseMillis * 1_000_000L;
  }
}
