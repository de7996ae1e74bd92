package dev.manna.ledger;

import dev.manna.core.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table that events write into; its columns stand here with those of its key first. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
enum Table {
  CAMPAIGNS(
      "campaigns",
      1,
      "number name' kind' currency' chances version status' claims grants allocations created_at"
          + " changed_at changed_position"),
  VERSIONS(
      "versions",
      2,
      "campaign version position decided_at title' starts_at ends_at time_zone' definition#"),
  CHANGES("changes", 1, "position campaign decided_at kind' actor' reason'"),
  ITEMS("items", 2, "campaign number name' unit' limited"),
  ROUNDS("rounds", 2, "campaign number starts_at= ends_at="),
  POOLS(
      "pools",
      3,
      "campaign item round defined+ outside+ pool+ reserved+ held+ given+ quarantined+ returned+"),
  CLAIMS(
      "claims",
      2,
      "campaign number kind' user_name' claim_key' position decided_at uses outcome' first_grant"
          + " grants expires_at extensions ending' ended_at ended_position",
      "expires_at",
      "extensions ending ended_at ended_position"),
  GRANTS(
      "grants",
      2,
      "campaign number claim part item round units cents state' returned position granted_at"
          + " state_position state_at",
      "cents",
      "round returned"),
  MOVEMENTS(
      "movements",
      4,
      "campaign item position part decided_at round grant_number kind' outside pool reserved held"
          + " given returned quarantined",
      "round outside reserved returned quarantined",
      "held",
      "given"),
  MINUTES("minutes", 2, "campaign minute_at claims+ uses+ misses+ grants+ units+ cents+"),
  USERS("users", 2, "campaign user_name' claims+ uses+ chances+ last_draw_at^ last_position^"),
  WALLETS(
      "wallets",
      2,
      "user_name' currency' opened_cents+ unopened_cents+ opened_packets+ unopened_packets+"),
  CREDITS("credits", 2, "campaign claim user_name' source' chances"),
  ALLOCATIONS(
      "allocations", 2, "campaign number item units users until_at position ended_position"),
  ALLOTMENTS("allotments", 3, "campaign user_name' allocation item units_left"),
  LIST_CHANGES("list_changes", 2, "position user_name' campaign list' added"),
  NOTICES("notices", 1, "position campaign item decided_at level' available");

  final String table;
  final int keys;
  final List<Column> columns;

  /** All columns, by number. */
  final List<Integer> all;

  /**
   * Groups of columns, by number, in which most rows have nothing, which is their default: 0 or no
   * text. Few groups, so that there are few statements.
   */
  private final List<List<Integer>> seldom;

  /**
   * @param columns in one line; a name ends with {@code '} for text and {@code #} for bytes, and
   *     else is a number. How a number that comes to a row that is there changes it: {@code +} it
   *     is added, {@code ^} the greater one stays, {@code =} it replaces the one before
   * @param seldom groups of columns in which most rows have nothing
   */
  Table(String table, int keys, String columns, String... seldom) {
    this.table = table;
    this.keys = keys;
    this.columns = Stream.of(columns.split(" ")).map(Column::of).toList();
    all = IntStream.range(0, this.columns.size()).boxed().toList();
    this.seldom = Stream.of(seldom).map(this::numbers).toList();
  }

  private List<Integer> numbers(String named) {
    List<Integer> numbers = Stream.of(named.split(" ")).map(names()::indexOf).toList();
    Check.that(!numbers.contains(-1), "a table has each of the columns " + named);
    return numbers;
  }

  /** The columns, by number, that rows have to say: all but groups in which none has anything. */
  List<Integer> said(List<Object[]> rows) {
    List<Integer> said = new ArrayList<>(all);
    for (List<Integer> group : seldom) {
      if (rows.stream().allMatch(row -> isNothing(row, group))) {
        said.removeAll(group);
      }
    }
    return said;
  }

  private static boolean isNothing(Object[] row, List<Integer> group) {
    for (int column : group) {
      if (!row[column].equals(0L) && !row[column].equals("")) {
        return false;
      }
    }
    return true;
  }

  /** What is in a column. */
  enum Type {
    NUMBER,
    TEXT,
    BYTES
  }

  /** What becomes of a number when another comes to its row. */
  enum Merge {
    NONE,
    SUM,
    MAX,
    SET
  }

  record Column(String name, Type type, Merge merge) {
    private static Column of(String described) {
      String name = described.substring(0, described.length() - 1);
      return switch (described.charAt(described.length() - 1)) {
        case '\'' -> new Column(name, Type.TEXT, Merge.NONE);
        case '#' -> new Column(name, Type.BYTES, Merge.NONE);
        case '+' -> new Column(name, Type.NUMBER, Merge.SUM);
        case '^' -> new Column(name, Type.NUMBER, Merge.MAX);
        case '=' -> new Column(name, Type.NUMBER, Merge.SET);
        default -> new Column(described, Type.NUMBER, Merge.NONE);
      };
    }
  }

  /** Whether rows of it are so large that they are written one by one. */
  boolean large() {
    return columns.stream().anyMatch(column -> column.type() == Type.BYTES);
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  List<String> keyNames() {
    return names().subList(0, keys);
  }

  /** By key, as every database sorts it. */
  Comparator<Object[]> byKey() {
    return (one, other) -> {
      for (int i = 0; i < keys; i++) {
        int order =
            one[i] instanceof Long number
                ? number.compareTo((Long) other[i])
                : ((String) one[i]).compareTo((String) other[i]);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  /** What may change in rows that are there. */
  enum Update {
    CAMPAIGN(
        CAMPAIGNS,
        "kind currency chances version status claims grants allocations changed_at"
            + " changed_position"),
    CLAIM(CLAIMS, "first_grant grants expires_at extensions ending ended_at ended_position"),
    GRANT(GRANTS, "state returned state_position state_at"),
    ALLOCATION(ALLOCATIONS, "ended_position"),
    ALLOTMENT(ALLOTMENTS, "units_left");

    final Table of;

    /** Which columns of the table, by number. */
    final List<Integer> columns;

    Update(Table of, String names) {
      this.of = of;
      columns = of.numbers(names);
    }
  }
}
