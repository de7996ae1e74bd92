package dev.manna.core;

/**
 * The name of a grant: its campaign and its number there, counted from 1 in the order of the log;
 * written {@code campaign.number}.
 */
public record GrantId(String campaign, int number) {
  public GrantId {
    Ids.name("grant", campaign);
    Malformed.within("grant", number, 1, Integer.MAX_VALUE);
  }

  /** Reads what {@link #toString} writes. */
  public static GrantId parse(String text) {
    int dot = text.indexOf('.');
    Malformed.unless(
        dot > 0 && text.length() <= dot + 11 && text.length() > dot + 1 && dot <= Ids.MAX_NAME,
        "grant",
        "is not a grant's id, which is written campaign.number");
    long number = 0;
    for (int i = dot + 1; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      Malformed.unless(digit >= 0 && digit <= 9, "grant", "its number is not a decimal number");
      number = number * 10 + digit;
    }
    Malformed.within("grant", number, 1, Integer.MAX_VALUE);
    Malformed.unless(text.charAt(dot + 1) != '0', "grant", "its number begins with 0");
    return new GrantId(text.substring(0, dot), (int) number);
  }

  @Override
  public String toString() {
    return campaign + '.' + number;
  }
}
