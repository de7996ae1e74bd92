package dev.manna.engine;

import dev.manna.core.Command;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.law.Replica;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Decides again what a server has answered to claims, from another state of the same log; for one
 * thread.
 *
 * <p>An answer is decided again at its place in the log and with its time: after the events that it
 * had seen, and before the next. There a claim must come to the very event that the log has, and to
 * the same reply; a refusal must be the same refusal, word by word.
 */
public final class SecondOpinion {
  /** Of more than so many differences only the number is told. */
  private static final long NAMED = 1_000;

  private final Answered answers;
  private final Consumer<String> differing;
  private final AtomicLong compared = new AtomicLong();
  private final AtomicLong differences = new AtomicLong();

  /** What was answered before the other state was there, or was beyond that place. */
  private final AtomicLong late = new AtomicLong();

  /**
   * Nothing was compared yet.
   *
   * @param answers what is compared
   * @param differing told of each difference
   */
  public SecondOpinion(Answered answers, Consumer<String> differing) {
    this.answers = answers;
    this.differing = differing;
  }

  /** Decides again what was answered at places that are known. */
  public void compare(Replica replica) {
    for (Answered.Answer next = answers.peek(); next != null; next = answers.peek()) {
      if (last(next) > replica.known()) {
        return;
      }
      long at = place(next, replica);
      if (at > replica.known()) {
        return;
      }
      answers.remove();
      if (isOfTheMoment(next.reply())) {
        continue;
      }
      if (at < replica.position()) {
        late.incrementAndGet();
        continue;
      }
      replica.advance(at);
      compare(replica, next);
    }
  }

  /** What must be known of the log to decide it again. */
  private static long last(Answered.Answer answer) {
    return answer.reply() instanceof Reply.Claimed claimed ? claimed.position() : answer.seen();
  }

  /**
   * After which event it was decided. A claim that is sent again is answered from its own event,
   * but for the one that was answered with the batch of that event.
   */
  private static long place(Answered.Answer answer, Replica replica) {
    return answer.reply() instanceof Reply.Claimed claimed
            && claimed.position() > replica.position()
            && answer.millis() == replica.millis()
        ? claimed.position() - 1
        : answer.seen();
  }

  /** Whether it says how busy a server is, which another one is not. */
  private static boolean isOfTheMoment(Reply reply) {
    return reply instanceof Reply.Refused refused
        && (refused.refusal() == Refusal.UNAVAILABLE || refused.refusal() == Refusal.TOO_BUSY);
  }

  private void compare(Replica replica, Answered.Answer answer) {
    Command.Claim claim = answer.claim();
    long at = replica.position();
    Reply here = replica.decide(claim, answer.reply(), answer.millis());
    compared.incrementAndGet();
    if (!answer.reply().equals(here)) {
      differs(
          "campaign %s, user %s, key %s, after position %,d: answered was %s; decided there is %s"
              .formatted(
                  claim.campaign(),
                  claim.user(),
                  claim.key(),
                  at,
                  answer.reply(),
                  here == null ? "another event" : here));
    }
  }

  /** Counts a difference, and tells of it. */
  public void differs(String sentence) {
    if (differences.incrementAndGet() <= NAMED) {
      differing.accept(sentence);
    }
  }

  /** How many answers were decided again. */
  public long compared() {
    return compared.get();
  }

  /** How often something was different. */
  public long differences() {
    return differences.get();
  }

  /** How many answers are never compared: they found no room, or their place is past. */
  public long missed() {
    return answers.missed() + late.get();
  }

  /** How many answers were not compared, or not yet. */
  public long left() {
    return missed() + answers.size();
  }
}
