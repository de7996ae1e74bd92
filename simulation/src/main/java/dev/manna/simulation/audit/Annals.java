package dev.manna.simulation.audit;

import dev.manna.core.Author;
import dev.manna.core.ChangeEvent;
import dev.manna.core.ChangeReply;
import dev.manna.core.Changed;
import dev.manna.core.Changed.Deed;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.ProofEvent;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has changed what of which campaign. */
final class Annals {
  private final Books books;
  private final Findings findings;
  private final Assents assents;

  /** Who does what must come next. */
  private ChangeEvent.@Nullable Authored next;

  Annals(Books books, Findings findings) {
    this.books = books;
    this.findings = findings;
    assents = new Assents(books, findings);
  }

  /** What somebody is named for comes directly after the name, and nothing else does. */
  void judge(Event event) {
    assents.judge(event, changed(event));
    ChangeEvent.Authored named = next;
    if (named != null) {
      String of = changed(event);
      findings.expect(
          named.campaign().equals(of), Promise.AUTHORED, named, " is followed by ", event);
    } else if (event instanceof Event.Steered steered) {
      Book book = books.find(steered.campaign());
      boolean lifts = book != null && book.isAlarmed() && steered.move() == Move.RESUME;
      findings.expect(
          !lifts && steered.move() != Move.ALARM, Promise.AUTHORED, "nobody is named for ", event);
    }
  }

  /** Takes an event that stands in the books. */
  void take(Event event) {
    if (event instanceof ChangeEvent.Authored authored) {
      next = authored;
      return;
    }
    assents.take(event);
    String id = changed(event);
    Book book = id == null ? null : books.find(id);
    if (book != null && !(event instanceof LotteryEvent.Credited)) {
      Author author = next == null ? null : next.author();
      book.changes.add(
          new Changed(
              book.changes.size() + 1,
              books.timeMillis(),
              books.position(),
              author,
              deed(event),
              detail(book, event),
              Math.toIntExact(book.version()),
              0));
    }
    if (event instanceof ChangeEvent change) {
      take(change);
    }
    next = null;
  }

  /** The campaign that an operator has changed, or null. */
  private @Nullable String changed(Event event) {
    return switch (event) {
      case Event.Defined defined -> defined.campaign();
      case Event.Steered steered -> id(steered.campaign());
      case Event.Adjusted adjusted -> id(adjusted.campaign());
      case Enlisted enlisted -> id(enlisted.campaign());
      case LotteryEvent.Allocated allocated -> id(allocated.campaign());
      case LotteryEvent.Credited credited -> id(credited.campaign());
      case ProofEvent.Revealed revealed -> id(revealed.campaign());
      case Event other -> null;
    };
  }

  private @Nullable String id(int campaign) {
    Book book = books.find(campaign);
    return book == null ? null : book.id;
  }

  /** Whoever proposes, approves or withdraws is named in the event itself. */
  private void take(Book book, Author author, Deed deed, String detail, int of) {
    book.changes.add(
        new Changed(
            book.changes.size() + 1,
            books.timeMillis(),
            books.position(),
            author,
            deed,
            detail,
            Math.toIntExact(book.version()),
            of));
  }

  private void take(ChangeEvent event) {
    switch (event) {
      case ChangeEvent.Proposed(int campaign, int number, Author author, Event change) -> {
        Book book = books.find(campaign);
        if (book != null) {
          String detail = (deed(change).word() + ' ' + detail(book, change)).strip();
          take(book, author, Deed.PROPOSED, detail, 0);
        }
      }
      case ChangeEvent.Approved(int campaign, int number, Author author) -> {
        Book book = books.find(campaign);
        if (book != null) {
          take(book, author, Deed.APPROVED, "", number);
        }
      }
      case ChangeEvent.Withdrawn(int campaign, int number, Author author) -> {
        Book book = books.find(campaign);
        if (book != null) {
          take(book, author, Deed.WITHDRAWN, "", number);
        }
      }
      case ChangeEvent.Authored authored -> {}
    }
  }

  private static Deed deed(Event event) {
    return switch (event) {
      case Event.Steered(int campaign, var move) ->
          switch (move) {
            case PUBLISH -> Deed.PUBLISHED;
            case PAUSE -> Deed.PAUSED;
            case RESUME -> Deed.RESUMED;
            case CLOSE -> Deed.CLOSED;
            case ALARM -> Deed.ALARMED;
          };
      case Event.Adjusted adjusted -> Deed.ADJUSTED;
      case Enlisted enlisted -> Deed.ENLISTED;
      case LotteryEvent.Allocated allocated -> Deed.ALLOCATED;
      case ProofEvent.Revealed revealed -> Deed.REVEALED;
      case Event other -> Deed.DEFINED;
    };
  }

  private static String detail(Book book, Event event) {
    return switch (event) {
      case Event.Adjusted adjusted -> detail(adjusted.change());
      case Enlisted enlisted ->
          String.format(
              "%s %s%d users",
              enlisted.roll() == Enlist.Roll.BLOCK ? "block" : "allow",
              enlisted.add() ? "+" : "-",
              enlisted.users().size());
      case LotteryEvent.Allocated allocated ->
          String.format(
              "%s: %d each for %d users",
              book.pile(allocated.item()).item, allocated.units(), allocated.users().size());
      case Event other -> "";
    };
  }

  private static String detail(Change change) {
    return switch (change) {
      case Change.Stock(String item, long units) -> String.format("%s %+d", item, units);
      case Change.Target(String item, long units, long version) ->
          String.format("%s = %d", item, units);
      case Change.Budget(long cents, long packets) ->
          String.format("%+d cents, %+d packets", cents, packets);
      case Change.InRound(int round, Change inner) ->
          String.format("round %d: %s", round, detail(inner));
    };
  }

  static Reply answer(Books books, Query.OfChanges of) {
    Book book = books.find(of.campaign());
    if (book == null) {
      return Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "");
    }
    List<Changed> all = book.changes;
    int from = Math.min(all.size(), Math.max(of.after(), all.size() - Changed.KEPT));
    List<Changed> page = all.stream().skip(from).limit(of.limit()).toList();
    int end = from + page.size();
    return new ChangeReply.Changes(
        book.id, page, end < all.size() ? end : 0, book.proposals.numbers(), books.position());
  }
}
