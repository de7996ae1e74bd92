package dev.manna.core.law;

import dev.manna.core.Author;
import dev.manna.core.ChangeReply;
import dev.manna.core.Changed;
import dev.manna.core.Changed.Deed;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.wire.AuthorCodec;
import dev.manna.core.wire.Decoder;
import dev.manna.core.wire.Encoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What operators have changed of a campaign: its latest {@link Changed#KEPT} changes, about 300
 * bytes each. All of them stand in the log.
 */
final class History {
  /** By code. */
  private static final List<Deed> DEEDS =
      List.of(
          Deed.DEFINED,
          Deed.PAUSED,
          Deed.RESUMED,
          Deed.CLOSED,
          Deed.ADJUSTED,
          Deed.ENLISTED,
          Deed.ALLOCATED,
          Deed.REVEALED,
          Deed.PUBLISHED,
          Deed.PROPOSED,
          Deed.APPROVED,
          Deed.WITHDRAWN,
          Deed.ALARMED);

  /** What waits for a second person. */
  final Proposals waiting;

  private final Trail trail;
  private final List<Changed> kept = new ArrayList<>();

  /** How many changes there were before those that are kept. */
  private int dropped;

  History(Trail trail) {
    this.trail = trail;
    waiting = new Proposals(trail);
  }

  /** Takes a change as the next. */
  void add(
      long timeMillis,
      long position,
      @Nullable Author author,
      Deed deed,
      String detail,
      int version,
      int of) {
    int number = nextNumber();
    kept.add(new Changed(number, timeMillis, position, author, deed, detail, version, of));
    trail.onUndo(kept::removeLast);
    if (kept.size() > Changed.KEPT) {
      Changed first = kept.removeFirst();
      dropped++;
      trail.onUndo(() -> restore(first));
    }
  }

  int nextNumber() {
    return dropped + kept.size() + 1;
  }

  /** How the proposed change ended, as far back as changes are kept; null for no such thing. */
  @Nullable Deed ended(int number) {
    for (Changed each : kept.reversed()) {
      if (each.of() == number) {
        return each.deed();
      }
    }
    return null;
  }

  private void restore(Changed first) {
    kept.addFirst(first);
    dropped--;
  }

  static Reply answer(State state, Query.OfChanges of) {
    CampaignState campaign = state.campaign(of.campaign());
    if (campaign == null) {
      return Answers.unknownCampaign(of.campaign());
    }
    History history = campaign.history;
    int from = Math.clamp((long) of.after() - history.dropped, 0, history.kept.size());
    int to = (int) Math.min(history.kept.size(), (long) from + of.limit());
    List<Changed> page = List.copyOf(history.kept.subList(from, to));
    int next = to < history.kept.size() ? history.dropped + to : 0;
    return new ChangeReply.Changes(
        campaign.id, page, next, history.waiting.numbers(), state.position());
  }

  void write(Encoder to) {
    to.number(dropped);
    to.number(kept.size());
    for (Changed each : kept) {
      to.number(each.timeMillis());
      to.number(each.position());
      AuthorCodec.write(each.author(), to);
      to.put(DEEDS.indexOf(each.deed()));
      to.ascii(each.detail());
      to.number(each.version());
      to.number(each.of());
    }
    waiting.write(to);
  }

  void read(Decoder from) {
    dropped = from.count();
    int count = from.count();
    for (int i = 0; i < count; i++) {
      kept.add(
          new Changed(
              dropped + i + 1,
              from.number(),
              from.number(),
              AuthorCodec.read(from),
              DEEDS.get(from.get()),
              from.ascii(),
              from.count(),
              from.count()));
    }
    waiting.read(from);
  }
}
