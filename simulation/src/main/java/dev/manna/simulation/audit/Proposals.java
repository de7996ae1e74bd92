package dev.manna.simulation.audit;

import dev.manna.core.Author;
import dev.manna.core.ChangeReply.Standing;
import dev.manna.core.Changed;
import dev.manna.core.Claimant;
import dev.manna.core.Command;
import dev.manna.core.Enlist;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryCommand;
import dev.manna.core.LotteryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What waits for a second person in one campaign. */
final class Proposals {
  /** So many may wait. */
  static final int MOST = 8;

  private final TreeMap<Integer, Proposal> waiting = new TreeMap<>();

  /** What somebody asks for. */
  record Proposal(int number, Author author, Command command) {}

  void add(Proposal proposal) {
    waiting.put(proposal.number(), proposal);
  }

  void remove(int number) {
    waiting.remove(number);
  }

  @Nullable Proposal find(int number) {
    return waiting.get(number);
  }

  List<Integer> numbers() {
    return new ArrayList<>(waiting.keySet());
  }

  /** The one that asks for the same; whoever adjusts without a key always asks for more. */
  @Nullable Proposal like(Command command) {
    boolean unique = command instanceof Command.Adjust adjust && adjust.key() == null;
    return unique
        ? null
        : waiting.values().stream()
            .filter(each -> each.command().equals(command))
            .findFirst()
            .orElse(null);
  }

  /** How a change ended that was proposed, as long as its end is among the latest changes. */
  static @Nullable Standing ended(Book book, int number) {
    List<Changed> all = book.changes;
    for (Changed each : all.subList(Math.max(0, all.size() - Changed.KEPT), all.size())) {
      if (each.of() == number) {
        return each.deed() == Changed.Deed.APPROVED ? Standing.APPROVED : Standing.WITHDRAWN;
      }
    }
    return null;
  }

  /** What must be asked for to have this event; null where it is nothing that can wait. */
  static @Nullable Command command(Book book, Event event) {
    return switch (event) {
      case Event.Defined defined ->
          defined.campaign().equals(book.id)
              ? new Command.Define(book.id, defined.definition(), defined.version() - 1L)
              : null;
      case Event.Steered(int campaign, Command.Move move) ->
          campaign == book.number ? new Command.Steer(book.id, move) : null;
      case Event.Adjusted adjusted -> {
        Claimant of = adjusted.claimant();
        yield adjusted.campaign() == book.number
            ? new Command.Adjust(book.id, of == null ? null : of.key(), adjusted.change())
            : null;
      }
      case Enlisted enlisted ->
          enlisted.campaign() == book.number
              ? new Enlist(book.id, enlisted.roll(), enlisted.add(), names(enlisted.users()))
              : null;
      case LotteryEvent.Allocated allocated ->
          allocated.campaign() == book.number && book.names(allocated.item())
              ? new LotteryCommand.Allocate(
                  book.id,
                  allocated.claimant().key(),
                  book.pile(allocated.item()).item,
                  names(allocated.users()),
                  allocated.units(),
                  allocated.untilMillis())
              : null;
      case Event other -> null;
    };
  }

  private static List<String> names(List<Claimant> users) {
    return users.stream().map(Claimant::user).toList();
  }
}
