package dev.manna.core.wire;

import dev.manna.core.Leeway;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import dev.manna.core.Terms;
import dev.manna.core.Waitlist;
import java.util.ArrayList;
import java.util.List;

/** What a sale's definition says beyond the terms, as bytes. */
final class SaleCodec {
  private static final int MOVEMENTS = 1;
  private static final int LEEWAY = 2;
  private static final int WAITLIST = 4;

  /** What a SKU says beyond its stock, by bit. */
  private static final int OVERSELL = 1;

  private static final int LOW_STOCK = 2;
  private static final int LOCATIONS = 4;
  private static final int PARTS = 8;
  private static final int PER_USER = 16;

  private SaleCodec() {}

  /** At most so many bytes hold the SKU. */
  static long sizeAtMost(Sku sku) {
    Supply supply = sku.supply();
    long size = 26 + sku.id().length() + 3L * sku.title().length();
    size += supply.plain() ? 0 : 20;
    for (Supply.Location location : supply.locations()) {
      size += 20 + location.id().length();
    }
    for (Supply.Part part : supply.parts()) {
      size += 12 + part.sku().length();
    }
    return size;
  }

  static void write(Sale sale, Encoder to) {
    Waitlist waitlist = sale.leeway().waitlist();
    boolean plain = sale.leeway().withWaitlist(Waitlist.NONE).equals(Leeway.PLAIN);
    to.put(
        (sale.movements() ? MOVEMENTS : 0)
            | (plain ? 0 : LEEWAY)
            | (waitlist.open() ? WAITLIST : 0));
    if (!plain) {
      LeewayCodec.write(sale.leeway(), to);
    }
    if (waitlist.open()) {
      to.number(waitlist.entries());
      to.number(waitlist.longestMillis());
    }
    to.number(sale.skus().size());
    for (Sku sku : sale.skus()) {
      write(sku, to);
    }
  }

  private static void write(Sku sku, Encoder to) {
    Supply supply = sku.supply();
    to.ascii(sku.id());
    to.text(sku.title());
    to.number(sku.stock());
    int flags =
        (supply.oversell() > 0 ? OVERSELL : 0)
            | (supply.lowStock() != Supply.NO_NOTICE ? LOW_STOCK : 0)
            | (supply.locations().isEmpty() ? 0 : LOCATIONS)
            | (supply.parts().isEmpty() ? 0 : PARTS)
            | (sku.perUser() == 0 ? 0 : PER_USER);
    to.put(flags);
    if (supply.oversell() > 0) {
      to.number(supply.oversell());
    }
    if (supply.lowStock() != Supply.NO_NOTICE) {
      to.number(supply.lowStock());
    }
    if (!supply.locations().isEmpty()) {
      to.number(supply.locations().size());
      for (Supply.Location location : supply.locations()) {
        to.ascii(location.id());
        to.number(location.stock());
        to.number(location.oversell());
      }
    }
    if (!supply.parts().isEmpty()) {
      to.number(supply.parts().size());
      for (Supply.Part part : supply.parts()) {
        to.ascii(part.sku());
        to.number(part.quantity());
      }
    }
    if (sku.perUser() > 0) {
      to.number(sku.perUser());
    }
  }

  static Sale read(Terms terms, Decoder from) {
    int flags = flags(from, MOVEMENTS | LEEWAY | WAITLIST);
    Leeway leeway = (flags & LEEWAY) == 0 ? Leeway.PLAIN : LeewayCodec.read(from);
    if ((flags & WAITLIST) != 0) {
      leeway = leeway.withWaitlist(new Waitlist(from.count(), from.number()));
    }
    int count = from.count();
    List<Sku> skus = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      skus.add(sku(from));
    }
    return new Sale(terms, skus, (flags & MOVEMENTS) != 0, leeway);
  }

  private static Sku sku(Decoder from) {
    String id = from.ascii();
    String title = from.text();
    long stock = from.number();
    int flags = flags(from, OVERSELL | LOW_STOCK | LOCATIONS | PARTS | PER_USER);
    if (flags == 0) {
      return new Sku(id, title, stock);
    }
    long oversell = (flags & OVERSELL) == 0 ? 0 : from.number();
    long lowStock = (flags & LOW_STOCK) == 0 ? Supply.NO_NOTICE : from.number();
    List<Supply.Location> locations = new ArrayList<>();
    for (int i = (flags & LOCATIONS) == 0 ? 0 : from.count(); i > 0; i--) {
      locations.add(new Supply.Location(from.ascii(), from.number(), from.number()));
    }
    List<Supply.Part> parts = new ArrayList<>();
    for (int i = (flags & PARTS) == 0 ? 0 : from.count(); i > 0; i--) {
      parts.add(new Supply.Part(from.ascii(), from.number()));
    }
    long perUser = (flags & PER_USER) == 0 ? 0 : from.number();
    return new Sku(id, title, stock, new Supply(oversell, lowStock, locations, parts), perUser);
  }

  private static int flags(Decoder from, int known) {
    int flags = from.get();
    if ((flags & ~known) != 0) {
      throw new Decoder.Garbled(flags + " are flags that nobody knows");
    }
    return flags;
  }
}
