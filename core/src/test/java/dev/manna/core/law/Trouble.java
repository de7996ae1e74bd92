package dev.manna.core.law;

import dev.manna.core.Malformed;
import dev.manna.core.Refusal;
import dev.manna.core.Request;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A way to bring about a refusal of a request. Troubles are made to be combined: each changes one
 * thing, so that two of them hold at once where they can.
 */
interface Trouble {
  Refusal refusal();

  /** Whether both can hold of one request. */
  boolean canMeet(Trouble other);

  /**
   * Whether it is malformed only by what the campaign has become: what an edit may not change, or
   * an order that would take too many items. That is looked at last, before what is given.
   */
  default boolean late() {
    return false;
  }

  /** The code that a request in all of these is answered with. */
  static String first(Set<Trouble> troubles) {
    return troubles.stream().min(order()).orElseThrow().refusal().code();
  }

  private static Comparator<Trouble> order() {
    return Comparator.comparing(
            (Trouble each) -> each.late() ? Refusal.BELOW_GIVEN : each.refusal())
        .thenComparing(each -> !each.late());
  }

  /**
   * A trouble of a small scene.
   *
   * @param is what holds where this trouble does
   * @param bars what cannot hold then
   */
  record Row(String name, Refusal refusal, boolean late, Set<String> is, Set<String> bars)
      implements Trouble {
    /** A trouble of a campaign that is there. */
    static Row of(String name, Refusal refusal, String... is) {
      Set<String> all = new HashSet<>(List.of(is));
      all.add("campaign");
      return new Row(name, refusal, false, all, Set.of());
    }

    /** A request that no campaign could accept, whether there is one or not. */
    static Row senseless(String name) {
      return new Row(name, Refusal.MALFORMED, false, Set.of(), Set.of());
    }

    static Row noCampaign() {
      return new Row("no campaign", Refusal.UNKNOWN_CAMPAIGN, false, Set.of(), Set.of("campaign"));
    }

    Row bars(String... what) {
      return new Row(name, refusal, late, is, Set.of(what));
    }

    Row isLate() {
      return new Row(name, refusal, true, is, bars);
    }

    @Override
    public boolean canMeet(Trouble other) {
      Row row = (Row) other;
      return !equals(other)
          && bars.stream().noneMatch(row.is::contains)
          && row.bars.stream().noneMatch(is::contains);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A kind of request, and all the troubles that it can be in. */
  record Scene(String name, List<? extends Trouble> troubles, Answering answering) {
    /** A scene of rows, which knows them by their names. */
    static Scene of(String name, Function<Set<String>, String> answering, Row... rows) {
      return new Scene(
          name,
          List.of(rows),
          in -> answering.apply(in.stream().map(Object::toString).collect(Collectors.toSet())));
    }

    /** The refusal's code of a request in these troubles, or {@code granted}. */
    String answer(Set<? extends Trouble> in) {
      return answering.answer(in);
    }

    /** What a desk says to a request, or that there is no such request. */
    static String ask(Desk desk, Supplier<Request> making) {
      try {
        String code = Desk.code(desk.ask(making.get()));
        return code == null ? "granted" : code;
      } catch (Malformed e) {
        return "malformed";
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Brings some troubles about and asks. */
  interface Answering {
    String answer(Set<? extends Trouble> troubles);
  }
}
