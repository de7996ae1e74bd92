package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Membership;
import dev.manna.core.Membership.Member;
import dev.manna.core.Membership.Offer;
import dev.manna.core.StockChange;
import dev.manna.log.redis.RedisRecovery.Outcome;
import dev.manna.log.redis.Rescue.Told.Waits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A recovery under way: the epoch was raised, so nobody joins; what was acknowledged in the epoch
 * that was opened last, the closed one, is looked for in Redis and in the nodes' copies, and the
 * log is written on under the new epoch once it is certain that nothing is missing.
 *
 * <p>Within an epoch nothing forks: all its appends were made on one server process. So whatever is
 * of it, in Redis or with a node, is a beginning of one log, and the longest is the log. If that
 * process still runs, it has all of it, and nobody need be asked.
 *
 * @param epoch the new one
 * @param closed the epoch that was opened last
 * @param own whoever recovers, and its copy, if it is of the closed epoch; null for none
 * @param booked up to where the books hold the log, now that the epoch is closed
 * @param patient whether nodes that are silent are still waited for
 */
record Rescue(
    RedisLogOptions options,
    Membership members,
    SettingAside aside,
    long epoch,
    long closed,
    @Nullable Copy own,
    LongSupplier booked,
    boolean patient) {

  /** What became of it so far. */
  sealed interface Told {
    /** Nodes may join the new epoch. */
    record Opened(LogMark end) implements Told {}

    /**
     * Some nodes were not heard, and may have acknowledged what nobody else knows.
     *
     * @param end up to where the log is known
     * @param hidden so many events at most
     */
    record Waits(List<String> silent, LogMark end, long hidden) implements Told {
      private static Waits forThose(List<Member> unheard, LogMark end, long hidden) {
        return new Waits(unheard.stream().map(Member::name).toList(), end, hidden);
      }
    }

    /** An attempt was made on another server, and how it ended is not known: take a new epoch. */
    record Elsewhere() implements Told {}

    /** Whoever recovers knows no stock that belongs to the log; another node may. */
    record Unable(String detail) implements Told {}

    /** It cannot be done as it is, for a reason that is not the nodes'. */
    record Not(String detail) implements Told {}
  }

  /** Looks, and opens the new epoch if nothing can be missing. */
  Told attempt() {
    try (RedisRecovery redis = RedisRecovery.connect(options)) {
      Standing found = redis.standing();
      if (found.epoch() >= epoch) {
        return again(found);
      }
      boolean ofTheClosed = found.epoch() >= closed && found.epoch() < epoch;
      Copy there = found.epoch() == 0 ? null : redis.copy();
      // Read once: whoever is heard from here on counts as silent until the next attempt.
      List<Offer> offers = members.offers(epoch);
      Copy best = longest(ofTheClosed ? there : null, offers);
      if (best == null) {
        return nothingLeft();
      }
      if (booked.getAsLong() > best.end().position()) {
        return behindTheBooks(best);
      }
      boolean whole = ofTheClosed && found.running() && redis.damage().isEmpty();
      List<Member> unheard = whole ? List.of() : silent(best.end().position(), offers);
      Hidden hidden = Hidden.beyond(best, booked.getAsLong(), unheard, options);
      boolean missing = !unheard.isEmpty() && hidden.events() > 0;
      Waits waits = Waits.forThose(unheard, best.end(), hidden.events());
      if (missing && patient) {
        return waits;
      }
      Map<String, Long> stock = stock(redis, found, best);
      if (stock == null) {
        return unable();
      }
      Copy all = missing ? withSetAside(hidden, unheard, best, stock) : best;
      return all == null ? waits : write(redis, found, there, all, stock);
    } catch (Fork e) {
      return new Told.Not(e.getMessage());
    }
  }

  private Told nothingLeft() {
    return new Told.Not(
        "%s: nothing of epoch %d is left, in Redis or with a node".formatted(shown(), closed));
  }

  private Told unable() {
    return new Told.Unable(
        shown() + ": nobody who recovers knows the stock; start a node that was in the epoch");
  }

  private Told behindTheBooks(Copy best) {
    return new Told.Not(
        "%s: the books stand at %d, and the log was found up to %d only; it waits for"
                .formatted(shown(), booked.getAsLong(), best.end().position())
            + " what they know more");
  }

  /** An attempt before has opened the epoch there, which nobody was told. */
  private Told again(Standing found) {
    if (found.epoch() > epoch || !found.running()) {
      return new Told.Elsewhere();
    }
    return opened(found.end());
  }

  private Told opened(LogMark end) {
    return members.open(epoch)
        ? new Told.Opened(end)
        : new Told.Not(shown() + ": another recovery has begun");
  }

  private String shown() {
    return options.shown();
  }

  /** The log, and behind it what sets aside whatever is hidden; null where nothing does. */
  private @Nullable Copy withSetAside(
      Hidden hidden, List<Member> silent, Copy best, Map<String, Long> stock) {
    Batch made = setAside(hidden, silent, best, stock);
    if (made == null) {
      return null;
    }
    Copy all = best.upTo(best.end().position());
    all.append(made);
    return all;
  }

  /** What sets aside whatever is hidden, and changes the stock; null where nothing does. */
  private @Nullable Batch setAside(
      Hidden hidden, List<Member> silent, Copy best, Map<String, Long> stock) {
    long first = best.end().position() + 1;
    long most = silent.stream().mapToLong(each -> each.windows().units()).max().orElse(0);
    Map<String, StockChange> taken = StockChanges.sum(best.after(hidden.base()));
    Batch made = aside.setAside(epoch, first, best.lastMillis(), most, List.copyOf(taken.values()));
    if (made != null) {
      Check.that(made.first() == first, "what is set aside follows the log", made.first());
      for (StockChange each : made.stock()) {
        StockChange known = taken.get(each.name());
        long asked = most - (known == null ? 0 : known.taken());
        boolean within = each.change() <= 0 && -each.change() <= asked;
        Check.that(within, "what is set aside is what was asked for", each.change());
      }
      StockChanges.add(made, stock);
    }
    return made;
  }

  /** Of Redis, who recovers, and those who have offered, whoever knows most. */
  private @Nullable Copy longest(@Nullable Copy there, List<Offer> offers) {
    Copy best = longer(there, own);
    for (Offer each : offers) {
      best = longer(best, offered(each, best));
    }
    return best;
  }

  private @Nullable Copy longer(@Nullable Copy one, @Nullable Copy other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    Copy longer = other.end().position() > one.end().position() ? other : one;
    Copy shorter = longer.equals(one) ? other : one;
    if (shorter.end().position() >= longer.start().position() && !longer.has(shorter.end())) {
      throw new Fork(
          "%s: two copies of epoch %d differ before position %d; compare the nodes' logs before"
                  .formatted(shown(), closed, shorter.end().position() + 1)
              + " anything goes on");
    }
    return longer;
  }

  /** A node's copy: what is known of it already, and the batches that it has offered. */
  private Copy offered(Offer offer, @Nullable Copy known) {
    LogMark end = new LogMark(offer.end(), offer.endChain());
    List<Batch> batches = members.offered(epoch, offer.node());
    if (batches.isEmpty() && known != null && known.has(end)) {
      return known;
    }
    Copy copy = Copy.from(new LogMark(offer.start(), offer.startChain()));
    if (!batches.isEmpty() && batches.getFirst().first() > offer.start() + 1 && known != null) {
      copy = known.upTo(batches.getFirst().first() - 1);
    }
    for (Batch each : batches) {
      copy.append(each);
    }
    if (!copy.end().equals(end)) {
      throw new Fork(
          "%s: what %s offers is not of one log with what is known of epoch %d"
              .formatted(shown(), offer.node(), closed));
    }
    return copy;
  }

  /** Who may know something beyond a position and was not heard. */
  private List<Member> silent(long end, List<Offer> offers) {
    Set<String> heard = offers.stream().map(Offer::node).collect(Collectors.toSet());
    List<Member> silent = new ArrayList<>();
    for (Member each : members.members(closed)) {
      boolean told = heard.contains(each.name()) || (each.left() && each.knew() <= end);
      if (!each.dismissed() && (each.lost() || !told)) {
        silent.add(each);
      }
    }
    return silent;
  }

  /**
   * The stock at the end of the log, from whoever knows it before. What a server holds that was
   * left behind in an older epoch is good for that as well, where it is a beginning of this log.
   *
   * @return null where neither it nor the copy of whoever recovers reaches into what is known
   */
  private @Nullable Map<String, Long> stock(RedisRecovery redis, Standing found, Copy best) {
    Copy copy = own;
    long from;
    Map<String, Long> stock;
    if (found.epoch() > 0 && best.has(found.end())) {
      from = found.end().position();
      stock = new HashMap<>(redis.stock());
    } else if (copy != null && best.has(copy.end())) {
      from = copy.end().position();
      stock = new HashMap<>(copy.stock());
    } else {
      return null;
    }
    for (Batch each : best.after(from)) {
      StockChanges.add(each, stock);
    }
    return stock;
  }

  private Told write(
      RedisRecovery redis,
      Standing found,
      @Nullable Copy there,
      Copy best,
      Map<String, Long> stock) {
    LogMark kept = there == null ? best.start() : Copy.lastCommon(there, best);
    boolean replaces = kept == null;
    LogMark from = kept == null ? best.start() : kept;
    long removed = replaces || there == null ? from.position() : there.start().position();
    long drained = Math.min(Math.max(booked.getAsLong(), removed), best.end().position());
    Map<String, Long> taken = StockChanges.taken(best.after(drained));
    List<Batch> survivors = best.after(from.position());
    Reopening wanted =
        new Reopening(found, epoch, from, survivors, stock, taken, drained, replaces);
    if (!members.place(epoch, found.server())) {
      return new Told.Elsewhere();
    }
    return switch (redis.reopen(wanted)) {
      case Outcome.Opened opened -> opened(opened.end());
      case Outcome.Not not -> new Told.Not(not.detail());
    };
  }

  /** Copies do not fit together. */
  private static final class Fork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fork(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
