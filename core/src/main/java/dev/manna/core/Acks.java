package dev.manna.core;

/** When the answer to a command leaves; what is told to somebody survives accordingly. */
public enum Acks {
  /** When its event is durable in the log. */
  LOG,
  /** When the books have its event too, so that it survives the loss of the log. */
  LEDGER;

  /** The level as every interface writes it. */
  public String word() {
    return switch (this) {
      case LOG -> "log";
      case LEDGER -> "ledger";
    };
  }
}
