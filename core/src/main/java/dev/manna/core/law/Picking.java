package dev.manna.core.law;

import dev.manna.core.Command.Line;
import dev.manna.core.Event.Taken;
import dev.manna.core.Reply.Shortfall;
import dev.manna.core.Supply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes along the shelves with an order. What somebody waits for is not free to others. A SKU is
 * taken from the first location that has all that the order wants of it, in order of preference;
 * where none has, from one after the other.
 */
final class Picking {
  private final CampaignState state;
  private final List<String> preferred;

  /** Whether the order is one that has waited, and is the first in its lines. */
  private final boolean first;

  private final List<Taken> taken = new ArrayList<>(1);
  private List<Shortfall> shortfalls = List.of();
  private boolean someFree;
  private boolean someHeld;

  Picking(CampaignState state, List<String> preferred, boolean first) {
    this.state = state;
    this.preferred = preferred;
    this.first = first;
  }

  /**
   * The units of each SKU that an order wants, in the order in which its lines first name them;
   * bundles are taken apart, and what is named twice adds up.
   */
  static Map<String, Long> wanted(Assortment goods, List<Line> lines) {
    Map<String, Long> wanted = new LinkedHashMap<>();
    for (Line line : lines) {
      List<Supply.Part> parts = goods.parts(line.sku());
      if (parts.isEmpty()) {
        wanted.merge(line.sku(), line.quantity(), Long::sum);
      }
      for (Supply.Part part : parts) {
        wanted.merge(part.sku(), line.quantity() * part.quantity(), Long::sum);
      }
    }
    return wanted;
  }

  /** Takes units of a SKU that is one item. */
  void pick(String sku, int item, long units) {
    long free = free(item);
    seen(free, state.items.mayReturn(item) + state.sale().available(item));
    if (free < units) {
      fallShort(sku, units, free);
    } else {
      taken.add(new Taken(item, units));
    }
  }

  void pick(Assortment.Shelf shelf, long units) {
    if (shelf.items.length == 1) {
      pick(shelf.sku, shelf.items[0], units);
      return;
    }
    long free = 0;
    long held = 0;
    for (int item : shelf.items) {
      free += free(item);
      held += state.items.mayReturn(item) + state.sale().available(item);
    }
    seen(free, held);
    if (free < units) {
      fallShort(shelf.sku, units, free);
    } else {
      take(shelf.preferring(preferred), units);
    }
  }

  private long free(int item) {
    return !first && state.sale().waits.waitedFor(item) ? 0 : state.sale().available(item);
  }

  /**
   * @param held what is held, or free: where nothing is free to this order, it is kept for those
   *     who wait
   */
  private void seen(long free, long held) {
    someFree |= free > 0;
    someHeld |= held > 0;
  }

  private void take(int[] items, long units) {
    for (int item : items) {
      if (state.sale().available(item) >= units) {
        taken.add(new Taken(item, units));
        return;
      }
    }
    long left = units;
    for (int item : items) {
      long here = Math.min(left, state.sale().available(item));
      if (here > 0) {
        taken.add(new Taken(item, here));
        left -= here;
      }
    }
  }

  private void fallShort(String sku, long asked, long free) {
    if (shortfalls.isEmpty()) {
      shortfalls = new ArrayList<>();
    }
    shortfalls.add(new Shortfall(sku, asked, free));
  }

  /** What is taken of which items, where nothing falls short. */
  List<Taken> taken() {
    return taken;
  }

  List<Shortfall> shortfalls() {
    return shortfalls;
  }

  /** Whether anything is free of what was asked for. */
  boolean someFree() {
    return someFree;
  }

  /** Whether anything is held of what was asked for. */
  boolean someHeld() {
    return someHeld;
  }
}
