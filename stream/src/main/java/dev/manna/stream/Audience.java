package dev.manna.stream;

/** Who reads what happened, and so what is left out. */
public enum Audience {
  /** Those who run the server: everything but secrets. */
  OPERATORS,

  /** Everybody, when it is over: users and keys by what everybody may see of them. */
  PUBLIC,

  /** Other systems, while it happens: everything but secrets and amounts that nobody has yet. */
  STREAMS
}
