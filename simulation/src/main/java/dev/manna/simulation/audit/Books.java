package dev.manna.simulation.audit;

import dev.manna.core.Campaign;
import dev.manna.core.Grant;
import dev.manna.core.proof.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The books of all campaigns, and when holds are due. */
final class Books {
  private final List<Book> books = new ArrayList<>();
  private final Map<String, Book> byId = new HashMap<>();
  private final TreeMap<Long, List<Entry>> due = new TreeMap<>();

  /** Everything under one user's name, over all campaigns, in the order of the log. */
  private final Map<String, List<Entry>> byUser = new HashMap<>();

  /** What receipts are good for. */
  final Openings openings = new Openings();

  private long position;
  private long timeMillis;

  void advance(long newPosition, long newTimeMillis) {
    position = newPosition;
    timeMillis = newTimeMillis;
  }

  long position() {
    return position;
  }

  long timeMillis() {
    return timeMillis;
  }

  @Nullable Book find(String id) {
    return byId.get(id);
  }

  @Nullable Book find(int number) {
    return number >= 0 && number < books.size() ? books.get(number) : null;
  }

  Book open(String id, Campaign definition, boolean draft) {
    Book book = new Book(id, books.size(), definition, draft);
    books.add(book);
    byId.put(id, book);
    return book;
  }

  /** Begins the book of a draft again, with nothing in it but its secret and its history. */
  Book openAgain(Book draft, Campaign definition) {
    Book book = new Book(draft.id, draft.number, definition, true);
    Secret secret = draft.secret();
    if (secret != null) {
      book.seal(secret);
    }
    book.changes.addAll(draft.changes);
    books.set(book.number, book);
    byId.put(book.id, book);
    return book;
  }

  List<Book> all() {
    return books;
  }

  Entry add(Book book, Entry.Draft draft) {
    Entry entry = book.add(draft, position, timeMillis);
    if (entry.held() && entry.expiresAtMillis != 0) {
      setDue(entry);
    }
    if (!entry.parts.isEmpty()) {
      byUser.computeIfAbsent(entry.user, fresh -> new ArrayList<>()).add(entry);
    }
    return entry;
  }

  /** A claim that entered a raffle gets a unit; its user's claims stay in the order of the log. */
  void win(Entry entry, int item) {
    entry.book.win(entry, item);
    List<Entry> own = byUser.computeIfAbsent(entry.user, fresh -> new ArrayList<>());
    own.add(entry);
    own.sort(Comparator.comparingLong(each -> each.gotAt));
  }

  /** An order that has waited gets its goods, later than it came. */
  void serve(Entry entry, List<Entry.Part> parts, long untilMillis) {
    entry.serve(parts, entry.book.grants().size(), untilMillis, position, timeMillis);
    entry.book.serve(entry);
    if (entry.held()) {
      setDue(entry);
    }
    byUser.computeIfAbsent(entry.user, fresh -> new ArrayList<>()).add(entry);
  }

  /** Whether an order still waits whose time is over. */
  boolean overdueWait(long now) {
    return books.stream().anyMatch(book -> book.line.overdue(now));
  }

  private void setDue(Entry entry) {
    due.computeIfAbsent(entry.millis(), fresh -> new ArrayList<>()).add(entry);
  }

  void end(Entry entry, Grant.State state, boolean byItself) {
    dropDue(entry);
    entry.book.end(entry, state, byItself, timeMillis);
  }

  void extend(Entry entry, long untilMillis) {
    dropDue(entry);
    entry.extend(untilMillis);
    setDue(entry);
  }

  private void dropDue(Entry entry) {
    List<Entry> together = due.get(entry.millis());
    if (together != null && together.remove(entry) && together.isEmpty()) {
      due.remove(entry.millis());
    }
  }

  /** Whether something is still set aside that should be everybody's by {@code now}. */
  boolean overdueAllotment(long now) {
    return books.stream().anyMatch(book -> book.allotments.overdue(now));
  }

  /** Whether a raffle is over that is not drawn. */
  boolean overdueRaffle(long now) {
    return books.stream().anyMatch(book -> Draw.overdue(book, now));
  }

  /** Whether a campaign is over, nothing of it is open, and it is not settled. */
  boolean overdueSettlement(long now) {
    return books.stream().anyMatch(book -> Closings.overdue(book, now));
  }

  /** A hold that should have ended by {@code now}, or null. */
  @Nullable Entry overdue(long now) {
    Map.Entry<Long, List<Entry>> first = due.firstEntry();
    return first == null || first.getKey() > now ? null : first.getValue().getFirst();
  }

  /** The user's claims that got something, in the order of the log. */
  List<Entry> of(String user) {
    return byUser.getOrDefault(user, List.of());
  }
}
