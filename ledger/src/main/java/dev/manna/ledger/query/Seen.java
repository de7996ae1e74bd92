package dev.manna.ledger.query;

/** What a look at the books came to. */
public sealed interface Seen<T> {
  /** It was seen. */
  record There<T>(T what) implements Seen<T> {}

  /** The books know no such campaign, or item of it. */
  record Unknown<T>(By by, String name) implements Seen<T> {}
}
