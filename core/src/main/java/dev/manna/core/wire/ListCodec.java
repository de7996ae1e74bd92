package dev.manna.core.wire;

import dev.manna.core.Claimant;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Enlisted;
import java.util.ArrayList;
import java.util.List;

/** Changes of a campaign's lists as bytes. */
final class ListCodec {
  static final int ENLISTED = 80;

  /** By code. */
  private static final List<Roll> ROLLS = List.of(Roll.BLOCK, Roll.ALLOW);

  private ListCodec() {}

  static void write(Enlisted enlisted, Encoder to) {
    to.put(ENLISTED);
    to.number(enlisted.campaign());
    to.put(ROLLS.indexOf(enlisted.roll()));
    to.put(enlisted.add() ? 1 : 0);
    names(enlisted.users(), to);
  }

  static Enlisted read(Decoder from, EventCodec.Claimants claimants) {
    return new Enlisted(
        from.count(), EventCodec.one(ROLLS, from), EventCodec.yes(from), names(from, claimants));
  }

  /** Users without keys. */
  static void names(List<Claimant> users, Encoder to) {
    to.number(users.size());
    for (Claimant user : users) {
      to.ascii(user.user());
    }
  }

  static List<Claimant> names(Decoder from, EventCodec.Claimants claimants) {
    int count = from.count();
    List<Claimant> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(claimants.of(from.ascii(), ""));
    }
    return users;
  }
}
