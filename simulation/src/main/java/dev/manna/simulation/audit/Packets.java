package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the law says of one snatch, before it is taken into the books. */
final class Packets {
  private static final int MONEY = 0;

  /** What of a block may be drawn at once. */
  private static final long LARGEST_BLOCK = 64;

  private final Book book;
  private final RedPacket rain;
  private final Event.Snatched snatched;
  private final Findings findings;
  private final int round;
  private final long money;
  private final long packets;
  private final long goods;

  private Packets(Book book, RedPacket rain, Event.Snatched snatched, Findings findings) {
    this.book = book;
    this.rain = rain;
    this.snatched = snatched;
    this.findings = findings;
    round = snatched.round();
    money = book.rain.free(round, RainLedger.MONEY);
    long left = book.rain.left(round);
    goods = rain.plan().goods().stream().mapToLong(each -> book.rain.free(round, each.id())).sum();
    packets = left - goods;
  }

  static Entry.Draft judge(
      Book book, RedPacket rain, Event.Snatched snatched, long now, Findings findings) {
    int round = RainClock.roundAt(rain, now);
    boolean inRound =
        findings.expect(
            round == snatched.round(), Promise.WINDOW, book.id, " rains in round ", round);
    if (!inRound) {
      return draft(snatched, List.of());
    }
    book.rain.snatchedIn(round);
    Packets packets = new Packets(book, rain, snatched, findings);
    return draft(snatched, packets.judge(now));
  }

  private static Entry.Draft draft(Event.Snatched snatched, List<Entry.Part> parts) {
    return new Entry.Draft(
        snatched.claimant().user(),
        snatched.claimant().key(),
        snatched.fingerprint(),
        1,
        parts,
        snatched.returnsAtMillis(),
        Grant.State.HELD,
        null);
  }

  private List<Entry.Part> judge(long now) {
    findings.expect(
        packets + goods > 0, Promise.SPLIT, "snatched from ", book.id, ", which is empty");
    judgeChance(now);
    boolean hit = snatched.item() != 0;
    long returns = hit ? rain.plan().returnMillis(now) : 0;
    findings.expect(
        snatched.returnsAtMillis() == returns,
        Promise.HOLDS,
        "returns at ",
        snatched.returnsAtMillis(),
        ", due is ",
        returns);
    int item = snatched.item();
    boolean known = !hit || (book.names(item) && item != MONEY);
    if (!findings.expect(known, Promise.KNOWN, "item ", item, " is none of ", book.id) || !hit) {
      return List.of();
    }
    if (RainLedger.isGood(book.pile(item).item)) {
      judgeGood(item);
      return List.of(new Entry.Part(item, 1, -1, round));
    }
    findings.expect(
        goods == 0 || rain.plan().goodsPerMillion() < 1_000_000,
        Promise.SPLIT,
        "money where there are goods for everybody");
    boolean right = packets > 0 && snatched.cents() > 0 && judgeAmount(item);
    findings.expect(
        right,
        Promise.SPLIT,
        snatched.cents(),
        " of ",
        money,
        " cents in ",
        packets,
        " packets, block ",
        snatched.block());
    return List.of(new Entry.Part(MONEY, snatched.cents(), item, round));
  }

  private void judgeChance(long now) {
    boolean hit = snatched.item() != 0;
    RainClock.Chance chance =
        RainClock.chance(rain, round, now, packets + goods, book.rain.out(round));
    findings.expect(
        chance == RainClock.Chance.EITHER || (chance == RainClock.Chance.HITS) == hit,
        Promise.SPLIT,
        hit ? "a hit" : "a miss",
        " of ",
        book.id,
        " at ",
        now,
        ", where every snatch ",
        chance);
  }

  private void judgeGood(int item) {
    findings.expect(
        book.rain.free(round, book.pile(item).item) > 0
            && snatched.cents() == 0
            && snatched.block().isEmpty()
            && (packets == 0 || rain.plan().goodsPerMillion() > 0),
        Promise.SPLIT,
        "a good where money is due: ",
        snatched);
  }

  private boolean judgeAmount(int item) {
    long cents = snatched.cents();
    boolean alone = snatched.block().isEmpty();
    boolean counted = book.pile(item).item.equals(Grant.PACKET);
    return switch (rain.split()) {
      case Split.Even even ->
          alone && counted && (cents == money / packets || cents == roundedUp(money, packets));
      case Split.Fixed fixed -> alone && book.pile(item).item.equals(Long.toString(cents));
      case Split.DoubleMean(long min, long max) ->
          alone && counted && withinDoubleMean(money, packets, bound(min, false), bound(max, true));
      case Split.PositionFair fair -> counted && judgeBlock(fair);
    };
  }

  private boolean withinDoubleMean(long sum, long among, long min, long max) {
    long cents = snatched.cents();
    return among == 1
        ? cents == sum
        : cents >= min
            && cents <= max
            && cents + min
                <= Math.max(roundedUp(2 * sum, among), leastNow(sum, among - 1, max) + min)
            && between(sum - cents, among - 1, min, max);
  }

  /** Where money came back after the bounds were edited, the one in the way gives in. */
  private long bound(long bound, boolean upper) {
    return upper ? Math.max(bound, roundedUp(money, packets)) : Math.min(bound, money / packets);
  }

  private boolean judgeBlock(Split.PositionFair fair) {
    Deque<Long> due = book.rain.block(round);
    if (!due.isEmpty()) {
      return snatched.block().isEmpty() && due.remove() == snatched.cents();
    }
    List<Long> block = snatched.block();
    long blocks = roundedUp(packets, LARGEST_BLOCK);
    if (block.size() != roundedUp(packets, blocks) || block.getFirst() != snatched.cents()) {
      return false;
    }
    long min = bound(fair.minCents(), false);
    long max = bound(fair.maxCents(), true);
    long sum = block.stream().mapToLong(Long::longValue).sum();
    book.rain.open(round, new ArrayList<>(block.subList(1, block.size())));
    return block.stream().allMatch(each -> each >= min && each <= max)
        && between(money - sum, packets - block.size(), min, max);
  }

  private static long roundedUp(long money, long packets) {
    return (money + packets - 1) / packets;
  }

  /** What must be given now, so that the later packets can take the rest. */
  private static long leastNow(long money, long later, long max) {
    BigInteger taken = BigInteger.valueOf(later).multiply(BigInteger.valueOf(max));
    return BigInteger.valueOf(money).subtract(taken).max(BigInteger.ONE).longValueExact();
  }

  /** Judges what is left when an operator has edited it: it must be possible to give it. */
  static void judgeRest(Book book, RedPacket rain, Findings findings) {
    for (int round = 0; round <= book.rain.rounds(); round++) {
      boolean over = round < book.rain.latest() || (round == 0 && book.rain.rounds() > 0);
      Long money = round == 0 || !carries(book, rain, round) ? own(book, round, "budget") : null;
      long cents = money == null ? book.rain.free(round, RainLedger.MONEY) : money;
      long count =
          money == null ? book.rain.free(round, Grant.PACKET) : own(book, round, Grant.PACKET);
      findings.expect(
          over || possible(rain.split(), cents, count),
          Promise.SPLIT,
          cents,
          " cents are left that ",
          count,
          " packets cannot give");
    }
  }

  private static boolean carries(Book book, RedPacket rain, int round) {
    return rain.plan().carryOver() && round <= book.rain.latest();
  }

  private static long own(Book book, int round, String item) {
    return book.itemOf(item) < 0 ? 0 : book.rain.pile(round, item).free();
  }

  /** Whether the packets and the denominations of a fixed split are its money. */
  static boolean sums(Book book, RedPacket rain) {
    return !(rain.split() instanceof Split.Fixed)
        || book.pile(MONEY).free()
            == book.piles().stream()
                .filter(pile -> Character.isDigit(pile.item.charAt(0)))
                .mapToLong(pile -> Long.parseLong(pile.item) * pile.free())
                .sum();
  }

  /** Whether so many packets can give exactly so much money; of a fixed list that is given. */
  static boolean possible(Split split, long money, long packets) {
    return switch (split) {
      case Split.Even even -> packets == 0 ? money == 0 : money >= packets;
      case Split.DoubleMean(long min, long max) -> between(money, packets, min, max);
      case Split.PositionFair(long min, long max) -> between(money, packets, min, max);
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

  /** Whether goods or packets that nobody opened may come back. */
  static boolean mayComeBack(Book book, RainPlan plan, int round) {
    return (plan.openWithinMillis() > 0 || plan.openUntilMillis() > 0)
        && book.rain.things().stream().anyMatch(item -> book.rain.held(round, item) > 0);
  }
}
