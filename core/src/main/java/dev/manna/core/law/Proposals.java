package dev.manna.core.law;

import dev.manna.core.Author;
import dev.manna.core.Check;
import dev.manna.core.Command;
import dev.manna.core.Enlist;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryCommand;
import dev.manna.core.LotteryEvent;
import dev.manna.core.wire.AuthorCodec;
import dev.manna.core.wire.Decoder;
import dev.manna.core.wire.Encoder;
import dev.manna.core.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes of a campaign that wait for a second person. */
final class Proposals {
  /** A definition takes up to 12 MiB, and a section of a snapshot holds all of them. */
  static final int MOST = 8;

  /** A change that waits, as it would have been without the waiting. */
  record Proposal(int number, Author author, Event change) {
    /** The command whose event it is; the hashes that stand in that are of no account. */
    Command command(CampaignState campaign) {
      return Proposals.command(campaign, change);
    }
  }

  private final Trail trail;
  private final List<Proposal> all = new ArrayList<>();

  Proposals(Trail trail) {
    this.trail = trail;
  }

  boolean full() {
    return all.size() >= MOST;
  }

  List<Integer> numbers() {
    return all.stream().map(Proposal::number).toList();
  }

  @Nullable Proposal find(int number) {
    for (Proposal each : all) {
      if (each.number() == number) {
        return each;
      }
    }
    return null;
  }

  /** The change of this number, which waits. */
  Proposal get(int number) {
    Proposal found = find(number);
    if (found == null) {
      throw Check.broken("only what waits is approved or withdrawn");
    }
    return found;
  }

  /**
   * The change that waits and is the same, or null. A change without a key is never the same: each
   * is another.
   */
  @Nullable Proposal like(CampaignState campaign, Event change) {
    if (change instanceof Event.Adjusted adjusted && adjusted.claimant() == null) {
      return null;
    }
    Command command = command(campaign, change);
    for (Proposal each : all) {
      if (each.command(campaign).equals(command)) {
        return each;
      }
    }
    return null;
  }

  private static Command command(CampaignState campaign, Event change) {
    String id = campaign.id;
    return switch (change) {
      case Event.Defined defined ->
          new Command.Define(id, defined.definition(), defined.version() - 1);
      case Event.Steered steered -> new Command.Steer(id, steered.move());
      case Event.Adjusted adjusted -> {
        String key = adjusted.claimant() == null ? null : adjusted.claimant().key();
        yield new Command.Adjust(id, key, adjusted.change());
      }
      case Enlisted enlisted ->
          new Enlist(
              id,
              enlisted.roll(),
              enlisted.add(),
              enlisted.users().stream().map(user -> user.user()).toList());
      case LotteryEvent.Allocated allocated ->
          new LotteryCommand.Allocate(
              id,
              allocated.claimant().key(),
              campaign.catalog().id(allocated.item()),
              allocated.users().stream().map(user -> user.user()).toList(),
              allocated.units(),
              allocated.untilMillis());
      default -> throw new IllegalArgumentException("nobody proposes " + change);
    };
  }

  void add(Proposal proposal) {
    all.add(proposal);
    trail.onUndo(all::removeLast);
  }

  /** It waits no longer. */
  void remove(Proposal proposal) {
    int index = all.indexOf(proposal);
    all.remove(index);
    trail.onUndo(() -> all.add(index, proposal));
  }

  void write(Encoder to) {
    to.number(all.size());
    for (Proposal each : all) {
      to.number(each.number());
      AuthorCodec.named(each.author(), to);
      EventCodec.write(each.change(), to);
    }
  }

  void read(Decoder from) {
    int count = from.count();
    for (int i = 0; i < count; i++) {
      int number = from.count();
      Author author = AuthorCodec.named(from);
      all.add(new Proposal(number, author, EventCodec.read(from, EventCodec.Claimants.NAMES_ONLY)));
    }
  }
}
