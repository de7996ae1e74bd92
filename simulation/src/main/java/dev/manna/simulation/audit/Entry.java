package dev.manna.simulation.audit;

import dev.manna.core.Grant;
import dev.manna.core.Reply;
import dev.manna.core.Waiting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One effect under a key: a claim, an operator's adjustment, a credit. Its grants share its fate,
 * because a hold is ended as it was taken, whole.
 */
final class Entry {
  final Book book;
  final String user;
  final String key;
  final int row;
  final int fingerprint;
  final long position;

  /** Where it got what it got: of an order that has waited, later than its position. */
  long gotAt;

  /** The draws made, else 1. */
  final int uses;

  /** One for each grant, in order; none for a miss. */
  final List<Part> parts;

  /** The row of the first of its grants in the campaign. */
  int firstGrant;

  long expiresAtMillis;
  final Grant.State firstState;

  /** For what is no claim, what it was answered. */
  final @Nullable Reply reply;

  private Grant.State state;

  /** Until when it is held; else since when it is what it is. */
  private long millis;

  /** Whether its hold ended by itself. */
  private boolean lapsed;

  private int extensions;

  /** Of an order that had to wait, until when at most, and how it stands; 0 and null else. */
  private long waitsUntil;

  private Waiting.@Nullable State waitState;
  private long[] cameBack;

  /** So many units (or cents) of an item, the item that counts packets, or -1, and the round. */
  record Part(int item, long units, int packetItem, int round) {
    Part(int item, long units, int packetItem) {
      this(item, units, packetItem, 0);
    }
  }

  /** What a claim says of itself, before it has a place in its campaign's book. */
  record Draft(
      String user,
      String key,
      int fingerprint,
      int uses,
      List<Part> parts,
      long expiresAtMillis,
      Grant.State state,
      @Nullable Reply reply) {}

  Entry(Book book, Draft draft, int row, int firstGrant, long position, long timeMillis) {
    this.book = book;
    this.user = draft.user();
    this.key = draft.key();
    this.fingerprint = draft.fingerprint();
    this.uses = draft.uses();
    this.parts = draft.parts();
    this.expiresAtMillis = draft.expiresAtMillis();
    this.firstState = draft.state();
    this.state = draft.state();
    this.reply = draft.reply();
    this.millis = draft.expiresAtMillis() > 0 ? draft.expiresAtMillis() : timeMillis;
    this.cameBack = new long[draft.parts().size()];
    this.row = row;
    this.firstGrant = firstGrant;
    this.position = position;
    this.gotAt = position;
  }

  Grant.State state() {
    return state;
  }

  /** It is an order that had to wait. */
  void waits(long untilMillis) {
    waitsUntil = untilMillis;
    waitState = Waiting.State.IN_LINE;
  }

  long waitsUntil() {
    return waitsUntil;
  }

  Waiting.@Nullable State waitState() {
    return waitState;
  }

  void waited(Waiting.State end) {
    waitState = end;
  }

  /** What waited is served. */
  void serve(List<Part> all, int grant, long untilMillis, long at, long timeMillis) {
    parts.addAll(all);
    firstGrant = grant;
    cameBack = new long[all.size()];
    expiresAtMillis = untilMillis;
    state = untilMillis > 0 ? Grant.State.HELD : Grant.State.GIVEN;
    millis = untilMillis > 0 ? untilMillis : timeMillis;
    gotAt = at;
    waitState = Waiting.State.SERVED;
  }

  /** What entered a raffle has won, long after it was answered. */
  void win(Part part, int grant) {
    parts.add(part);
    firstGrant = grant;
    cameBack = new long[1];
  }

  void end(Grant.State end, boolean byItself, long timeMillis) {
    state = end;
    lapsed = byItself;
    millis = timeMillis;
  }

  /** Until when it is held; else since when it is what it is. */
  long millis() {
    return millis;
  }

  boolean lapsed() {
    return lapsed;
  }

  void extend(long untilMillis) {
    millis = untilMillis;
    extensions++;
  }

  int extensions() {
    return extensions;
  }

  void giveBack(int part, long units) {
    cameBack[part] += units;
  }

  /** How many units of a part came back after they were given. */
  long cameBack(int part) {
    return cameBack[part];
  }

  /** Where the grant of a part stands. */
  Grant.State state(int part) {
    boolean all = cameBack[part] > 0 && cameBack[part] == parts.get(part).units();
    return all ? Grant.State.RETURNED : state;
  }

  boolean held() {
    return !parts.isEmpty() && state == Grant.State.HELD;
  }

  boolean isClaim() {
    return reply == null;
  }
}
