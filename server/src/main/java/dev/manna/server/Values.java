package dev.manna.server;

/** Which values a setting takes. */
sealed interface Values {
  /** What is allowed, as people read it. */
  String words();

  /**
   * What is wrong with a value, in words that continue a setting's name; empty for a good one.
   *
   * @param shown as much of the value as may be repeated
   */
  String complaint(String value, String shown);

  /** Text of a form, a regular expression. */
  record Text(String form, String words) implements Values {
    @Override
    public String complaint(String value, String shown) {
      if (value.isBlank()) {
        return "is empty";
      }
      return value.matches(form) ? "" : '"' + shown + "\" is not allowed; " + words + " are";
    }
  }

  /** A whole number between two, both of them allowed. */
  record Whole(long least, long most) implements Values {
    @Override
    public String words() {
      return most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
    }

    @Override
    public String complaint(String value, String shown) {
      boolean good = value.matches("-?[0-9]{1,18}") && isWithin(Long.parseLong(value));
      return good ? "" : '"' + shown + "\" is not allowed; an integer, " + words() + ", is";
    }

    private boolean isWithin(long value) {
      return value >= least && value <= most;
    }
  }
}
