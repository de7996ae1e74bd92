package dev.manna.server.past;

import dev.manna.core.Batch;
import dev.manna.core.Event;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.law.Machine;
import dev.manna.core.law.StateView;
import dev.manna.core.wire.EventCodec;
import dev.manna.server.Complaint;
import dev.manna.server.proof.LogPlace;
import dev.manna.stream.LogNames;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of an engine as it was at a moment: the newest snapshot that is not later, and what the
 * log says after it, read beside a server that may go on.
 */
public final class PastState {
  private final String data;
  private final PastSource log;
  private final Moment moment;

  /** The campaign of which the users of claims are wanted; their names stand in the log alone. */
  private final @Nullable String named;

  private final LogNames names = new LogNames();
  private final Map<Long, String> users = new HashMap<>();
  private Machine machine = new Machine();
  private long from;

  private PastState(String data, PastSource log, Moment moment, @Nullable String named) {
    this.data = data;
    this.log = log;
    this.moment = moment;
    this.named = named;
  }

  /**
   * Replays a log up to a moment.
   *
   * @param named the campaign of which the users of claims are wanted: then the log is read from
   *     its beginning
   * @throws Complaint if there is no log, or it was not there at that moment
   */
  public static PastState of(LogPlace place, Moment moment, @Nullable String named) {
    try (PastSource log = PastSource.of(place)) {
      PastState state = new PastState(place.where(), log, moment, named);
      state.replay();
      return state;
    } catch (IOException e) {
      throw new Complaint(place.where() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void replay() throws IOException {
    if (log.end() == 0) {
      throw new Complaint(data + ": holds no journal; --data names the directory of a server");
    }
    if (moment instanceof Moment.Position(long position) && position > log.end()) {
      throw new Complaint("--at " + position + ": the log ends at position " + log.end());
    }
    if (moment instanceof Moment.Position(long position) && position == 0) {
      throw new Complaint("--at 0: the log's first position is 1");
    }
    if (named == null) {
      load();
    }
    if (machine.position() + 1 < log.first()) {
      throw new Complaint(
          data
              + ": the log begins at position "
              + log.first()
              + (named != null
                  ? ", and the users of earlier claims are not known; leave out --winners"
                  : ", and no snapshot of an earlier one reaches up to it"));
    }
    log.read(machine.position(), this::take);
    if (machine.position() == 0) {
      throw new Complaint(
          "the log of " + data + " begins later than " + Instant.ofEpochMilli(upToMillis()));
    }
  }

  /** The newest snapshot that is not later than the moment, if there is a good one. */
  private void load() throws IOException {
    long last = moment instanceof Moment.Position(long position) ? position : log.end();
    for (long position : log.snapshots(last)) {
      Machine loaded = log.state(position);
      if (loaded != null && loaded.lastMillis() <= upToMillis()) {
        machine = loaded;
        from = position;
        return;
      }
    }
  }

  private long upToMillis() {
    return moment instanceof Moment.Time(long millis) ? millis : Long.MAX_VALUE;
  }

  private boolean take(Batch batch) {
    if (batch.timeMillis() > upToMillis()) {
      return false;
    }
    long last = moment instanceof Moment.Position(long position) ? position : log.end();
    if (named != null) {
      name(batch);
    }
    machine.replay(batch, last);
    return batch.last() < last;
  }

  private void name(Batch batch) {
    EventCodec.read(
        batch,
        EventCodec.Claimants.NAMES_ONLY,
        (event, position) -> {
          if (event instanceof Event.Defined defined) {
            names.accept(defined);
          } else if (event instanceof Event.Claimed claimed
              && names.campaign(claimed.campaign()).equals(named)) {
            users.put(position, claimed.claimant().user());
          }
        });
  }

  /** The position of the last event that it knows. */
  public long position() {
    return machine.position();
  }

  /** The time of that event, or the moment that was asked for, where that is a time. */
  public long millis() {
    return moment instanceof Moment.Time(long millis) ? millis : machine.lastMillis();
  }

  /** The position of the last event of the log. */
  public long end() {
    return log.end();
  }

  /** The position of the snapshot from which it was made, 0 where it was the log's beginning. */
  public long from() {
    return from;
  }

  /** What the engine would have answered. */
  public Reply ask(Query query) {
    return machine.ask(query, millis());
  }

  /** What answers do not tell. */
  public StateView view() {
    return machine.view();
  }

  /** Who made the claim at a position, where that was wanted. */
  public String userAt(long position) {
    return users.getOrDefault(position, "");
  }

  /** What stands for the whole state. */
  String digest() {
    return machine.digest();
  }
}
