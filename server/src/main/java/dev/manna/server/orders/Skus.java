package dev.manna.server.orders;

import dev.manna.core.Ids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The SKUs of a shop: each has a number, counted from 0, the shop's own code for it, and the id by
 * which Manna knows it. A code that is a valid id is its own id. Any other is escaped so that it
 * can be read back: {@code __}, then each byte of its UTF-8 that is not a letter or a digit as
 * {@code -} and two hexadecimal digits. ({@code BANK CHARGES} is {@code __BANK-20CHARGES}.)
 */
public final class Skus {
  private static final String ESCAPED = "__";
  private static final HexFormat HEX = HexFormat.of();

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> codes = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  /**
   * The number of a code, a new one for a new code.
   *
   * @throws IllegalArgumentException if the code cannot be an id, saying why
   */
  public int number(String code) {
    Integer known = numbers.get(code);
    if (known != null) {
      return known;
    }
    String id = idOf(code);
    numbers.put(code, codes.size());
    codes.add(code);
    ids.add(id);
    return codes.size() - 1;
  }

  public boolean knows(String code) {
    return numbers.containsKey(code);
  }

  /** The shop's code of a SKU. */
  public String code(int number) {
    return codes.get(number);
  }

  /** Manna's id of a SKU. */
  public String id(int number) {
    return ids.get(number);
  }

  public int size() {
    return codes.size();
  }

  /** The id for a code. */
  static String idOf(String code) {
    if (code.isEmpty()) {
      throw new IllegalArgumentException("the SKU is empty");
    }
    String id = plain(code) && !code.startsWith(ESCAPED) ? code : escaped(code);
    if (id.length() > Ids.MAX_NAME) {
      throw new IllegalArgumentException(
          "the SKU \"%s\" takes %d characters as an id; at most %d are allowed"
              .formatted(code, id.length(), Ids.MAX_NAME));
    }
    return id;
  }

  /** The code that an id stands for. */
  static String codeOf(String id) {
    if (!id.startsWith(ESCAPED)) {
      return id;
    }
    byte[] bytes = new byte[id.length()];
    int length = 0;
    for (int i = ESCAPED.length(); i < id.length(); i++) {
      if (id.charAt(i) == '-') {
        bytes[length++] = (byte) HexFormat.fromHexDigits(id, i + 1, i + 3);
        i += 2;
      } else {
        bytes[length++] = (byte) id.charAt(i);
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static String escaped(String code) {
    StringBuilder id = new StringBuilder(ESCAPED);
    for (byte each : code.getBytes(StandardCharsets.UTF_8)) {
      if (letterOrDigit((char) each)) {
        id.append((char) each);
      } else {
        id.append('-').append(HEX.toHexDigits(each));
      }
    }
    return id.toString();
  }

  private static boolean plain(String code) {
    return code.chars().allMatch(c -> letterOrDigit((char) c) || c == '-' || c == '_');
  }

  private static boolean letterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
