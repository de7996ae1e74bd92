package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Leeway;
import dev.manna.core.Refusal;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import org.jspecify.annotations.Nullable;

/** Says what must come of a request about what a sale's user holds or has. */
final class HoldForesight {
  private HoldForesight() {}

  private static Leeway leeway(Book book) {
    return ((Sale) book.definition()).leeway();
  }

  static @Nullable Forecast unfit(Book book, GrantId grant) {
    if (!(book.definition() instanceof Sale)) {
      return refused(Refusal.MALFORMED);
    }
    return grant.number() > book.grants().size() ? refused(Refusal.UNKNOWN_GRANT) : null;
  }

  static Forecast settle(Book book, int row, Settlement settlement, long now) {
    Entry entry = book.grants().get(row);
    Forecast asItIs = new Forecast.Answered(Desk.granted(book, row));
    boolean cancels = settlement == Settlement.CANCEL;
    return switch (entry.state()) {
      case HELD -> new Forecast.Happens();
      case GIVEN -> cancels ? refused(Refusal.ALREADY_GIVEN) : asItIs;
      case RETURNED ->
          cancels
              ? asItIs
              : entry.lapsed() ? late(book, entry, now) : refused(Refusal.ALREADY_RETURNED);
    };
  }

  private static Forecast late(Book book, Entry entry, long now) {
    Forecast outside = Admission.outsideWindow(book, now);
    if (outside != null) {
      return outside;
    }
    return SaleForesight.again(book, entry.user, entry.parts);
  }

  static Forecast extend(Book book, SaleCommand.Extend extend, long now) {
    Forecast unfit = unfit(book, extend.grant());
    if (unfit != null) {
      return unfit;
    }
    int row = extend.grant().number() - 1;
    Entry entry = book.grants().get(row);
    if (entry.state() != Grant.State.HELD) {
      return refused(
          entry.state() == Grant.State.GIVEN ? Refusal.ALREADY_GIVEN : Refusal.ALREADY_RETURNED);
    }
    if (now + extend.holdMillis() <= entry.millis()) {
      return new Forecast.Answered(Desk.granted(book, row));
    }
    int most = leeway(book).extensions();
    return most != Leeway.ANY && entry.extensions() >= most
        ? refused(Refusal.LIMIT_REACHED)
        : new Forecast.Happens();
  }

  static Forecast giveBack(Book book, SaleCommand.Return back, long now) {
    int row = back.grant().number() - 1;
    Entry entry = book.grants().get(row);
    if (entry.state() == Grant.State.HELD) {
      return refused(Refusal.NOT_RETURNABLE);
    }
    if (entry.state() == Grant.State.RETURNED) {
      return refused(Refusal.ALREADY_RETURNED);
    }
    int part = row - entry.firstGrant;
    if (back.units() > entry.parts.get(part).units() - entry.cameBack(part)) {
      return refused(Refusal.ALREADY_RETURNED);
    }
    return now - entry.millis() >= leeway(book).returnMillis()
        ? refused(Refusal.NOT_RETURNABLE)
        : new Forecast.Happens();
  }
}
