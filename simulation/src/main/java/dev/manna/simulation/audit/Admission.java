package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Command;
import dev.manna.core.Command.Claim;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Refusal;
import dev.manna.core.Reply.Status;
import dev.manna.core.Wait;
import org.jspecify.annotations.Nullable;

/** Says whom the terms of a campaign bar, whatever its stock, in the order of the refusals. */
final class Admission {
  private Admission() {}

  static @Nullable Forecast barred(Book book, Claim claim, Marks marks, long now) {
    Forecast outside = outsideWindow(book, now);
    if (outside != null) {
      return outside;
    }
    Refusal roll = book.rolls.bars(book, claim.user());
    if (roll != null) {
      return refused(roll);
    }
    boolean broke =
        book.definition() instanceof Lottery lottery
            && lottery.chances()
            && book.gambler(claim.user()).chances() < uses(claim);
    return broke ? refused(Refusal.NO_CHANCES) : limited(book, claim, marks, now);
  }

  /** Why nothing but the definition may be changed, or null. */
  static @Nullable Forecast unchangeable(Book book) {
    return switch (book.status()) {
      case DRAFT -> refused(Refusal.NOT_STARTED);
      case CLOSED, SETTLED -> refused(Refusal.ENDED);
      case PUBLISHED, LIVE, PAUSED, ALARMED -> null;
    };
  }

  static @Nullable Forecast outsideWindow(Book book, long now) {
    if (book.isDraft()) {
      return refused(Refusal.NOT_STARTED);
    }
    long wait = RainClock.untilOpen(book.definition(), now);
    if (wait > 0) {
      return refused(Refusal.NOT_STARTED, wait);
    }
    if (book.status() == Status.PAUSED || book.isAlarmed()) {
      return refused(Refusal.PAUSED);
    }
    if (book.isClosed() || RainClock.over(book.definition(), now)) {
      return refused(Refusal.ENDED);
    }
    return null;
  }

  private static int uses(Claim claim) {
    return switch (claim) {
      case Command.Draw draw -> draw.draws();
      case Command.Enter enter -> enter.entries();
      case Command.Snatch snatch -> 1;
      case Command.Deduct deduct -> 1;
      case Wait wait -> 1;
    };
  }

  private static @Nullable Forecast limited(Book book, Claim claim, Marks marks, long now) {
    Limits limits = book.definition().terms().limits();
    Tally tally = book.tally(claim.user());
    int uses = uses(claim);
    if (tally.uses() + uses > Draw.most(book, limits.perUser())) {
      return refused(Refusal.LIMIT_REACHED);
    }
    if (limits.perDay() > 0 && tally.usesOn(book.day(now)) + uses > limits.perDay()) {
      return refused(Refusal.LIMIT_REACHED);
    }
    for (Quota quota : book.quotas().all()) {
      String value = claim.dimensions().get(quota.name());
      if (quota.ofUser() || value != null) {
        String who = value == null ? claim.user() : marks.of(quota.name(), value);
        if (book.quotas().forbids(quota, who, book.day(now), uses)) {
          return refused(Refusal.LIMIT_REACHED);
        }
      }
    }
    if (claim instanceof Command.Deduct deduct && SaleForesight.tooMuch(book, deduct)) {
      return refused(Refusal.LIMIT_REACHED);
    }
    if (claim instanceof Wait wait && SaleForesight.tooMuch(book, WaitForesight.order(wait))) {
      return refused(Refusal.LIMIT_REACHED);
    }
    long cooling = tally.waitMillis(now, limits.cooldownMillis());
    return cooling > 0 ? refused(Refusal.COOLING_DOWN, cooling) : null;
  }
}
