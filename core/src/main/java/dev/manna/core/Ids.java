package dev.manna.core;

/** What an id may look like: ASCII, so that every system on the way keeps it as it is. */
public final class Ids {
  /**
   * Campaigns, prizes and SKUs stand in paths, file names and metrics, hence the small alphabet.
   */
  public static final int MAX_NAME = 64;

  /** Users are named by the caller's identity system. */
  public static final int MAX_USER = 64;

  /** Room for a UUID with a prefix, or a hash in hexadecimal. */
  public static final int MAX_KEY = 64;

  /** Titles are for people: any Unicode, but a line and not a page. */
  public static final int MAX_TITLE = 200;

  /** By character: a look each, because every grant in every reply is named. */
  private static final boolean[] IN_NAMES = new boolean[128];

  static {
    for (char c :
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".toCharArray()) {
      IN_NAMES[c] = true;
    }
  }

  private Ids() {}

  /** Checks the id of a campaign, prize or SKU: letters, digits, {@code - _}, 1 to 64 of them. */
  public static String name(String field, String id) {
    length(field, id, MAX_NAME);
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c >= IN_NAMES.length || !IN_NAMES[c]) {
        throw new Malformed(
            field, quote(id) + " may hold only letters, digits, - and _ (position " + i + ")");
      }
    }
    return id;
  }

  /** Checks the id of an item: a prize's or SKU's, or {@code sku@location}. */
  public static String item(String field, String id) {
    int at = id.indexOf('@');
    if (at < 0) {
      return name(field, id);
    }
    name(field, id.substring(0, at));
    name(field, id.substring(at + 1));
    return id;
  }

  /** Checks the id of a user: 1 to 64 printable ASCII characters, no space. */
  public static String user(String id) {
    return printable("user", id, MAX_USER);
  }

  /** Checks an idempotency key: 1 to 64 printable ASCII characters, no space. */
  public static String key(String key) {
    return printable("Idempotency-Key", key, MAX_KEY);
  }

  /** Checks a title: up to 200 characters of any script, no control characters. */
  public static String title(String field, String title) {
    Malformed.unless(
        title.length() <= MAX_TITLE,
        field,
        title.length() + " characters are more than " + MAX_TITLE);
    Malformed.unless(
        title.chars().noneMatch(Character::isISOControl), field, "holds a control character");
    return title;
  }

  static String printable(String field, String id, int most) {
    length(field, id, most);
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new Malformed(
            field, "may hold only printable ASCII without spaces (position " + i + ")");
      }
    }
    return id;
  }

  /**
   * Each claim comes through here three times, so sentences are made only where they are needed.
   */
  private static void length(String field, String id, int most) {
    if (id.isEmpty()) {
      throw new Malformed(field, "is empty; 1 to " + most + " characters are allowed");
    }
    if (id.length() > most) {
      throw new Malformed(field, id.length() + " characters are more than " + most);
    }
  }

  private static String quote(String id) {
    return '"' + id + '"';
  }
}
