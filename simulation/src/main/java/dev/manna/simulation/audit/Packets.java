package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import java.math.BigInteger;
import java.util.List;

/** What the law says of red packets. */
final class Packets {
  private static final int MONEY = 0;

  private Packets() {}

  /** How many packets are left to snatch. */
  static long left(Book book, RedPacket rain) {
    if (rain.split() instanceof Split.Fixed(List<RedPacket.Denomination> all)) {
      return all.stream().mapToLong(each -> free(book, Long.toString(each.cents()))).sum();
    }
    return free(book, "packet");
  }

  private static long free(Book book, String item) {
    return book.pile(book.itemOf(item)).free();
  }

  /** Judges a snatch before its packet is taken. */
  static Entry.Draft judge(Book book, RedPacket rain, Event.Snatched snatched, Findings findings) {
    long packets = left(book, rain);
    findings.expect(packets > 0, Promise.SPLIT, "snatched from ", book.id, ", which is empty");
    List<Entry.Part> parts = List.of();
    if (snatched.cents() > 0 && packets > 0) {
      boolean fixed = rain.split() instanceof Split.Fixed;
      int counted = fixed ? snatched.denomination() : book.itemOf("packet");
      if (findings.expect(
          book.names(counted) && counted != MONEY && (fixed || snatched.denomination() == 0),
          Promise.KNOWN,
          "item ",
          snatched.denomination(),
          " is no denomination of ",
          book.id)) {
        parts = List.of(new Entry.Part(MONEY, snatched.cents(), counted));
        judgeAmount(book, rain, snatched.cents(), counted, packets, findings);
      }
    } else {
      findings.expect(
          snatched.cents() == 0 && rain.hitPerMillion() < RedPacket.ALWAYS,
          Promise.SPLIT,
          "an amount of ",
          snatched.cents(),
          " where each snatch hits");
    }
    return new Entry.Draft(
        snatched.claimant().user(),
        snatched.claimant().key(),
        snatched.fingerprint(),
        1,
        parts,
        0,
        Grant.State.HELD,
        null);
  }

  private static void judgeAmount(
      Book book, RedPacket rain, long cents, int counted, long packets, Findings findings) {
    long money = book.pile(MONEY).free();
    boolean right =
        switch (rain.split()) {
          case Split.Even even -> cents == money / packets || cents == roundedUp(money, packets);
          case Split.Fixed fixed -> book.pile(counted).item.equals(Long.toString(cents));
          case Split.DoubleMean(long min, long max) -> {
            long later = packets - 1;
            long least = Math.max(min, leastNow(money, later, max));
            long most = Math.min(max, money - later * min);
            yield later == 0
                ? cents == money
                : cents >= least && cents <= most && cents + min <= roundedUp(2 * money, packets);
          }
        };
    findings.expect(right, Promise.SPLIT, cents, " of ", money, " cents in ", packets, " packets");
  }

  private static long roundedUp(long money, long packets) {
    return (money + packets - 1) / packets;
  }

  /** What must be given now, so that the later packets can take the rest. */
  private static long leastNow(long money, long later, long max) {
    BigInteger taken = BigInteger.valueOf(later).multiply(BigInteger.valueOf(max));
    return BigInteger.valueOf(money).subtract(taken).max(BigInteger.ONE).longValueExact();
  }

  /** Judges what is left: it must be possible to give it to the cent. */
  static void judgeRest(Book book, RedPacket rain, Findings findings) {
    long money = book.pile(MONEY).free();
    long packets = left(book, rain);
    boolean possible =
        rain.split() instanceof Split.Fixed(List<RedPacket.Denomination> all)
            ? money
                == all.stream()
                    .mapToLong(each -> each.cents() * free(book, Long.toString(each.cents())))
                    .sum()
            : possible(rain.split(), money, packets);
    findings.expect(
        possible, Promise.SPLIT, money, " cents are left that ", packets, " packets cannot give");
  }

  /** Whether so many packets can give exactly so much money; of a fixed list that is given. */
  static boolean possible(Split split, long money, long packets) {
    return switch (split) {
      case Split.Even even -> packets == 0 ? money == 0 : money >= packets;
      case Split.DoubleMean(long min, long max) -> between(money, packets, min, max);
      case Split.Fixed fixed -> true;
    };
  }

  /** With big integers: the largest budget in the most packets is more than 63 bits. */
  private static boolean between(long money, long packets, long min, long max) {
    BigInteger all = BigInteger.valueOf(money);
    BigInteger count = BigInteger.valueOf(packets);
    return all.compareTo(count.multiply(BigInteger.valueOf(min))) >= 0
        && all.compareTo(count.multiply(BigInteger.valueOf(max))) <= 0;
  }
}
