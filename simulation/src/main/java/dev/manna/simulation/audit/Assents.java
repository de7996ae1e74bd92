package dev.manna.simulation.audit;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.ChangeCommand.Approve;
import dev.manna.core.ChangeCommand.Withdraw;
import dev.manna.core.ChangeEvent;
import dev.manna.core.ChangeReply;
import dev.manna.core.ChangeReply.Standing;
import dev.manna.core.Command;
import dev.manna.core.Enlist;
import dev.manna.core.Event;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.simulation.audit.Proposals.Proposal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether what takes something from users had two persons for it, and what must come of asking. */
final class Assents {
  private final Books books;
  private final Findings findings;

  /** What was approved and must come next. */
  private @Nullable Proposal granted;

  private @Nullable String grantedOf;

  /** Whether the proposer was named since. */
  private boolean named;

  Assents(Books books, Findings findings) {
    this.books = books;
    this.findings = findings;
  }

  /** Judges an event before it stands in the books. */
  void judge(Event event, @Nullable String of) {
    Proposal due = granted;
    if (due != null && !named) {
      judgeName(due, event);
      return;
    }
    granted = null;
    Book book = of == null ? null : books.find(of);
    switch (event) {
      case ChangeEvent.Proposed proposed -> propose(books.find(proposed.campaign()), proposed);
      case ChangeEvent.Approved approved -> approve(books.find(approved.campaign()), approved);
      case ChangeEvent.Withdrawn withdrawn -> {
        Book which = books.find(withdrawn.campaign());
        findings.expect(
            which != null && which.proposals.find(withdrawn.number()) != null,
            Promise.APPROVED,
            withdrawn,
            " withdraws what does not wait");
      }
      case Event change when book != null && due != null && book.id.equals(grantedOf) ->
          findings.expect(
              isThat(due.command(), Proposals.command(book, change)),
              Promise.APPROVED,
              due,
              " is approved, and done is ",
              change);
      case Event change when book != null -> {
        Command command = Proposals.command(book, change);
        findings.expect(
            command == null || !waits(book, command, books.timeMillis()),
            Promise.APPROVED,
            change,
            " takes something from users without a second person");
      }
      case Event other -> {}
    }
  }

  /** Whoever proposed what is approved is named next. */
  private void judgeName(Proposal due, Event event) {
    boolean right =
        event instanceof ChangeEvent.Authored(String campaign, Author author)
            && campaign.equals(grantedOf)
            && author.equals(due.author());
    findings.expect(right, Promise.APPROVED, due, " is approved, and next is ", event);
    named = right;
    granted = right ? due : null;
  }

  private void approve(@Nullable Book book, ChangeEvent.Approved approved) {
    Proposal proposal = book == null ? null : book.proposals.find(approved.number());
    findings.expect(
        proposal != null && !proposal.author().actor().equals(approved.author().actor()),
        Promise.APPROVED,
        approved,
        " approves ",
        proposal == null ? "nothing" : proposal);
    granted = proposal;
    grantedOf = book == null ? null : book.id;
    named = false;
  }

  private void propose(@Nullable Book book, ChangeEvent.Proposed proposed) {
    Command command = book == null ? null : Proposals.command(book, proposed.change());
    boolean right =
        book != null
            && command != null
            && proposed.number() == book.changes.size() + 1
            && waits(book, command, books.timeMillis())
            && book.proposals.like(command) == null
            && book.proposals.numbers().size() < Proposals.MOST;
    findings.expect(right, Promise.APPROVED, proposed, " is nothing to wait");
  }

  /** Who came onto a list since needs not come there again. */
  private static boolean isThat(Command proposed, @Nullable Command done) {
    return (proposed instanceof Enlist asked && done instanceof Enlist got)
        ? asked.roll() == got.roll()
            && asked.add() == got.add()
            && asked.users().containsAll(got.users())
        : proposed.equals(done);
  }

  /** Takes an event that stands in the books. */
  void take(Event event) {
    switch (event) {
      case ChangeEvent.Proposed proposed -> {
        Book book = books.find(proposed.campaign());
        Command command = book == null ? null : Proposals.command(book, proposed.change());
        if (book != null && command != null) {
          book.proposals.add(new Proposal(proposed.number(), proposed.author(), command));
        }
      }
      case ChangeEvent.Approved approved -> drop(approved.campaign(), approved.number());
      case ChangeEvent.Withdrawn withdrawn -> drop(withdrawn.campaign(), withdrawn.number());
      case Event other -> {}
    }
  }

  private void drop(int campaign, int number) {
    Book book = books.find(campaign);
    if (book != null) {
      book.proposals.remove(number);
    }
  }

  /** Whether a command that could be done waits for a second person instead. */
  static boolean waits(Book book, Command command, long now) {
    return book.definition().terms().secondPerson()
        && !book.isDraft()
        && !Favours.has(book, command, now);
  }

  /** What comes of a command that could be done, where that is not that it is done or proposed. */
  static Forecast foresee(
      Books books, @Nullable Book book, Command command, @Nullable Author author, long now) {
    if (book == null || !waits(book, command, now)) {
      return new Forecast.Happens();
    }
    if (author == null) {
      return Forecast.refused(Refusal.MALFORMED);
    }
    Proposal like = book.proposals.like(asDone(book, command));
    if (like != null) {
      return new Forecast.Answered(reply(books, book, like.number(), Standing.WAITING));
    }
    return book.proposals.numbers().size() < Proposals.MOST
        ? new Forecast.Happens()
        : Forecast.refused(Refusal.TOO_MANY_CHANGES);
  }

  /** The command that asks for no more than what is not so yet. */
  private static Command asDone(Book book, Command command) {
    return command instanceof Enlist enlist
        ? new Enlist(book.id, enlist.roll(), enlist.add(), Rolls.changed(book, enlist))
        : command;
  }

  /**
   * What must come of approving or withdrawing.
   *
   * @param again says what comes of a command where nobody else is asked
   */
  static Forecast foresee(Books books, ChangeCommand ending, Function<Command, Forecast> again) {
    Book book = books.find(ending.campaign());
    if (book == null) {
      return Forecast.refused(Refusal.UNKNOWN_CAMPAIGN);
    }
    int number =
        switch (ending) {
          case Approve approve -> approve.number();
          case Withdraw withdraw -> withdraw.number();
          case ChangeCommand.Authored authored -> throw new AssertionError("ends nothing");
        };
    Standing wanted = ending instanceof Approve ? Standing.APPROVED : Standing.WITHDRAWN;
    Proposal proposal = book.proposals.find(number);
    if (proposal == null) {
      Standing ended = Proposals.ended(book, number);
      return ended == null
          ? Forecast.refused(Refusal.UNKNOWN_CHANGE)
          : ended == wanted
              ? new Forecast.Answered(reply(books, book, number, ended))
              : Forecast.refused(Refusal.ALREADY_DECIDED);
    }
    if (!(ending instanceof Approve approve)) {
      return new Forecast.Happens();
    }
    Forecast forecast = again.apply(proposal.command());
    if (forecast instanceof Forecast.Answered(Reply said) && !(said instanceof Reply.Refused)) {
      return Forecast.refused(Refusal.ALREADY_DECIDED);
    }
    return approve.author().actor().equals(proposal.author().actor())
        ? Forecast.refused(Refusal.SAME_ACTOR)
        : forecast;
  }

  static Reply answer(Books books, Query.OfProposal of) {
    Book book = books.find(of.campaign());
    if (book == null) {
      return Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "");
    }
    Proposal waits = book.proposals.find(of.number());
    if (waits != null) {
      return new ChangeReply.Asked(
          book.id, of.number(), waits.author(), waits.command(), books.position());
    }
    Standing ended = Proposals.ended(book, of.number());
    return ended == null
        ? Reply.Refused.of(Refusal.UNKNOWN_CHANGE, "")
        : reply(books, book, of.number(), ended);
  }

  static Reply reply(Books books, Book book, int number, Standing standing) {
    return new ChangeReply.Proposal(book.id, number, standing, books.position());
  }
}
