package dev.manna.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * All addresses that begin with the same bits.
 *
 * @param bits how many bits of it count
 */
public record Network(InetAddress address, int bits) {
  /**
   * What is nobody's on the public Internet (the registries of special-purpose addresses), or leads
   * to other addresses.
   */
  private static final List<Network> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.31.196.0/24",
              "192.52.193.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "192.175.48.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "2620:4f:8000::/48",
              "3fff::/20")
          .map(Network::parse)
          .toList();

  /** The only part of IPv6 that is public so far. */
  private static final Network PUBLIC_SIX = parse("2000::/3");

  /**
   * Reads {@code ADDRESS/BITS}.
   *
   * @throws IllegalArgumentException that says what is wrong and what is allowed
   */
  public static Network parse(String text) {
    String wrong = '"' + text + "\" is no network; such as 10.1.0.0/16 or fd00:1::/32 is allowed";
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}") || text.contains("%")) {
      throw new IllegalArgumentException(wrong);
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text.substring(0, slash));
      Network network = new Network(address, Integer.parseInt(text.substring(slash + 1)));
      int length = Byte.SIZE * address.getAddress().length;
      if (network.bits > length || !network.isPlain()) {
        throw new IllegalArgumentException(wrong);
      }
      return network;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong, e);
    }
  }

  /** Whether nothing stands behind the bits that count: else one of both is a slip. */
  private boolean isPlain() {
    byte[] bytes = address.getAddress();
    for (int bit = bits; bit < Byte.SIZE * bytes.length; bit++) {
      if (bit(bytes, bit) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int bit(byte[] bytes, int at) {
    return bytes[at / Byte.SIZE] >> (Byte.SIZE - 1 - at % Byte.SIZE) & 1;
  }

  /** Whether an address lies in it. */
  boolean holds(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (bit(mine, bit) != bit(theirs, bit)) {
        return false;
      }
    }
    return true;
  }

  /** Whether an address is one of the public Internet, and leads to itself only. */
  static boolean isPublic(InetAddress address) {
    boolean six = address.getAddress().length > Integer.BYTES;
    return SPECIAL.stream().noneMatch(network -> network.holds(address))
        && (!six || PUBLIC_SIX.holds(address));
  }
}
