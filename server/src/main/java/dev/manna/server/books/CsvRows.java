package dev.manna.server.books;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.manna.ledger.query.Column;
import dev.manna.ledger.query.Listing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as RFC 4180 writes them. A text that a spreadsheet would take for a formula, or that begins
 * with an apostrophe, gets an apostrophe before it: take one away, and it is as it was.
 */
final class CsvRows implements RowWriter {
  private static final String TAKEN_FOR_A_FORMULA = "=+-@\t\r\n'";

  private final List<Column> columns;

  CsvRows(Listing listing) {
    columns = listing.columns();
  }

  @Override
  public String head() {
    return lines(List.of(columns.stream().map(Column::name).toList()));
  }

  @Override
  public String rows(List<Object[]> rows) {
    List<List<String>> lines = new ArrayList<>(rows.size());
    for (Object[] row : rows) {
      List<String> line = new ArrayList<>(row.length);
      for (int i = 0; i < row.length; i++) {
        line.add(cell(columns.get(i), row[i]));
      }
      lines.add(line);
    }
    return lines(lines);
  }

  private static String cell(Column column, Object value) {
    return switch (column.type()) {
      case NUMBER -> value.toString();
      case TIME -> Moment.text((Long) value);
      case TEXT, GRANT -> harmless(value.toString());
    };
  }

  private static String harmless(String text) {
    boolean guarded = !text.isEmpty() && TAKEN_FOR_A_FORMULA.indexOf(text.charAt(0)) >= 0;
    return guarded ? "'" + text : text;
  }

  private static String lines(List<List<String>> lines) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      lines.forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
