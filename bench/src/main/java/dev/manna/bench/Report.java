package dev.manna.bench;

import dev.manna.server.terminal.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows as people read them: a table of figures, then what each of them means. */
record Report(List<Row> rows, List<String> failed) {
  @Override
  public String toString() {
    Table table = new Table("", "ours", "theirs", "ratio", "gate", "verdict", "durable");
    StringBuilder notes = new StringBuilder();
    for (Row row : rows) {
      String name = row.group() + ": " + row.name();
      table.row(
          name,
          figure(row.ours(), row.unit()),
          figure(row.theirs(), row.unit()),
          figure(row.ratio(), ""),
          row.gate() == null ? "" : row.gate().toString(),
          row.verdict(),
          row.durability());
      if (!row.note().isEmpty()) {
        notes.append("\n- ").append(name).append(": ").append(row.note());
      }
    }
    StringBuilder text = new StringBuilder("\n").append(table).append('\n').append(notes);
    text.append("\n\nA gate in brackets is for information. Higher is better where it says >=.");
    failed.forEach(each -> text.append("\nFAILED ").append(each));
    return text.toString();
  }

  private static String figure(@Nullable Double value, String unit) {
    return value == null ? "" : Figure.plain(value) + (unit.isEmpty() ? "" : " " + unit);
  }
}
