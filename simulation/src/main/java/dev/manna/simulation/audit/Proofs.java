package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryEvent;
import dev.manna.core.ProofEvent;
import dev.manna.core.RedPacket;
import dev.manna.core.proof.Secret;
import dev.manna.simulation.fair.History;
import dev.manna.simulation.fair.LotteryRecount;
import dev.manna.simulation.fair.Names;
import dev.manna.simulation.fair.Oracle;
import dev.manna.simulation.fair.PacketRecount;
import dev.manna.simulation.fair.RainShelf;
import dev.manna.simulation.fair.Shelf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works each outcome out again from the campaign's secret, and compares. */
final class Proofs {
  private final Findings findings;
  private final Map<String, Chance> chances = new HashMap<>();

  /** What the outcomes of a campaign follow from. */
  private record Chance(Oracle oracle, Names names) {}

  Proofs(Findings findings) {
    this.findings = findings;
  }

  void define(@Nullable Book book, Event.Defined defined) {
    Secret secret = defined.secret();
    findings.expect(
        secret == null || defined.version() == 1,
        Promise.PROVEN,
        defined.campaign(),
        " has a second secret");
    if (secret != null && book != null) {
      book.seal(secret);
      chances.putIfAbsent(
          defined.campaign(),
          new Chance(
              new Oracle(secret.key().bytes(), defined.campaign()),
              new Names(secret.salt().bytes())));
    }
  }

  void reveal(Book book, ProofEvent.Revealed revealed, Books books) {
    boolean over = books.timeMillis() >= book.definition().terms().endMillis();
    findings.expect(
        !book.revealed() && !book.isDraft() && (over || book.isClosed()),
        Promise.PROVEN,
        "the key of ",
        book.id,
        " is shown before its end, or again");
    findings.expect(
        revealed.closing().equals(ProofDesk.closing(book)),
        Promise.PROVEN,
        book.id,
        " closes with ",
        revealed.closing(),
        ", and due is ",
        ProofDesk.closing(book));
    book.reveal(books.position());
  }

  /** Judges an outcome as the books stand before it. */
  void judge(Book book, Event.Claimed claimed, long now) {
    Chance chance = chances.get(book.id);
    if (chance == null) {
      return;
    }
    switch (claimed) {
      case Event.Drawn drawn when book.definition() instanceof Lottery lottery -> {
        List<Integer> due =
            LotteryRecount.of(
                lottery,
                shelf(book),
                history(book, drawn.claimant().user()),
                stream(chance, drawn),
                drawn.outcomes().subList(0, Math.min(drawn.allocated(), drawn.draws())),
                drawn.draws());
        expect(book, drawn, due, drawn.outcomes());
      }
      case Event.Snatched snatched when book.definition() instanceof RedPacket rain -> {
        int round = snatched.round();
        if (round == RainClock.roundAt(rain, now) && book.rain.left(round) > 0) {
          RainShelf shelf = book.rain.shelf(round, now);
          var due = PacketRecount.of(rain, shelf, stream(chance, snatched));
          String item = snatched.hit() ? book.pile(snatched.item()).item : "";
          var found = new PacketRecount.Outcome(item, snatched.cents(), snatched.block());
          expect(book, snatched, due, found);
        }
      }
      case Event.Entered nothingYet -> {}
      case Event.Drawn other -> {}
      case Event.Snatched other -> {}
      case Event.Deducted nothingByChance -> {}
      case Event.Waited nothingByChance -> {}
    }
  }

  /** Judges a winner of a raffle as the books stand before it. */
  void judge(@Nullable Book book, LotteryEvent.Won won) {
    Chance chance = book == null ? null : chances.get(book.id);
    if (book == null || chance == null) {
      return;
    }
    int due = book.draw.entries().next(chance.oracle, book.grants().size());
    findings.expect(
        due == won.claim(),
        Promise.PROVEN,
        book.id,
        ": claim ",
        won.claim(),
        " wins a unit, and claim ",
        due,
        " should");
  }

  private static Oracle.Stream stream(Chance chance, Event.Claimed claimed) {
    String user = claimed.claimant().user();
    byte[] userSalt = chance.names.userSalt(user);
    return chance.oracle.stream(
        Names.alias(userSalt, user), Names.ticket(userSalt, claimed.claimant().key()));
  }

  private void expect(Book book, Event.Claimed claimed, Object due, Object found) {
    findings.expect(
        due.equals(found),
        Promise.PROVEN,
        book.id,
        ", user ",
        claimed.claimant().user(),
        ", key ",
        claimed.claimant().key(),
        ": expected ",
        due,
        ", found ",
        found);
  }

  private static History history(Book book, String user) {
    Gambler gambler = book.gambler(user);
    long draws = book.tally(user).uses();
    return new History() {
      @Override
      public long draws() {
        return draws;
      }

      @Override
      public long misses() {
        return gambler.misses();
      }

      @Override
      public long won(int item) {
        return gambler.wins(book.pile(item).item);
      }
    };
  }

  private static Shelf shelf(Book book) {
    return new Shelf() {
      @Override
      public int items() {
        return book.items();
      }

      @Override
      public int itemOf(String item) {
        return book.itemOf(item);
      }

      @Override
      public String item(int number) {
        return book.pile(number).item;
      }

      @Override
      public long free(int item) {
        Pile pile = book.pile(item);
        return pile.endless() ? Long.MAX_VALUE : pile.free();
      }
    };
  }
}
