package dev.manna.server.books;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.manna.ledger.query.Column;
import dev.manna.ledger.query.Listing;
import dev.manna.server.books.RowWriter.Format;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows as files: whatever is in them comes out again, and no spreadsheet runs it. */
final class RowWriterTest {
  private static Object[] row(Listing listing, String text) {
    Object[] row = new Object[listing.columns().size()];
    for (int i = 0; i < row.length; i++) {
      row[i] =
          switch (listing.columns().get(i).type()) {
            case TEXT -> text;
            case GRANT -> "";
            case NUMBER -> -5L;
            case TIME -> i % 2 == 0 ? 0L : 1_800_000_000_000L;
          };
    }
    return row;
  }

  private static List<List<String>> csv(Listing listing, List<Object[]> rows) {
    RowWriter writer = Format.CSV.of(listing);
    List<List<String>> read = new ArrayList<>();
    for (CsvRecord each : CsvReader.builder().ofCsvRecord(writer.head() + writer.rows(rows))) {
      read.add(each.getFields());
    }
    return read;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "'quoted",
        "a\"b",
        "a,b",
        "a\nb",
        "\u738b",
        ""
      })
  void shouldGiveEachTextBackAndNoFormula(String text) {
    List<List<String>> lines = csv(Listing.CLAIMS, List.<Object[]>of(row(Listing.CLAIMS, text)));
    assertThat(lines).hasSize(2);
    List<Column> columns = Listing.CLAIMS.columns();
    for (int i = 0; i < columns.size(); i++) {
      String cell = lines.get(1).get(i);
      if (columns.get(i).type() == Column.Type.TEXT) {
        assertThat(cell).doesNotMatch("(?s)[=+\\-@\t\r\n].*");
        assertThat(cell.startsWith("'") ? cell.substring(1) : cell).isEqualTo(text);
      } else if (columns.get(i).type() == Column.Type.NUMBER) {
        assertThat(cell).isEqualTo("-5");
      }
    }
  }

  @Test
  void shouldEndLinesAsTheStandardSays() {
    RowWriter writer = Format.CSV.of(Listing.MOVEMENTS);
    String text = writer.head() + writer.rows(List.<Object[]>of(row(Listing.MOVEMENTS, "x")));
    assertThat(text.split("\r\n", -1)).hasSize(3);
    assertThat(text).startsWith("campaign,item,position,").endsWith("\r\n");
  }

  @ParameterizedTest
  @EnumSource(Listing.class)
  void shouldWriteAnObjectALine(Listing listing) {
    RowWriter writer = Format.JSONL.of(listing);
    String text =
        writer.head()
            + writer.rows(List.of(row(listing, "=1\n\u738b\""), row(listing, "")))
            + writer.rows(List.of())
            + writer.rows(List.<Object[]>of(row(listing, "z")));
    assertThat(text).endsWith("}\n");
    List<JsonNode> lines =
        text.lines().map(line -> JsonMapper.builder().build().readTree(line)).toList();
    assertThat(lines).hasSize(3);
    for (Column column : listing.columns()) {
      JsonNode cell = lines.getFirst().path(column.name());
      switch (column.type()) {
        case TEXT -> assertThat(cell.asString()).isEqualTo("=1\n\u738b\"");
        case NUMBER -> assertThat(cell.asLong()).isEqualTo(-5);
        case GRANT -> assertThat(cell.isNull()).isTrue();
        case TIME ->
            assertThat(cell.isNull() || cell.asString().equals("2027-01-15T08:00:00.000Z"))
                .isTrue();
      }
    }
  }
}
