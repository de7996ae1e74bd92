package dev.manna.server;

/** What is said of a value that is not taken; of an address no more than its kind. */
final class Addresses {
  private Addresses() {}

  /** What is wrong with a value, in words that continue its name; empty for a good one. */
  static String complaint(Setting setting, Values values, String value) {
    String wrong = values.complaint(value, shown(setting, value));
    return wrong.isEmpty() || !value.contains("@") ? wrong : wrong + signingIn(setting);
  }

  /** It may hold a password. */
  private static String shown(Setting setting, String value) {
    return switch (setting) {
      case LEDGER, LOG, LOG_DATABASE, SHADOW ->
          value.replaceFirst("(?s)^((?:[a-z0-9-]{1,15}:){1,2})?.*", "$1...");
      default -> value;
    };
  }

  private static String signingIn(Setting setting) {
    return switch (setting) {
      case LOG, SHADOW -> signingIn(Setting.LOG_USER, Setting.LOG_PASSWORD);
      case LOG_DATABASE -> signingIn(Setting.LOG_DATABASE_USER, Setting.LOG_DATABASE_PASSWORD);
      default -> "";
    };
  }

  private static String signingIn(Setting user, Setting password) {
    return ". A user and a password are no part of it: %s and %s say them"
        .formatted(user.key(), password.variable());
  }
}
