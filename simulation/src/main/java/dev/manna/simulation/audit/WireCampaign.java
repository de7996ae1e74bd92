package dev.manna.simulation.audit;

import dev.manna.core.Acks;
import dev.manna.core.Campaign;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Event.Ending;
import dev.manna.core.Limits;
import dev.manna.core.Period;
import dev.manna.core.Terms;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Secret;
import org.jspecify.annotations.Nullable;

/** Reads what is written of campaigns of every kind. */
final class WireCampaign {
  /** As what is defined, of a draft. */
  static final int DRAFTED = 102;

  private WireCampaign() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 2, DRAFTED ->
          new Event.Defined(
              from.text(), from.count(), definition(from), secret(from), kind == DRAFTED);
      case 3 -> new Event.Steered(from.count(), move(from.oneByte()));
      case 4 -> adjusted(from);
      case 80 ->
          new Enlisted(
              from.count(),
              from.oneByte() == 0 ? Roll.BLOCK : Roll.ALLOW,
              from.oneByte() == 1,
              from.list(from.count(), () -> WireHead.claimant(from.text(), "")));
      case 8 -> new Event.Settled(from.count(), from.count(), ending(from.oneByte()));
      default -> throw WireBytes.unknown("event of a campaign", kind);
    };
  }

  private static @Nullable Secret secret(WireBytes from) {
    return from.oneByte() == 1 ? new Secret(bits(from), bits(from)) : null;
  }

  private static Bits bits(WireBytes from) {
    return new Bits(from.fixed64(), from.fixed64(), from.fixed64(), from.fixed64());
  }

  private static Event adjusted(WireBytes from) {
    int campaign = from.count();
    Claimant claimant = from.oneByte() == 1 ? WireHead.claimant("", from.text()) : null;
    int fingerprint = from.fixed32();
    return new Event.Adjusted(campaign, claimant, fingerprint, change(from));
  }

  private static Change change(WireBytes from) {
    int kind = from.oneByte();
    return switch (kind) {
      case 0 -> new Change.Stock(from.text(), from.signed());
      case 1 -> new Change.Budget(from.signed(), from.signed());
      case 2 -> new Change.Target(from.text(), from.number(), from.number());
      case 3 -> new Change.InRound(from.count(), change(from));
      default -> throw WireBytes.unknown("change", kind);
    };
  }

  private static Move move(int move) {
    return switch (move) {
      case 0 -> Move.PAUSE;
      case 1 -> Move.RESUME;
      case 2 -> Move.CLOSE;
      case 3 -> Move.PUBLISH;
      case 4 -> Move.ALARM;
      default -> throw WireBytes.unknown("move", move);
    };
  }

  private static Ending ending(int ending) {
    return switch (ending) {
      case 0 -> Ending.OPENED;
      case 1 -> Ending.CONFIRMED;
      case 2 -> Ending.CANCELLED;
      case 3 -> Ending.EXPIRED;
      default -> throw WireBytes.unknown("ending", ending);
    };
  }

  private static Campaign definition(WireBytes from) {
    int kind = from.oneByte();
    Terms terms = terms(from);
    return switch (kind) {
      case 1 -> WireLottery.definition(terms, from);
      case 2 -> WireRain.definition(terms, from);
      case 3 -> WireSale.definition(terms, from);
      default -> throw WireBytes.unknown("campaign", kind);
    };
  }

  private static Limits limits(int perUser, int perDay, long cooldownMillis, WireBytes from) {
    return new Limits(
        perUser,
        perDay,
        from.count(),
        from.count(),
        cooldownMillis,
        from.list(
            from.oneByte(),
            () ->
                new Limits.Dimension(
                    from.text(),
                    period(from.oneByte()),
                    from.count(),
                    from.count(),
                    from.oneByte() == 1)));
  }

  private static Period period(int period) {
    return switch (period) {
      case 0 -> Period.DAY;
      case 1 -> Period.WEEK;
      case 2 -> Period.MONTH;
      case 3 -> Period.TOTAL;
      default -> throw WireBytes.unknown("period", period);
    };
  }

  private static Terms terms(WireBytes from) {
    Terms plain =
        new Terms(
            from.text(),
            from.number(),
            from.number(),
            from.text(),
            limits(from.count(), from.count(), from.number(), from),
            false);
    int flags = from.oneByte();
    if (flags > 7) {
      throw WireBytes.unknown("flags of terms", flags);
    }
    return new Terms(
        plain.title(),
        plain.startMillis(),
        plain.endMillis(),
        plain.timeZone(),
        plain.limits(),
        flags % 2 == 1,
        flags / 2 % 2 == 1,
        flags / 4 == 1 ? Acks.LEDGER : Acks.LOG);
  }
}
