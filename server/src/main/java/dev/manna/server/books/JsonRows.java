package dev.manna.server.books;

import dev.manna.ledger.query.Column;
import dev.manna.ledger.query.Listing;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Rows as JSON objects, one a line. */
final class JsonRows implements RowWriter {
  private static final ObjectWriter LINES =
      JsonMapper.builder().build().writer().withRootValueSeparator("\n");

  private final List<Column> columns;

  JsonRows(Listing listing) {
    columns = listing.columns();
  }

  @Override
  public String head() {
    return "";
  }

  @Override
  public String rows(List<Object[]> rows) {
    StringWriter text = new StringWriter(rows.size() * 256);
    try (JsonGenerator json = LINES.createGenerator(text)) {
      for (Object[] row : rows) {
        json.writeStartObject();
        fields(json, row);
        json.writeEndObject();
      }
    }
    return rows.isEmpty() ? "" : text.append('\n').toString();
  }

  /** The fields of a row, without the braces around them. */
  void fields(JsonGenerator json, Object[] row) {
    for (int i = 0; i < row.length; i++) {
      json.writeName(columns.get(i).name());
      switch (columns.get(i).type()) {
        case NUMBER -> json.writeNumber((Long) row[i]);
        case TEXT -> json.writeString(row[i].toString());
        case TIME -> moment(json, (Long) row[i]);
        case GRANT -> {
          if (row[i].toString().isEmpty()) {
            json.writeNull();
          } else {
            json.writeString(row[i].toString());
          }
        }
      }
    }
  }

  static void moment(JsonGenerator json, long millis) {
    if (Moment.isNever(millis)) {
      json.writeNull();
    } else {
      json.writeString(Moment.text(millis));
    }
  }
}
