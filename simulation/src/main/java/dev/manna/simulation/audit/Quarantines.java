package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.QuarantineEvent.EpochOpened;
import dev.manna.core.QuarantineEvent.Hidden;
import dev.manna.core.QuarantineEvent.Part;
import dev.manna.core.QuarantineEvent.Quarantined;
import dev.manna.core.QuarantineEvent.Redeemed;
import dev.manna.core.QuarantineEvent.Released;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.StockEvent;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is set aside after failures of a shared log, and whoever gets it. */
final class Quarantines {
  /** Nothing is redeemed for so long before it is released. */
  private static final long GRACE_MILLIS = 60 * 60 * 1_000;

  private final Books books;
  private final Findings findings;
  private final Map<Place, Long> aside = new HashMap<>();
  private long sum;
  private final Deque<Quarantined> due = new ArrayDeque<>();

  /** What the next event must take, all of it and nothing else; null where it is nobody's. */
  private @Nullable Redeemed redeeming;

  private record Place(int campaign, int item, int round) {}

  Quarantines(Books books, Findings findings) {
    this.books = books;
    this.findings = findings;
  }

  /** Whether the next claim is one that was lost: what chance and time say of it is long past. */
  boolean redeems() {
    return redeeming != null;
  }

  /** Before an event: what an opening or the time has made due comes first. */
  void judgeOrder(Event event) {
    // The log may fail again before what is due has come.
    boolean told = event instanceof StockEvent.Noticed || event instanceof EpochOpened;
    expect(
        told || (due.isEmpty() ? !(event instanceof Quarantined) : event.equals(due.peek())),
        event,
        " where due are ",
        due);
    boolean late =
        due.isEmpty() && sum > 0 && books.timeMillis() >= books.openings.until() + GRACE_MILLIS;
    expect(
        !late || Judge.happensByItself(event) || redeeming != null,
        "something was decided while a release was due");
    Redeemed before = redeeming;
    expect(
        before == null
            || (event instanceof Event.Claimed claimed && claimed.campaign() == before.campaign()),
        "a receipt was redeemed for ",
        event);
  }

  private boolean expect(boolean holds, Object... said) {
    return findings.expect(holds, Promise.QUARANTINE, said);
  }

  /** After a claim: what was redeemed for it is what it took. */
  void took(Event.Claimed claimed, Entry.Draft draft) {
    Redeemed before = redeeming;
    redeeming = null;
    if (before == null) {
      return;
    }
    int skipped = claimed instanceof Event.Drawn drawn ? drawn.allocated() : 0;
    SortedMap<Integer, Long> wanted = new TreeMap<>();
    Book book = books.find(claimed.campaign());
    for (Entry.Part part : draft.parts().subList(skipped, draft.parts().size())) {
      if (book != null && !book.pile(part.item()).endless()) {
        wanted.merge(part.item(), part.units(), Long::sum);
        if (part.packetItem() >= 0) {
          wanted.merge(part.packetItem(), 1L, Long::sum);
        }
      }
    }
    SortedMap<Integer, Long> redeemed = new TreeMap<>();
    before.parts().forEach(part -> redeemed.merge(part.item(), part.units(), Long::sum));
    expect(wanted.equals(redeemed), claimed, " takes ", wanted, ", redeemed were ", redeemed);
  }

  void take(QuarantineEvent event) {
    switch (event) {
      case EpochOpened opened -> open(opened);
      case Quarantined set -> {
        due.poll();
        move(set.campaign(), set.part(), set.part().units());
      }
      case Released released -> {
        expect(
            books.timeMillis() >= books.openings.until() + GRACE_MILLIS,
            released,
            " before its time");
        expect(
            left(released.campaign(), released.part()) == released.part().units(),
            released,
            " where ",
            left(released.campaign(), released.part()),
            " are set aside");
        move(released.campaign(), released.part(), -released.part().units());
      }
      case Redeemed redeemed -> {
        expect(
            redeemed.epoch() < books.openings.epoch()
                && redeemed.epoch() >= books.openings.voidBelow()
                && books.timeMillis() <= books.openings.until(),
            redeemed,
            ", but receipts are good from epoch ",
            books.openings.voidBelow(),
            " to before ",
            books.openings.epoch(),
            " until ",
            books.openings.until());
        for (Part part : redeemed.parts()) {
          move(redeemed.campaign(), part, -part.units());
        }
        redeeming = redeemed;
      }
    }
  }

  private long left(int campaign, Part part) {
    return aside.getOrDefault(new Place(campaign, part.item(), part.round()), 0L);
  }

  private void move(int campaign, Part part, long units) {
    Book book = books.find(campaign);
    boolean known = book != null && book.names(part.item()) && part.units() > 0;
    if (!expect(known, part, " is nothing of campaign ", campaign) || book == null) {
      return;
    }
    long now = aside.merge(new Place(campaign, part.item(), part.round()), units, Long::sum);
    sum += units;
    expect(now >= 0, part, ": more left the quarantine than was set aside");
    Pile pile = book.pile(part.item());
    pile.quarantine(units);
    if (book.definition() instanceof RedPacket) {
      book.rain.quarantine(part.round(), pile.item, units);
    }
  }

  private void open(EpochOpened opened) {
    expect(opened.epoch() > books.openings.epoch(), opened, " after ", books.openings.epoch());
    books.openings.add(opened, books.timeMillis());
    SortedMap<Integer, SortedMap<Integer, Long>> hidden = new TreeMap<>();
    for (Hidden each : opened.hidden()) {
      hidden
          .computeIfAbsent(each.campaign(), fresh -> new TreeMap<>())
          .merge(each.item(), each.units(), Long::sum);
    }
    int number = 0;
    for (Book book = books.find(0); book != null; book = books.find(++number)) {
      SortedMap<Integer, Long> less = hidden.getOrDefault(number, new TreeMap<>());
      if (mayHide(book)) {
        for (Part part : owed(book, opened.most(), less, dueOf(number))) {
          due.add(new Quarantined(number, part));
        }
      }
    }
  }

  /** Whether anything of a campaign can have been taken; clocks may differ by the grace. */
  private boolean mayHide(Book book) {
    long starts = book.definition().terms().startMillis();
    return !book.isDraft()
        && !book.isSettled()
        && !Draw.isRaffle(book)
        && starts - books.timeMillis() <= GRACE_MILLIS;
  }

  private List<Part> dueOf(int campaign) {
    return due.stream().filter(it -> it.campaign() == campaign).map(Quarantined::part).toList();
  }

  private List<Part> owed(Book book, long most, SortedMap<Integer, Long> less, List<Part> before) {
    List<Part> parts = new ArrayList<>(before);
    for (int item = 0; book.names(item); item++) {
      long units = less.getOrDefault(item, most);
      Pile pile = book.pile(item);
      switch (book.definition()) {
        case RedPacket rain -> ofRain(book, rain, item, units, parts);
        case Lottery lottery when pile.endless() -> {}
        default -> owe(parts, item, 0, Math.min(units, pile.free() - sum(before, item)));
      }
    }
    return parts.subList(before.size(), parts.size());
  }

  private static long sum(List<Part> parts, int item) {
    return parts.stream().filter(part -> part.item() == item).mapToLong(Part::units).sum();
  }

  private static void owe(List<Part> parts, int item, int round, long units) {
    if (units > 0) {
      parts.add(new Part(item, round, units));
    }
  }

  private void ofRain(Book book, RedPacket rain, int item, long units, List<Part> parts) {
    String name = book.pile(item).item;
    if (name.equals(RainLedger.MONEY)) {
      return;
    }
    SortedSet<Integer> rounds = new TreeSet<>();
    rounds.add(
        Math.min(book.rain.rounds(), Math.max(1, RainClock.roundAt(rain, books.timeMillis()))));
    rounds.add(Math.min(book.rain.rounds(), Math.max(1, book.rain.latest())));
    for (int round : rounds) {
      long free = free(book, rain, round, item, parts);
      long some = Math.min(units, free);
      owe(parts, item, round, some);
      if (some > 0 && !RainLedger.isGood(name)) {
        int money = book.itemOf(RainLedger.MONEY);
        long cents = free(book, rain, round, money, parts);
        owe(parts, money, round, most(rain.split(), name, some, free, cents));
      }
    }
  }

  private static long free(Book book, RedPacket rain, int round, int item, List<Part> before) {
    long gone =
        before.stream()
            .filter(part -> part.item() == item)
            .filter(part -> rain.plan().carryOver() || part.round() == round)
            .mapToLong(Part::units)
            .sum();
    return Math.max(0, book.rain.free(round, book.pile(item).item) - gone);
  }

  /**
   * The most money that some of the packets can have held, so that the others can have the rest.
   */
  private static long most(Split split, String item, long some, long packets, long cents) {
    return switch (split) {
      case Split.Fixed fixed -> Math.min(cents, some * Long.parseLong(item));
      case Split.Even even -> {
        long sum = 0;
        long left = cents;
        for (long count = packets; count > packets - some; count--) {
          sum += left / count;
          left -= left / count;
        }
        yield sum;
      }
      case Split.DoubleMean(long min, long max) -> most(some, packets, cents, min, max);
      case Split.PositionFair(long min, long max) -> most(some, packets, cents, min, max);
    };
  }

  private static long most(long some, long packets, long cents, long min, long max) {
    BigInteger large = BigInteger.valueOf(some).multiply(BigInteger.valueOf(max));
    BigInteger small = BigInteger.valueOf(packets - some).multiply(BigInteger.valueOf(min));
    BigInteger left = BigInteger.valueOf(cents).subtract(small);
    return large.min(left).max(BigInteger.ZERO).longValueExact();
  }

  /** What a redeemed packet is in the books: nothing but its money and its packet is looked at. */
  static Entry.Draft packet(Book book, Event.Snatched snatched) {
    boolean good = RainLedger.isGood(book.pile(snatched.item()).item);
    Entry.Part part =
        good
            ? new Entry.Part(snatched.item(), 1, -1, snatched.round())
            : new Entry.Part(
                book.itemOf(RainLedger.MONEY), snatched.cents(), snatched.item(), snatched.round());
    book.rain.open(snatched.round(), List.of());
    book.rain.snatchedIn(snatched.round());
    return new Entry.Draft(
        snatched.claimant().user(),
        snatched.claimant().key(),
        snatched.fingerprint(),
        1,
        List.of(part),
        snatched.returnsAtMillis(),
        Grant.State.HELD,
        null);
  }
}
