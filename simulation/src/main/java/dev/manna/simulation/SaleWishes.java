package dev.manna.simulation;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Settlement;
import dev.manna.core.GrantId;
import dev.manna.core.Query;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import dev.manna.core.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a crowd asks of a sale. */
final class SaleWishes {
  private static final long LONGEST_HOLD_MILLIS = 60_000;
  private static final int LARGE = 50;

  private SaleWishes() {}

  /** An order of a sale, which may be one that its user does not know yet. */
  static Command.Claim claim(
      Chance chance, @Nullable Sale sale, String campaign, String user, String key) {
    List<Command.Line> lines = chance.oneIn(4) ? List.of() : lines(chance, sale);
    long hold = chance.oneIn(2) ? 0 : chance.between(1, chance.oneIn(3) ? 40 : LONGEST_HOLD_MILLIS);
    boolean waits = sale != null && sale.leeway().waitlist().open();
    if (chance.oneIn(waits ? 2 : 100) && !lines.isEmpty()) {
      return new Wait(campaign, user, key, lines, hold, patience(chance, sale));
    }
    return new Command.Deduct(campaign, user, key, lines, hold, preferred(chance, sale));
  }

  /** How long an order waits, which may be longer than it may. */
  private static long patience(Chance chance, @Nullable Sale sale) {
    long longest = sale == null ? 0 : sale.leeway().waitlist().longestMillis();
    return chance.between(1, longest + chance.below(2) * longest / 8 + 1);
  }

  /** Leaves the line in which an order waits that was sent; it may be no such order. */
  private static Command leave(Chance chance, Command.Claim claim, String user) {
    return new SaleCommand.Leave(
        claim.campaign(), chance.oneIn(20) ? user : claim.user(), claim.key());
  }

  private static Command.@Nullable Claim waited(Chance chance, List<Command> sent) {
    List<Command.Claim> claims = new ArrayList<>();
    for (Command each : sent) {
      if (each instanceof Command.Claim claim && (claim instanceof Wait || chance.oneIn(60))) {
        claims.add(claim);
      }
    }
    return claims.isEmpty() ? null : chance.pick(claims);
  }

  private static List<String> preferred(Chance chance, @Nullable Sale sale) {
    boolean located =
        sale != null && sale.skus().stream().anyMatch(sku -> !sku.supply().locations().isEmpty());
    if (!chance.oneIn(located ? 3 : 100)) {
      return List.of();
    }
    String first = chance.pick(SaleDefinitions.LOCATIONS);
    return chance.oneIn(2)
        ? List.of(first)
        : List.of(first, chance.pick(SaleDefinitions.LOCATIONS));
  }

  private static List<Command.Line> lines(Chance chance, @Nullable Sale sale) {
    boolean large = sale != null && sale.skus().size() > LARGE;
    long count = chance.oneIn(3) ? chance.between(2, large ? 300 : 12) : 1;
    List<Command.Line> lines = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      String sku = sale == null ? "sku0" : chance.pick(sale.skus()).id();
      boolean unknown = chance.oneIn(large ? 2_000 : 60);
      lines.add(new Command.Line(unknown ? "nothing" : sku, chance.between(1, large ? 2 : 6)));
    }
    return lines;
  }

  /**
   * Something with a cart, of a campaign that may be no sale; or with a line in which one waits.
   */
  static Command cart(
      Chance chance, @Nullable Sale sale, String campaign, String user, List<Command> sent) {
    Command.Claim waited = chance.oneIn(4) ? waited(chance, sent) : null;
    if (waited != null) {
      return leave(chance, waited, user);
    }
    if (chance.oneIn(10)) {
      return new SaleCommand.EmptyCart(campaign, user);
    }
    String sku =
        sale == null || chance.oneIn(40) ? "sku" + chance.below(9) : chance.pick(sale.skus()).id();
    return new SaleCommand.SetCart(campaign, user, sku, chance.below(5));
  }

  /** Something with what was granted. */
  static Command onGrant(Chance chance, GrantId grant) {
    return switch (chance.below(5)) {
      case 0 -> new SaleCommand.Extend(grant, chance.between(1, LONGEST_HOLD_MILLIS));
      case 1 -> new SaleCommand.Return(grant, "r" + chance.below(4), chance.between(1, 4));
      default -> new Command.Settle(grant, settlement(chance));
    };
  }

  private static Settlement settlement(Chance chance) {
    return chance.oneIn(2) ? Settlement.CONFIRM : Settlement.CANCEL;
  }

  static String item(Chance chance, Sale sale) {
    Sale.Sku sku = chance.pick(sale.skus());
    return sku.items().isEmpty() || chance.oneIn(20) ? sku.id() : chance.pick(sku.items()).id();
  }

  /** A count of an item, as of what was read of an item of that name in some sale. */
  static Change counted(Chance chance, String item, Map<String, Long> versions) {
    long version = chance.oneIn(20) ? chance.between(1, 100) : versions.getOrDefault(item, 1L);
    return new Change.Target(item, chance.between(0, 70), version);
  }

  /** What has moved of an item of which something was read in some sale. */
  static Query movements(Chance chance, String campaign, Map<String, Long> known, int limit) {
    String item = known.isEmpty() ? "sku0" : chance.pick(List.copyOf(known.keySet()));
    int after = chance.oneIn(2) ? 0 : chance.below(40);
    return new Query.OfMovements(campaign, item, after, limit);
  }
}
