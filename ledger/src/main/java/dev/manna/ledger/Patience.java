package dev.manna.ledger;

/**
 * How long a database is waited for.
 *
 * @param silenceSeconds one that says nothing for so long is taken for dead; its transaction is
 *     undone
 * @param lockSeconds so long a row may be locked by somebody else: less than the silence, so that
 *     the database itself says what the matter is, and nothing of ours is left waiting in it
 * @param idleSeconds so long a transaction may lie open without a word. That ends one whose client
 *     has vanished or was stopped, which would hold its locks for hours, the one on the epoch of a
 *     shared log among them: less than the time after which a node is taken for dead, so that the
 *     others need not wait for it
 */
record Patience(int silenceSeconds, int lockSeconds, int idleSeconds) {
  static final Patience DEFAULT = new Patience(30, 10, 3);
}
