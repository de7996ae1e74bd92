package dev.manna.server;

/** How brokers and topics are named. */
final class KafkaNames {
  private static final String BROKER = "(\\[[0-9a-fA-F:]+\\]|[^\\s,:]+):[0-9]{1,5}";

  /** A regular expression. */
  static final String BROKERS = "none|" + BROKER + "(," + BROKER + ")*";

  /** A regular expression. */
  static final String TOPIC = "[a-zA-Z0-9._-]{1,249}";

  /** The same for people. */
  static final String TOPICS = "letters, digits, dots, _ and -, 249 at most";

  private KafkaNames() {}
}
