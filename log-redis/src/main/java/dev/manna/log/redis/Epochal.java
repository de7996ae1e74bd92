package dev.manna.log.redis;

import dev.manna.core.Log;
import dev.manna.core.Membership;
import dev.manna.core.Membership.Epochs;
import dev.manna.core.Membership.Offer;
import dev.manna.core.Membership.Windows;
import dev.manna.log.redis.RedisLog.Unfit;
import org.jspecify.annotations.Nullable;

/** Which side of the log a node appends on, epoch after epoch, and what it does between them. */
final class Epochal {
  /** A node says so often that it is alive, and looks so often who else is. */
  private static final long HEARTBEAT_MILLIS = 500;

  /** A recovery that waits for nodes looks so often for them. */
  private static final long AGAIN_MILLIS = 250;

  private final RedisLogOptions options;
  private final SettingAside aside;
  private final Membership members;
  private final RecoveryTimes times;
  private final Roll roll;
  private final String life;
  private volatile @Nullable RedisLog side;
  private volatile String waitsFor = "";
  private volatile Log.@Nullable Failure failure;
  private volatile boolean closed;

  /** The recovery that this node is at, and the one that it has offered its copy to; 0 for none. */
  private long recovering;

  private long raisedMillis;

  private long offeredTo;
  private long heardMillis;
  private long triedMillis;

  /** Since when a node that has not joined knows that the log waits for a recovery; 0 for never. */
  private long strangerMillis;

  Epochal(
      RedisLogOptions options,
      SettingAside aside,
      Membership members,
      RecoveryTimes times,
      String life) {
    this.options = options;
    this.aside = aside;
    this.members = members;
    this.times = times;
    roll = new Roll(members, times.deadMillis());
    this.life = life;
  }

  boolean joined() {
    return side != null;
  }

  String waitsFor() {
    return waitsFor;
  }

  long windowUnits() {
    return options.windowUnits();
  }

  /** The present one. */
  RedisLog side() {
    Log.Failure failed = failure;
    if (failed != null) {
      throw new Log.Failure(String.valueOf(failed.getMessage()), failed);
    }
    RedisLog now = side;
    if (now == null) {
      throw new IllegalStateException("it has not joined");
    }
    return now;
  }

  void doWork() {
    if (closed || failure != null) {
      return;
    }
    try {
      work(members.epochs());
    } catch (Log.Away | Unfit e) {
      waitsFor = String.valueOf(e.getMessage());
    } catch (Log.Failure e) {
      failure = e;
    }
  }

  private void work(Epochs epochs) {
    RedisLog now = side;
    if (epochs.open()) {
      if (now == null || now.epoch() != epochs.current()) {
        if (isTime()) {
          join(epochs);
        }
      } else {
        look(epochs, now);
      }
    } else if (epochs.current() == recovering) {
      if (isTime()) {
        recover(epochs.current(), roll.closed(epochs));
      }
    } else {
      offer(epochs, now);
      // Those who were in the epoch have copies, and come first.
      long patience = now == null ? 2 * times.takeoverMillis() : times.takeoverMillis();
      if (epochs.idleMillis() > patience) {
        raise(epochs);
      }
    }
  }

  /** What was tried in vain is tried again after a while. */
  private boolean isTime() {
    return times.millis().getAsLong() - triedMillis >= AGAIN_MILLIS;
  }

  /** In the epoch that is open: is all well? */
  private void look(Epochs epochs, RedisLog now) {
    String stopped = now.stopped();
    if (!stopped.isEmpty() || now.hasGivenUp()) {
      waitsFor = stopped;
      raise(epochs);
      return;
    }
    waitsFor = "";
    long millis = times.millis().getAsLong();
    if (millis - HEARTBEAT_MILLIS >= heardMillis) {
      heardMillis = millis;
      members.seen(options.node(), epochs.current());
      if (roll.anyDead(epochs.current())) {
        raise(epochs);
      }
    }
  }

  private void raise(Epochs epochs) {
    Copy copy = copyOf(roll.closed(epochs));
    long wanted = copy == null ? 0 : copy.end().position();
    if (members.raise(epochs.current(), wanted)) {
      recovering = epochs.current() + 1;
      raisedMillis = times.millis().getAsLong();
      recover(recovering, roll.closed(epochs));
    }
  }

  /** This node's copy, if it is of an epoch, which it gives up. */
  private @Nullable Copy copyOf(long epoch) {
    RedisLog now = side;
    if (now == null) {
      return null;
    }
    Copy copy = now.giveUp();
    return now.epoch() == epoch ? copy : null;
  }

  private void offer(Epochs epochs, @Nullable RedisLog now) {
    if (now == null || offeredTo == epochs.current()) {
      return;
    }
    Copy copy = copyOf(roll.closed(epochs));
    if (copy != null) {
      put(epochs.current(), copy, epochs.wanted());
    }
    waitsFor = options.shown() + ": another node recovers the log, under epoch " + epochs.current();
    offeredTo = epochs.current();
  }

  private void put(long epoch, Copy copy, long after) {
    LogMark start = copy.start();
    LogMark end = copy.end();
    Offer offer =
        new Offer(options.node(), start.position(), start.chain(), end.position(), end.chain());
    members.offer(epoch, offer, copy.after(after));
  }

  private void recover(long epoch, long closedEpoch) {
    if (!members.working(epoch)) {
      recovering = 0;
      return;
    }
    Copy own = copyOf(closedEpoch);
    if (own != null && offeredTo != epoch) {
      put(epoch, own, own.end().position());
      offeredTo = epoch;
    }
    triedMillis = times.millis().getAsLong();
    boolean patient = triedMillis - raisedMillis < times.silentMillis();
    Rescue rescue =
        new Rescue(options, members, aside, epoch, closedEpoch, own, times.booked(), patient);
    switch (rescue.attempt()) {
      case Rescue.Told.Opened opened -> recovering = 0;
      case Rescue.Told.Waits waits ->
          waitsFor = Verdicts.waits(waits, closedEpoch, options.shown());
      case Rescue.Told.Elsewhere elsewhere -> raise(members.epochs());
      case Rescue.Told.Unable unable -> {
        waitsFor = unable.detail();
        recovering = 0;
      }
      case Rescue.Told.Not not -> waitsFor = not.detail();
    }
  }

  private void join(Epochs epochs) {
    RedisLog before = side;
    triedMillis = times.millis().getAsLong();
    boolean first = epochs.current() == 1 && members.members(1).isEmpty();
    RedisLog next = openSide(epochs, first);
    boolean taken = false;
    try {
      if (next.epoch() == epochs.current() && next.stopped().isEmpty()) {
        if (before != null && !next.holds(before.mark())) {
          throw new Log.Failure(gone(before, next));
        }
        Windows windows = new Windows(options.window(), options.windowUnits());
        taken = members.join(options.node(), life, windows) == epochs.current();
      } else if (before == null ? roll.nobodyLives(epochs) : roll.nobodyHasJoined(epochs)) {
        recoverAsStranger(epochs);
      } else {
        waitsFor =
            "%s: epoch %d was opened, and the Redis that is reached holds epoch %d"
                .formatted(options.shown(), epochs.current(), next.epoch());
      }
    } finally {
      if (!taken) {
        next.close();
      }
    }
    if (taken) {
      side = next;
      triedMillis = 0;
      strangerMillis = 0;
      waitsFor = "";
      if (before != null) {
        before.close();
      }
    }
  }

  private RedisLog openSide(Epochs epochs, boolean first) {
    try {
      return Opening.withCopy(options, first);
    } catch (Unfit e) {
      if (roll.nobodyHasJoined(epochs)) {
        recoverAsStranger(epochs);
      }
      throw e;
    }
  }

  /** Those who are in the epoch have copies, and come first; there may be none, though. */
  private void recoverAsStranger(Epochs epochs) {
    long millis = times.millis().getAsLong();
    strangerMillis = strangerMillis == 0 ? millis : strangerMillis;
    if (millis - strangerMillis > times.takeoverMillis()) {
      strangerMillis = 0;
      raise(epochs);
    }
  }

  private String gone(RedisLog before, RedisLog next) {
    if (next.begin().position() > before.mark().position()) {
      return ("%s: the log up to position %d was removed while this node was silent, and it knows"
              + " it up to %d; it must be started again, and begins with a snapshot then")
          .formatted(options.shown(), next.begin().position(), before.mark().position());
    }
    return "%s: epoch %d holds another log after some position than this node has seen up to %d; it"
            .formatted(options.shown(), next.epoch(), before.mark().position())
        + " was silent when the log was recovered, and must be started again";
  }

  void close() {
    RedisLog now = side;
    if (closed || now == null) {
      closed = true;
      return;
    }
    closed = true;
    Copy copy = now.giveUp();
    try {
      members.leave(options.node(), now.epoch(), copy.end().position());
    } catch (Log.Away e) {
      // Then it is taken for dead, which costs the others a look at Redis.
    }
    now.close();
  }
}
