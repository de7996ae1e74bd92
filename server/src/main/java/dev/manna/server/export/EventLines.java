package dev.manna.server.export;

import dev.manna.core.Batch;
import dev.manna.core.Event;
import dev.manna.core.wire.EventCodec;
import dev.manna.stream.Audience;
import dev.manna.stream.EventFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.MinimalPrettyPrinter;

/**
 * Writes each event of a log as one JSON object on a line of its own. What it keeps does not grow
 * with the log: the names of campaigns and items, and how many claims and grants each has. What is
 * published has aliases for users and tickets for keys, and ends each line with a hash.
 */
public final class EventLines implements AutoCloseable {
  private final Writer out;
  private final JsonGenerator json;
  private final long from;
  private final EventFields fields;
  private long written;

  /**
   * Writes to {@code out}, which stays open.
   *
   * @param from the first position to write
   */
  public EventLines(Writer out, long from) {
    this(out, from, false);
  }

  /** Writes what everybody may see, from the first event on. */
  public static EventLines published(HashChain out) {
    return new EventLines(out, 1, true);
  }

  private EventLines(Writer out, long from, boolean published) {
    this.out = out;
    this.from = from;
    json =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build()
            .createGenerator(new Lines(), out);
    fields = new EventFields(json, published ? Audience.PUBLIC : Audience.OPERATORS);
  }

  /** Nothing between two values: each line is ended where it is written. */
  private static final class Lines extends ObjectWriteContext.Base {
    @Override
    public MinimalPrettyPrinter getPrettyPrinter() {
      return new MinimalPrettyPrinter("");
    }
  }

  /** Writes the events of a batch; all batches from the first on are needed, for the names. */
  public void write(Batch batch) {
    Instant time = Instant.ofEpochMilli(batch.timeMillis());
    EventCodec.read(
        batch,
        EventCodec.Claimants.NAMES_ONLY,
        (event, position) -> {
          fields.accept(event);
          if (position >= from) {
            line(event, position, time);
            written++;
          }
        });
  }

  private void line(Event event, long position, Instant time) {
    json.writeStartObject();
    fields.write(event, position, time);
    json.writeEndObject();
    json.flush();
    endLine();
  }

  private void endLine() {
    try {
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines were written. */
  public long written() {
    return written;
  }

  @Override
  public void close() {
    json.close();
  }
}
