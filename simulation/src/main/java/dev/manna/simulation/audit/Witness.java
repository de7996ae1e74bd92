package dev.manna.simulation.audit;

import dev.manna.core.Author;
import dev.manna.core.Batch;
import dev.manna.core.ChangeCommand;
import dev.manna.core.ChangeEvent;
import dev.manna.core.ChangeEvent.Approved;
import dev.manna.core.ChangeEvent.Withdrawn;
import dev.manna.core.ChangeReply.Standing;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.SaleCommand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands beside an engine: hears each request and its reply in the order in which the engine
 * decided them, sees what came into the log, and checks that the two tell one story, event by
 * event. Whoever decides something unlawful, refuses what is due, or answers what the log does not
 * say, is found.
 */
public final class Witness {
  private final Auditor auditor = new Auditor();
  private final Contents contents = new Contents();
  private final Foresight foresight = new Foresight(auditor.books(), contents);
  private final Deque<Written> written = new ArrayDeque<>();
  private long seen;

  private record Written(long position, long timeMillis, Event event) {}

  public Witness() {
    auditor.hearReplies();
  }

  /** The judge of the events, and of everything heard. */
  public Auditor auditor() {
    return auditor;
  }

  /** The position of the last event that was shown. */
  public long seen() {
    return seen;
  }

  /** Shows the next batch of the log. Its events are matched with the requests heard next. */
  public void see(Batch batch) {
    long position = batch.first();
    for (Event event : WireEvents.of(batch)) {
      written.add(new Written(position++, batch.timeMillis(), event));
    }
    seen = batch.last();
  }

  /** A batch that other engines decided. */
  public void seeForeign(Batch batch) {
    settle();
    see(batch);
    settle();
  }

  /**
   * Hears what a request was answered, when the engine's clock showed {@code clockMillis}.
   *
   * @param mayBeFull whether there may have been no room to write: then nothing happens, not even
   *     by time, and whatever else can be said is said as of the last event
   */
  public void hear(Request request, Reply reply, long clockMillis, boolean mayBeFull) {
    if (reply instanceof Reply.Refused refused && refused.refusal() == Refusal.UNAVAILABLE) {
      findings().expect(mayBeFull, Promise.LAWFUL_REPLY, request, " is answered ", reply);
      return; // without effect, which shows in the log
    }
    if (mayBeFull && written.isEmpty() && stood(request, reply)) {
      return;
    }
    boolean timely =
        auditor.books().overdue(clockMillis) != null
            || auditor.books().overdueAllotment(clockMillis)
            || auditor.books().overdueRaffle(clockMillis)
            || auditor.books().overdueSettlement(clockMillis)
            || auditor.books().overdueWait(clockMillis);
    boolean stands =
        mayBeFull && written.isEmpty() && (timely || saysAsOfTheLast(request, reply, clockMillis));
    listen(request, reply, stands ? auditor.books().timeMillis() : clockMillis);
  }

  /** Whether it is what was to be answered without an effect as of the last event. */
  private boolean stood(Request request, Reply reply) {
    return !(reply instanceof Reply.Refused)
        && foresight.of(request, auditor.books().timeMillis()) instanceof Forecast.Answered as
        && alike(as.reply(), reply);
  }

  /** Whether time has changed what is answered since the last event, and a reply does not know. */
  private boolean saysAsOfTheLast(Request request, Reply reply, long clockMillis) {
    long last = auditor.books().timeMillis();
    return (request instanceof SaleCommand.Extend
            || auditor.books().all().stream()
                .anyMatch(book -> book.statusAt(last) != book.statusAt(clockMillis)))
        && foresight.of(request, last) instanceof Forecast.Answered(Reply then)
        && alike(then, reply);
  }

  private void listen(Request request, Reply reply, long clockMillis) {
    Reply due = follow(request, clockMillis);
    findings()
        .expect(
            due != null && alike(due, reply),
            Promise.LAWFUL_REPLY,
            request,
            " is answered ",
            reply,
            ", and due is ",
            due == null ? "what the log has lost" : due);
  }

  /**
   * Follows a request whose reply nobody heard, because the process ended.
   *
   * @return whether the log holds more than what came before it, so that the next may be followed
   */
  public boolean miss(Request request, long clockMillis) {
    takeUnasked();
    return !written.isEmpty() && follow(request, clockMillis) != null;
  }

  /** All that is shown must have been asked for, or be a hold that time ended. */
  public void settle() {
    takeUnasked();
    Written next = written.peek();
    if (next != null) {
      findings()
          .expect(false, Promise.LAWFUL_REPLY, "nobody asked for ", next.event(), " at ", next);
    }
    while (!written.isEmpty()) {
      take();
    }
  }

  /** What must be answered; null where something must happen that the log does not hold. */
  private @Nullable Reply follow(Request request, long clockMillis) {
    takeUnasked();
    Written next = written.peek();
    long now =
        Math.max(clockMillis, next == null ? auditor.books().timeMillis() : next.timeMillis());
    auditor.findings().at(auditor.position());
    Entry overdue = auditor.books().overdue(now);
    findings().expect(overdue == null, Promise.HOLDS, "a due hold stands at ", now);
    findings()
        .expect(
            !auditor.books().overdueAllotment(now),
            Promise.ALLOCATIONS,
            "an allocation stands that is over at ",
            now);
    findings()
        .expect(
            !auditor.books().overdueRaffle(now),
            Promise.RAFFLES,
            "a raffle is over at ",
            now,
            " and not drawn");
    findings()
        .expect(
            !auditor.books().overdueSettlement(now),
            Promise.SETTLED,
            "a campaign is over at ",
            now,
            " and not settled");
    findings()
        .expect(
            !auditor.books().overdueWait(now),
            Promise.WAITLIST,
            "an order waits whose time is over at ",
            now);
    Forecast forecast = foresight.of(request, now);
    return switch (forecast) {
      case Forecast.Answered(Reply reply) -> reply;
      case Forecast.Happens happens -> next == null ? null : happen((Command) request, next);
    };
  }

  private @Nullable Reply happen(Command command, Written next) {
    Event event = next.event();
    if (command instanceof ChangeCommand ending && !(ending instanceof ChangeCommand.Authored)) {
      return end(ending, next);
    }
    if (command instanceof ChangeCommand.Authored(Command change, Author author)) {
      Book of = auditor.books().find(command.campaign());
      if (of != null && Assents.waits(of, change, next.timeMillis())) {
        return propose(of, change, author, next);
      }
      boolean named = event.equals(new ChangeEvent.Authored(command.campaign(), author));
      findings().expect(named, Promise.AUTHORED, command, " became ", event);
      if (named) {
        take();
      }
      Written done = written.peek();
      return named && done != null ? happen(change, done) : null;
    }
    return perform(auditor.books().find(command.campaign()), command, next);
  }

  private @Nullable Reply perform(@Nullable Book book, Command command, Written next) {
    Event event = next.event();
    boolean right = Effects.of(book, command, event, next.timeMillis());
    findings().expect(right, Promise.LAWFUL_REPLY, command, " became ", event);
    if (!right) {
      return null;
    }
    take();
    if (book != null
        && command instanceof Command.Claim claim
        && event instanceof Event.Claimed claimed) {
      contents.marks().learn(book, claim, claimed, findings());
    }
    return Effects.reply(auditor.books(), command, contents, findings());
  }

  private @Nullable Reply propose(Book book, Command change, Author author, Written next) {
    boolean right =
        next.event() instanceof ChangeEvent.Proposed proposed
            && proposed.campaign() == book.number
            && proposed.author().equals(author)
            && Effects.of(book, change, proposed.change(), next.timeMillis());
    findings().expect(right, Promise.APPROVED, change, " waits, and became ", next.event());
    if (!right) {
      return null;
    }
    take();
    return Assents.reply(auditor.books(), book, book.changes.size(), Standing.WAITING);
  }

  /** What was approved or withdrawn must follow, and what was approved is done. */
  private @Nullable Reply end(ChangeCommand ending, Written next) {
    Books books = auditor.books();
    Book book = books.find(ending.campaign());
    if (book == null) {
      return null;
    }
    if (ending instanceof ChangeCommand.Withdraw(String id, int number, Author author)) {
      boolean right = next.event().equals(new Withdrawn(book.number, number, author));
      findings().expect(right, Promise.APPROVED, ending, " became ", next.event());
      take();
      return right ? Assents.reply(books, book, number, Standing.WITHDRAWN) : null;
    }
    ChangeCommand.Approve approve = (ChangeCommand.Approve) ending;
    Proposals.Proposal proposal = book.proposals.find(approve.number());
    boolean right =
        next.event().equals(new Approved(book.number, approve.number(), approve.author()));
    findings().expect(right, Promise.APPROVED, ending, " became ", next.event());
    if (!right || proposal == null) {
      return null;
    }
    take();
    if (written.size() < 2) {
      return null;
    }
    take();
    Command change = proposal.command();
    Reply done = perform(book, change, written.element());
    return done == null ? null : Assents.reply(books, book, approve.number(), Standing.APPROVED);
  }

  /** What no request causes: the founding, and what time does. */
  private void takeUnasked() {
    while (!written.isEmpty()
        && (written.peek().event() instanceof Event.Founded
            || Judge.happensByItself(written.peek().event()))) {
      take();
    }
  }

  private void take() {
    Written next = written.remove();
    auditor.accept(next.position(), next.timeMillis(), next.event());
  }

  private Findings findings() {
    return auditor.findings();
  }

  /** What is said for people may differ. */
  private static boolean alike(Reply due, Reply reply) {
    return (due instanceof Reply.Refused a && reply instanceof Reply.Refused b)
        ? a.refusal() == b.refusal()
            && a.retryAfterMillis() == b.retryAfterMillis()
            && a.shortfalls().equals(b.shortfalls())
        : due.equals(reply);
  }

  /** The verdict on each promise. */
  public List<Invariant> invariants() {
    return auditor.invariants();
  }
}
