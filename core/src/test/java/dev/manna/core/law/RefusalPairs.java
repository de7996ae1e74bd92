package dev.manna.core.law;

import static dev.manna.core.Refusal.ALL_HELD;
import static dev.manna.core.Refusal.ALREADY_DECIDED;
import static dev.manna.core.Refusal.ALREADY_GIVEN;
import static dev.manna.core.Refusal.ALREADY_RETURNED;
import static dev.manna.core.Refusal.BELOW_GIVEN;
import static dev.manna.core.Refusal.BLOCKED;
import static dev.manna.core.Refusal.COOLING_DOWN;
import static dev.manna.core.Refusal.EMPTY_CART;
import static dev.manna.core.Refusal.ENDED;
import static dev.manna.core.Refusal.INSUFFICIENT;
import static dev.manna.core.Refusal.KEY_REUSED;
import static dev.manna.core.Refusal.LIMIT_REACHED;
import static dev.manna.core.Refusal.MALFORMED;
import static dev.manna.core.Refusal.NOTHING_LOST;
import static dev.manna.core.Refusal.NOT_ELIGIBLE;
import static dev.manna.core.Refusal.NOT_ENDED;
import static dev.manna.core.Refusal.NOT_RETURNABLE;
import static dev.manna.core.Refusal.NOT_STARTED;
import static dev.manna.core.Refusal.NO_CHANCES;
import static dev.manna.core.Refusal.PAUSED;
import static dev.manna.core.Refusal.RELEASED;
import static dev.manna.core.Refusal.SAME_ACTOR;
import static dev.manna.core.Refusal.SOLD_OUT;
import static dev.manna.core.Refusal.TOO_BUSY;
import static dev.manna.core.Refusal.TOO_MANY_CHANGES;
import static dev.manna.core.Refusal.UNAVAILABLE;
import static dev.manna.core.Refusal.UNKNOWN_CAMPAIGN;
import static dev.manna.core.Refusal.UNKNOWN_CHANGE;
import static dev.manna.core.Refusal.UNKNOWN_CLAIM;
import static dev.manna.core.Refusal.UNKNOWN_GRANT;
import static dev.manna.core.Refusal.VERSION_CONFLICT;
import static dev.manna.core.Refusal.WRONG_RECEIPT;

import dev.manna.core.Refusal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which two refusals never apply to one request, and why. Who adds a refusal adds it here too. */
final class RefusalPairs {
  /** What can be said to claims alone, to who wants something granted again, or of drafts. */
  private static final Set<Refusal> CLAIMS =
      EnumSet.of(
          NOT_STARTED,
          PAUSED,
          BLOCKED,
          NOT_ELIGIBLE,
          NO_CHANCES,
          LIMIT_REACHED,
          COOLING_DOWN,
          EMPTY_CART,
          SOLD_OUT,
          ALL_HELD,
          INSUFFICIENT);

  /** What can be said of grants alone, once they are granted. */
  private static final Set<Refusal> GRANTS =
      EnumSet.of(ALREADY_GIVEN, ALREADY_RETURNED, NOT_RETURNABLE);

  /** What the law says; the server says the other two. */
  private static final Set<Refusal> LAW = EnumSet.complementOf(EnumSet.of(TOO_BUSY, UNAVAILABLE));

  static final List<Apart> APART =
      List.of(
          new Apart(
              "who is turned away at the door is not looked at by the law",
              EnumSet.of(TOO_BUSY, UNAVAILABLE),
              EnumSet.allOf(Refusal.class)),
          new Apart(
              "of a campaign that is not there, nothing else can be said",
              EnumSet.of(UNKNOWN_CAMPAIGN),
              without(LAW, MALFORMED)),
          new Apart(
              "of a grant that never was, nothing else can be said",
              EnumSet.of(UNKNOWN_GRANT),
              without(LAW, MALFORMED)),
          new Apart(
              "only a receipt, and a place in a line, is asked for by the key of a claim",
              EnumSet.of(UNKNOWN_CLAIM),
              without(LAW, MALFORMED)),
          new Apart(
              "only operators name versions, and only to change something; they may be too early",
              EnumSet.of(VERSION_CONFLICT),
              union(without(CLAIMS, NOT_STARTED), GRANTS)),
          new Apart(
              "draws alone cost chances, and of prizes there is one or none",
              EnumSet.of(NO_CHANCES),
              EnumSet.of(EMPTY_CART, ALL_HELD, INSUFFICIENT)),
          new Apart(
              "each says of the same goods what the others deny",
              EnumSet.of(EMPTY_CART, SOLD_OUT, ALL_HELD, INSUFFICIENT),
              EnumSet.of(EMPTY_CART, SOLD_OUT, ALL_HELD, INSUFFICIENT)),
          new Apart(
              "only an edit takes something away; that of a draft is too early",
              EnumSet.of(BELOW_GIVEN),
              union(without(CLAIMS, NOT_STARTED), GRANTS)),
          new Apart(
              "who asks for the key of a campaign names that and nothing else",
              EnumSet.of(NOT_ENDED),
              LAW),
          new Apart(
              "a hold is ended, extended and returned whatever the campaign's window, state and"
                  + " limits are; the limit of extensions is one of holds that have not ended",
              GRANTS,
              union(CLAIMS, EnumSet.of(ENDED))),
          new Apart(
              "ending or extending a hold has no key: it can be asked for again and again",
              EnumSet.of(ALREADY_GIVEN),
              EnumSet.of(KEY_REUSED)),
          new Apart(
              "a grant that is given has not come back, and only then can be given back",
              EnumSet.of(ALREADY_GIVEN),
              EnumSet.of(ALREADY_RETURNED, NOT_RETURNABLE)),
          new Apart(
              "of a change that nobody proposed, nothing else can be said",
              EnumSet.of(UNKNOWN_CHANGE),
              without(LAW, MALFORMED)),
          new Apart(
              "what has ended or come about is not decided again, by whomever",
              EnumSet.of(ALREADY_DECIDED),
              without(without(LAW, MALFORMED), SAME_ACTOR)),
          new Apart(
              "what waits is of a published campaign, and is no claim and of no grant",
              EnumSet.of(SAME_ACTOR, TOO_MANY_CHANGES),
              union(without(CLAIMS, INSUFFICIENT), GRANTS)),
          new Apart(
              "what is approved waits already",
              EnumSet.of(SAME_ACTOR),
              EnumSet.of(TOO_MANY_CHANGES)),
          new Apart(
              "whoever redeems a receipt is past all that is asked of others; QuarantineTest looks"
                  + " in which order its own refusals come",
              EnumSet.of(WRONG_RECEIPT, NOTHING_LOST, RELEASED),
              EnumSet.allOf(Refusal.class)));

  private RefusalPairs() {}

  /** Two refusals, whichever is named first. */
  record Pair(Refusal first, Refusal second) {
    static Pair of(Refusal one, Refusal other) {
      return one.compareTo(other) <= 0 ? new Pair(one, other) : new Pair(other, one);
    }
  }

  /** Refusals none of which meets another of the others. */
  record Apart(String why, Set<Refusal> some, Set<Refusal> others) {
    List<Pair> pairs() {
      List<Pair> pairs = new ArrayList<>();
      for (Refusal one : some) {
        for (Refusal other : others) {
          if (one != other) {
            pairs.add(Pair.of(one, other));
          }
        }
      }
      return pairs;
    }
  }

  static List<Pair> all() {
    Set<Refusal> every = EnumSet.allOf(Refusal.class);
    return new Apart("", every, every).pairs().stream().distinct().toList();
  }

  private static Set<Refusal> without(Set<Refusal> all, Refusal one) {
    Set<Refusal> others = EnumSet.copyOf(all);
    others.remove(one);
    return others;
  }

  private static Set<Refusal> union(Set<Refusal> some, Set<Refusal> others) {
    Set<Refusal> all = EnumSet.copyOf(some);
    all.addAll(others);
    return all;
  }
}
