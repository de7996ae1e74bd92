package dev.manna.server.cli;

import dev.manna.simulation.fair.Hashes;
import dev.manna.simulation.fair.Names;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The numbers of a claim, and each step from its names to them as the worked example shows it. */
final class WorkedNumbers {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private final String campaign;
  private final byte[] key;
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
    this.campaign = campaign;
    this.key = key;
    this.lines = lines;
    alias = Names.alias(userSalt, user);
    ticket = Names.ticket(userSalt, claimKey);
    lines.add("key       = " + hex(key));
    lines.add("saltHash  = " + hex(saltHash));
    lines.add("keyHash   = " + hex(Hashes.sha256(key, saltHash)));
    lines.add("userSalt  = " + hex(userSalt));
    lines.add("alias     = " + hex(alias) + "   of user \"" + user + '"');
    lines.add("ticket    = " + hex(ticket) + "   of claim key \"" + claimKey + '"');
    lines.add("message 0 = " + hex(alias));
    lines.add("            " + hex(ticket));
    lines.add("            " + hex(Hashes.eight(0)) + hex(Hashes.ascii(campaign)));
    open();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private void open() {
    block = ByteBuffer.wrap(hmac(alias, ticket, Hashes.eight(blocks), Hashes.ascii(campaign)));
    lines.add("block %d   = %s".formatted(blocks, hex(block.array())));
    for (int i = 0; i < 4; i++) {
      long number = block.getLong(i * Long.BYTES);
      lines.add("  number %d = %s".formatted(4 * blocks + i, Long.toUnsignedString(number)));
    }
    blocks++;
  }

  private byte[] hmac(byte[]... pieces) {
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
    BigInteger least = TWO_TO_64.mod(width);
    while (true) {
      if (!block.hasRemaining()) {
        open();
      }
      BigInteger number = new BigInteger(Long.toUnsignedString(block.getLong()));
      BigInteger[] halves = number.multiply(width).divideAndRemainder(TWO_TO_64);
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
