package dev.manna.server.crowd;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What clients were answered, by the number of the claim, counted from 0: the bytes of each claim
 * that was accepted, and of the others that they were refused. It is what the log is compared with.
 * Belongs to one thread at a time.
 */
public final class History {
  /** What a client knows of its claim. */
  public enum Outcome {
    /** Not asked, or asked and not answered. */
    UNKNOWN,
    /** Answered with 200; it stands in the log. */
    ACCEPTED,
    /** Refused when it was sent for the first time: it left no trace. */
    REFUSED,
    /**
     * Refused when it was sent again. Where the first sending was slow and not lost, it may have
     * been decided after the second, unheard.
     */
    REFUSED_AGAIN
  }

  private static final int FIRST_ROOM = 1024;

  private final Chunks bodies = new Chunks();
  private Outcome[] outcomes = new Outcome[0];
  private long[] places = new long[0];
  private final BitSet repeated = new BitSet();
  private int claims;
  private long accepted;
  private long differing;

  /**
   * Takes an answer to a claim. A claim that was sent twice at once is answered twice: both times
   * with the same bytes, or one of the two was refused first.
   */
  public void answered(int claim, Answer answer) {
    ensure(claim);
    if (answer.sent() > 1) {
      repeated.set(claim);
    }
    if (answer.status() == 200) {
      accept(claim, answer);
    } else if (outcomes[claim] == Outcome.UNKNOWN) {
      outcomes[claim] = answer.sent() > 1 ? Outcome.REFUSED_AGAIN : Outcome.REFUSED;
    }
  }

  /** Takes the answer to an accepted claim that was sent again, long after its first answer. */
  public void mustBeAsBefore(int claim, Answer answer) {
    if (answer.status() == 200) {
      accept(claim, answer);
    } else {
      differing++;
    }
  }

  private void accept(int claim, Answer answer) {
    if (outcomes[claim] == Outcome.ACCEPTED) {
      boolean same = bodies.holds(places[claim], answer.array(), answer.offset(), answer.length());
      differing += same ? 0 : 1;
      return;
    }
    outcomes[claim] = Outcome.ACCEPTED;
    places[claim] = bodies.add(answer.array(), answer.offset(), answer.length());
    accepted++;
  }

  private void ensure(int claim) {
    if (claim >= outcomes.length) {
      int before = outcomes.length;
      int room = Math.max(FIRST_ROOM, claim + claim / 2);
      outcomes = Arrays.copyOf(outcomes, room);
      Arrays.fill(outcomes, before, room, Outcome.UNKNOWN);
      places = Arrays.copyOf(places, room);
    }
    claims = Math.max(claims, claim + 1);
  }

  public Outcome outcome(int claim) {
    return claim < claims ? outcomes[claim] : Outcome.UNKNOWN;
  }

  /** The body that a claim was accepted with, or null if it was not. */
  public byte @Nullable [] body(int claim) {
    return outcome(claim) == Outcome.ACCEPTED ? bodies.get(places[claim]) : null;
  }

  /** One more than the highest number of a claim that was answered. */
  public int claims() {
    return claims;
  }

  /** How many claims were accepted. */
  public long accepted() {
    return accepted;
  }

  /** How many answers were not the bytes that the claim had been accepted with before. */
  public long differing() {
    return differing;
  }

  /** Whether the claim was answered only after it was sent more than once. */
  public boolean repeated(int claim) {
    return repeated.get(claim);
  }
}
