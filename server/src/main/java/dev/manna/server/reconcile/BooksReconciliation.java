package dev.manna.server.reconcile;

import dev.manna.core.Batch;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Log;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Marks;
import dev.manna.core.law.Machine;
import dev.manna.core.law.StateView;
import dev.manna.core.wire.EventCodec;
import dev.manna.ledger.BooksView;
import dev.manna.ledger.BooksView.Granted;
import dev.manna.server.Complaint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the log again up to where the books stand, and compares: each claim's number, each grant,
 * each item's balances. The server may go on meanwhile, because neither what is durable in the log
 * nor what one transaction sees of the books changes. What it keeps is the law's state and nothing
 * for each grant beside it.
 */
public final class BooksReconciliation {
  /** More differences than that are counted, and not named. */
  private static final int NAMED = 1_000;

  private final List<Difference> differences = new ArrayList<>();
  private final Bookmark at;
  private final StateView state;
  private long found;
  private long grants;
  private int items;

  /** The grant of the campaign that the books should have next, counted from 1. */
  private long due = 1;

  private int campaign;

  private BooksReconciliation(Bookmark at, StateView state) {
    this.at = at;
    this.state = state;
  }

  /**
   * Something in which the books are not what the log has made of them.
   *
   * @param position where in the log it stands, 0 where it has no place of its own
   */
  public record Difference(String what, long position) {}

  /** Gives a log from its beginning. */
  @FunctionalInterface
  public interface Source {
    /** Hands over all batches up to a position that is durable. */
    void read(long durable, Log.BatchReader reader) throws IOException;
  }

  /**
   * Compares books with the log that is at {@code where}.
   *
   * @throws Complaint if they cannot be compared
   */
  public static BooksReconciliation of(BooksView books, String where, Source log) throws Trouble {
    Bookmark at = books.at();
    if (at.position() == 0) {
      throw new Complaint(books.shown() + ": these books are empty; a server has to fill them");
    }
    BooksReconciliation reconciliation =
        new BooksReconciliation(at, replayed(books, where, log).view());
    reconciliation.compareCampaigns(books);
    reconciliation.compareItems(books);
    books.grants(reconciliation::compare);
    reconciliation.expectUpTo(reconciliation.state.campaigns(), 1);
    for (String sentence : books.contradictions()) {
      reconciliation.differs(sentence, 0);
    }
    return reconciliation;
  }

  private static Machine replayed(BooksView books, String where, Source log) {
    Bookmark at = books.at();
    Machine machine = new Machine();
    String[] name = {""};
    long[] mark = {0};
    try {
      log.read(
          at.position(),
          batch -> {
            if (batch.first() == 1) {
              name[0] = name(batch);
            }
            mark[0] = Marks.batch(batch);
            machine.replay(batch);
            return true;
          });
    } catch (IOException e) {
      throw new Complaint(where + ": cannot be read: " + e.getMessage(), e);
    }
    if (!name[0].equals(at.log())) {
      throw new Complaint(
          "%s: these books are of the log %s, and %s holds %s"
              .formatted(
                  books.shown(),
                  at.log(),
                  where,
                  name[0].isEmpty() ? "none" : "the log " + name[0]));
    }
    if (machine.position() != at.position() || mark[0] != at.mark()) {
      throw new Complaint(
          ("%s: these books stand at position %d, and what stands there in %s is another history:"
                  + " one of the two was put back from a backup")
              .formatted(books.shown(), at.position(), where));
    }
    return machine;
  }

  private static String name(Batch batch) {
    String[] name = {""};
    EventCodec.read(
        batch,
        EventCodec.Claimants.NAMES_ONLY,
        (event, position) -> {
          if (event instanceof Event.Founded founded) {
            name[0] = Marks.log(founded);
          }
        });
    return name[0];
  }

  private void differs(String what, long position) {
    found++;
    if (differences.size() < NAMED) {
      differences.add(new Difference(what, position));
    }
  }

  private void compareCampaigns(BooksView books) throws Trouble {
    List<BooksView.Campaign> listed = books.campaigns();
    if (listed.size() != state.campaigns()) {
      differs(
          "the log has %d campaigns, the books %d".formatted(state.campaigns(), listed.size()), 0);
    }
    for (BooksView.Campaign each : listed) {
      if (each.number() >= state.campaigns() || !each.name().equals(state.id(each.number()))) {
        differs("campaign \"" + each.name() + "\" is not the log's " + each.number(), 0);
        continue;
      }
      same(each.name(), "claims", state.claims(each.number()), each.claims());
      same(each.name(), "grants", state.grants(each.number()), each.grants());
    }
  }

  private void same(String of, String what, long log, long book) {
    if (log != book) {
      differs(of + ", " + what + ": the log has " + log + ", the books " + book, 0);
    }
  }

  private void compareItems(BooksView books) throws Trouble {
    List<BooksView.Item> listed = books.items();
    int next = 0;
    for (int number = 0; number < state.campaigns(); number++) {
      for (StateView.Item item : state.items(number)) {
        items++;
        BooksView.Item book = next < listed.size() ? listed.get(next) : null;
        if (book == null || book.campaign() != number || !book.name().equals(item.id())) {
          differs(state.id(number) + ", item " + item.id() + ": the books do not have it", 0);
          continue;
        }
        next++;
        String of = state.id(number) + ", item " + item.id();
        if (item.total() != Prize.UNLIMITED) {
          same(of, "total", item.total(), book.total());
        }
        same(of, "reserved", item.reserved(), book.reserved());
        same(of, "held", item.held(), book.held());
        same(of, "given", item.given(), book.given());
        same(of, "quarantined", item.quarantined(), book.quarantined());
      }
    }
    for (BooksView.Item more : listed.subList(next, listed.size())) {
      differs("item " + more.name() + " of campaign " + more.campaign() + " is not the log's", 0);
    }
  }

  /** Grants come by campaign and number; those between are missing. */
  private void compare(Granted book) {
    expectUpTo(book.campaign(), book.number());
    if (book.campaign() >= state.campaigns() || book.number() > state.grants(book.campaign())) {
      differs("grant " + book.campaign() + '.' + book.number() + " is not the log's", 0);
      return;
    }
    due = book.number() + 1;
    grants++;
    int number = Math.toIntExact(book.number() - 1);
    Grant grant = state.grant(book.campaign(), number);
    String log = words(grant);
    String books = words(book, grant.worth() instanceof Grant.Worth.Amount);
    boolean owner = state.isOf(book.campaign(), number, book.user());
    if (!owner || !log.equals(books)) {
      differs(
          "grant %s: the log has %s, the books %s%s"
              .formatted(
                  grant.id(), log, books, owner ? "" : " of \"" + book.user() + "\", not its user"),
          grant.position());
    }
  }

  /** Whatever the books should have before a grant is not there. */
  private void expectUpTo(int toCampaign, long toNumber) {
    while (campaign < Math.min(toCampaign, state.campaigns())) {
      missing(state.grants(campaign));
      campaign++;
      due = 1;
    }
    if (campaign < state.campaigns()) {
      missing(Math.min(toNumber - 1, state.grants(campaign)));
    }
  }

  private void missing(long upTo) {
    for (; due <= upTo; due++) {
      Grant grant = state.grant(campaign, Math.toIntExact(due - 1));
      differs(
          "grant %s: the log has %s, the books nothing".formatted(grant.id(), words(grant)),
          grant.position());
    }
  }

  private static String words(Grant grant) {
    return switch (grant.worth()) {
      case Grant.Worth.Amount(long cents, String currency) ->
          words(cents, "cents", grant.state().word(), grant.returned(), grant.position());
      case Grant.Worth.Quantity(long units) ->
          words(units, grant.item(), grant.state().word(), grant.returned(), grant.position());
    };
  }

  private static String words(Granted book, boolean money) {
    return money
        ? words(book.cents(), "cents", book.state(), book.returned(), book.position())
        : words(book.units(), book.item(), book.state(), book.returned(), book.position());
  }

  private static String words(long size, String of, String state, long returned, long position) {
    return "%d %s %s%s at position %d"
        .formatted(size, of, state, returned == 0 ? "" : " (" + returned + " returned)", position);
  }

  /** Where the books stand, which is where they were compared. */
  public Bookmark at() {
    return at;
  }

  public boolean ok() {
    return found == 0;
  }

  /** How many differences there are. */
  public long found() {
    return found;
  }

  /** The first of the differences. */
  public List<Difference> differences() {
    return differences;
  }

  /** How many grants were compared. */
  public long grants() {
    return grants;
  }

  /** How many items were compared. */
  public int items() {
    return items;
  }
}
