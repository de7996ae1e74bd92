package dev.manna.simulation.audit;

import dev.manna.core.Campaign;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import java.util.List;

/** Takes what operators did into the books, and says what is unlawful about it. */
final class Edits {
  private final Books books;
  private final Findings findings;
  private final Scales scales;

  Edits(Books books, Findings findings, Scales scales) {
    this.books = books;
    this.findings = findings;
    this.scales = scales;
  }

  void define(Event.Defined defined) {
    Campaign definition = defined.definition();
    Book book = books.find(defined.campaign());
    long before = book == null ? 0 : book.version();
    findings.expect(
        defined.version() == before + 1,
        Promise.VERSIONS,
        "version ",
        defined.version(),
        " of ",
        defined.campaign(),
        " after ",
        before);
    boolean draft = book == null ? defined.draft() : book.isDraft();
    findings.expect(
        defined.draft() == draft,
        Promise.VERSIONS,
        defined.campaign(),
        " becomes a draft, or is published, by a definition");
    if (book == null) {
      book = books.open(defined.campaign(), definition, draft);
    } else if (draft) {
      book = books.openAgain(book, definition);
    }
    String nature = nature(book.definition());
    findings.expect(
        nature.equals(nature(definition)), Promise.VERSIONS, book.id, " was a ", nature);
    findings.expect(
        keepsDays(book, definition), Promise.DAY_LIMIT, book.id, " changes its zone after a claim");
    findings.expect(
        !(book.definition() instanceof RedPacket was && definition instanceof RedPacket is)
            || RainForesight.keepsRounds(book, was, is),
        Promise.VERSIONS,
        book.id,
        " changes a round that has begun");
    boolean steady = book.define(definition, defined.version(), books.position());
    findings.expect(steady, Promise.VERSIONS, book.id, " drops an item, or ends what was endless");
    weigh(book);
  }

  private void weigh(Book book) {
    book.line.rulesChanged(books.timeMillis());
    book.piles().forEach(scales::weigh);
    scales.judgeRest(book);
  }

  /** Days that were counted in one zone cannot be counted in another. */
  static boolean keepsDays(Book book, Campaign next) {
    return book.entries().isEmpty()
        || book.definition().terms().timeZone().equals(next.terms().timeZone());
  }

  /** What a campaign is for its life. */
  static String nature(Campaign campaign) {
    return switch (campaign) {
      case RedPacket rain -> "red-packet " + RainForesight.nature(rain);
      case Lottery lottery -> lottery.raffle() ? "raffle" : "lottery";
      case Sale sale -> "sale";
    };
  }

  void steer(Event.Steered steered) {
    Book book = scales.known(steered.campaign());
    if (book != null) {
      findings.expect(!book.isClosed(), Promise.WINDOW, book.id, " was steered when closed");
      findings.expect(
          book.isDraft()
              ? steered.move() == Move.CLOSE || steered.move() == Move.PUBLISH
              : steered.move() != Move.PUBLISH
                  && (!book.isAlarmed() || steered.move() != Move.PAUSE),
          Promise.WINDOW,
          book.id,
          " (",
          book.status(),
          ") was steered to ",
          steered.move());
      book.steer(steered.move(), books.position());
      book.line.rulesChanged(books.timeMillis());
    }
  }

  void adjust(Event.Adjusted adjusted) {
    Book book = scales.known(adjusted.campaign());
    if (book == null) {
      return;
    }
    findings.expect(!book.isDraft(), Promise.WINDOW, book.id, " is adjusted as a draft");
    boolean known =
        adjusted.change() instanceof Change.InRound(int round, Change change)
            ? round <= book.rain.rounds() && add(book, round, change)
            : book.rain.rounds() == 0 && add(book, 0, adjusted.change());
    findings.expect(known, Promise.KNOWN, book.id, " has nothing like ", adjusted.change());
    book.piles().forEach(scales::weigh);
    scales.judgeRest(book);
    Claimant claimant = adjusted.claimant();
    if (claimant != null) {
      scales.judgeOnce(book, claimant);
      books.add(
          book,
          new Entry.Draft(
              claimant.user(),
              claimant.key(),
              adjusted.fingerprint(),
              0,
              List.of(),
              0,
              Grant.State.GIVEN,
              new Reply.Adjusted(book.id, books.position())));
    }
  }

  /** Takes a change into the books; false where they have nothing of the kind. */
  private boolean add(Book book, int round, Change change) {
    return switch (change) {
      case Change.Stock(String item, long units) -> {
        if (!book.names(book.itemOf(item))) {
          yield false;
        }
        if (!(book.definition() instanceof RedPacket)) {
          book.pile(book.itemOf(item)).adjust(units, books.position());
          yield true;
        }
        book.rain.add(round, item, units);
        if (!RainLedger.isGood(item)) {
          book.rain.add(round, "budget", Math.multiplyExact(Long.parseLong(item), units));
        }
        yield true;
      }
      case Change.Target(String item, long units, long version) -> {
        if (!book.names(book.itemOf(item))) {
          yield false;
        }
        Pile pile = book.pile(book.itemOf(item));
        findings.expect(
            pile.version() == version, Promise.VERSIONS, pile, " was counted as of ", version);
        pile.adjust(units - pile.total(), books.position());
        yield true;
      }
      case Change.Budget(long cents, long packets) -> {
        if (book.itemOf("packet") < 0 || book.itemOf("budget") < 0) {
          yield false;
        }
        book.rain.add(round, "budget", cents);
        book.rain.add(round, "packet", packets);
        yield true;
      }
      case Change.InRound in -> false;
    };
  }
}
