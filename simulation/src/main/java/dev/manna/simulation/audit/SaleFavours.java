package dev.manna.simulation.audit;

import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import dev.manna.core.Supply.Location;
import java.util.ArrayList;
import java.util.List;

/** The goods of a changed sale, with whatever is better set back to what it was. */
final class SaleFavours {
  private SaleFavours() {}

  static Sku setBack(Sku was, Sku is) {
    Supply supply = is.supply();
    if (is.isBundle() || was.isBundle()) {
      return is;
    }
    long perUser = Favours.loosened(was.perUser(), is.perUser());
    List<Location> places = places(was.supply().locations(), supply.locations());
    Supply back = new Supply(supply.oversell(), was.supply().lowStock(), places, supply.parts());
    return places.isEmpty()
        ? new Sku(is.id(), is.title(), Math.min(was.stock(), is.stock()), back, perUser)
        : Sku.of(is.id(), is.title(), back).limited(perUser);
  }

  /** The places that there were, in their order, and none where they do not come first. */
  private static List<Location> places(List<Location> was, List<Location> is) {
    if (was.isEmpty() || is.size() < was.size()) {
      return is;
    }
    List<Location> places = new ArrayList<>();
    for (int i = 0; i < was.size(); i++) {
      Location of = is.get(i);
      boolean more = of.id().equals(was.get(i).id()) && of.stock() > was.get(i).stock();
      places.add(new Location(of.id(), more ? was.get(i).stock() : of.stock(), of.oversell()));
    }
    return places;
  }
}
