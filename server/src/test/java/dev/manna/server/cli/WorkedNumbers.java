package dev.manna.server.cli;

import dev.manna.simulation.fair.Hashes;
import dev.manna.simulation.fair.Names;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The numbers of a claim, and each step from its names to them as the worked example shows it. */
final class WorkedNumbers {
  private static final int EACH = 8;

  /** So many bytes of each name are in the message. */
  private static final int HALF = 20;

  private final byte[] drawKey;
  private final byte[] alias;
  private final byte[] ticket;
  private final List<String> lines;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private long blocks;

  /**
   * Adds the lines of a claim's names.
   *
   * @param key of the campaign
   * @param userSalt of the claim's user
   * @param lines to which each step is added
   */
  WorkedNumbers(
      String campaign,
      byte[] key,
      byte[] saltHash,
      byte[] userSalt,
      String user,
      String claimKey,
      List<String> lines) {
    this.lines = lines;
    drawKey = hmac(key, Hashes.ascii(campaign));
    byte[] wholeAlias = Names.alias(userSalt, user);
    byte[] wholeTicket = Names.ticket(userSalt, claimKey);
    alias = Arrays.copyOf(wholeAlias, HALF);
    ticket = Arrays.copyOf(wholeTicket, HALF);
    lines.add("key       = " + hex(key));
    lines.add("saltHash  = " + hex(saltHash));
    lines.add("keyHash   = " + hex(Hashes.sha256(key, saltHash)));
    lines.add("userSalt  = " + hex(userSalt));
    lines.add("alias     = " + hex(wholeAlias) + "   of user \"" + user + '"');
    lines.add("ticket    = " + hex(wholeTicket) + "   of claim key \"" + claimKey + '"');
    lines.add("drawKey   = " + hex(drawKey));
    lines.add("message 0 = " + hex(alias));
    lines.add("            " + hex(ticket));
    lines.add("            " + hex(Hashes.eight(0)));
    open();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private void open() {
    block = ByteBuffer.wrap(hmac(drawKey, alias, ticket, Hashes.eight(blocks)));
    lines.add("block %d   = %s".formatted(blocks, hex(block.array())));
    for (int i = 0; i < EACH; i++) {
      String number = Integer.toUnsignedString(block.getInt(i * Integer.BYTES));
      lines.add("  number %d = %s".formatted(EACH * blocks + i, number));
    }
    blocks++;
  }

  private BigInteger next() {
    if (!block.hasRemaining()) {
      open();
    }
    return BigInteger.valueOf(Integer.toUnsignedLong(block.getInt()));
  }

  private static byte[] hmac(byte[] key, byte[]... pieces) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] piece : pieces) {
        mac.update(piece);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The next number from 0 to {@code bound - 1}. */
  long below(String what, long bound) {
    BigInteger width = BigInteger.valueOf(bound);
    int bits = bound < 1L << 32 ? 32 : 64;
    BigInteger range = BigInteger.ONE.shiftLeft(bits);
    BigInteger least = range.mod(width);
    while (true) {
      BigInteger number = bits == 32 ? next() : next().shiftLeft(32).add(next());
      BigInteger[] halves = number.multiply(width).divideAndRemainder(range);
      boolean taken = halves[1].compareTo(least) >= 0;
      String found = taken ? "%d) = %d".formatted(bound, halves[0]) : bound + ") takes the next";
      String sign = taken ? ">=" : "<";
      lines.add("%s: %d %s %d, below(%s".formatted(what, halves[1], sign, least, found));
      if (taken) {
        return halves[0].longValueExact();
      }
    }
  }
}
