package dev.manna.stream;

import dev.manna.core.Outline;
import dev.manna.core.feed.Happened;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.MinimalPrettyPrinter;

/** Writes events of one log as CloudEvents 1.0, each a JSON object that is complete by itself. */
final class Envelope {
  /** The version of the fields; it rises when one is taken away or means something else. */
  private static final String VERSION = ".v1";

  private static final String TYPES = "dev.manna.";

  /** Logs and events in them are named by URIs of this scheme. */
  private static final String SCHEME = "manna:";

  /** As many as the largest position has digits. */
  private static final String ZEROS = "0".repeat(19);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonGenerator json = new JsonFactory().createGenerator(new Values(), out);
  private final EventFields fields = new EventFields(json, Audience.STREAMS);
  private final int mostBytes;

  /**
   * @param mostBytes a larger message says where its data is instead of what it is
   */
  Envelope(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Nothing stands between two values. */
  private static final class Values extends ObjectWriteContext.Base {
    @Override
    public MinimalPrettyPrinter getPrettyPrinter() {
      return new MinimalPrettyPrinter("");
    }
  }

  /** Begins behind a position of the log instead of at its beginning. */
  void begin(Outline outline) {
    fields.begin(outline);
  }

  /** Takes in an event of which no message is wanted. */
  void pass(Happened happened) {
    fields.accept(happened.event());
  }

  /**
   * Takes in the next event of the log, and says it.
   *
   * @param wanted told the campaign and the type; of what it does not want, null is returned
   */
  @Nullable Message message(String log, Happened happened, BiPredicate<String, String> wanted) {
    fields.accept(happened.event());
    String campaign = fields.campaign(happened.event());
    if (!wanted.test(campaign, type(happened))) {
      return null;
    }
    byte[] body = body(log, happened, true);
    if (body.length > mostBytes) {
      body = body(log, happened, false);
    }
    return new Message(
        happened.position(),
        happened.timeMillis(),
        id(log, happened),
        campaign,
        campaign.isEmpty() ? log : campaign,
        type(happened),
        fields.grants(happened.event()),
        body);
  }

  private static String id(String log, Happened happened) {
    return log + '-' + happened.position();
  }

  private static String type(Happened happened) {
    return type(EventFields.type(happened.event()));
  }

  /** The type of a message, by the word for its event. */
  static String type(String word) {
    return TYPES + word + VERSION;
  }

  private byte[] body(String log, Happened happened, boolean whole) {
    Instant time = Instant.ofEpochMilli(happened.timeMillis());
    String campaign = fields.campaign(happened.event());
    json.writeStartObject();
    json.writeStringProperty("specversion", "1.0");
    json.writeStringProperty("id", id(log, happened));
    json.writeStringProperty("source", SCHEME + log);
    json.writeStringProperty("type", type(happened));
    if (!campaign.isEmpty()) {
      json.writeStringProperty("subject", campaign);
    }
    json.writeStringProperty("time", time.toString());
    // The extension of that name wants text that sorts as the numbers do.
    String digits = Long.toString(happened.position());
    json.writeStringProperty("sequence", ZEROS.substring(digits.length()) + digits);
    if (whole) {
      json.writeStringProperty("datacontenttype", "application/json");
      json.writeName("data");
      json.writeStartObject();
      fields.write(happened.event(), happened.position(), time);
      json.writeEndObject();
    } else {
      json.writeStringProperty("dataref", SCHEME + log + '#' + happened.position());
    }
    json.writeEndObject();
    json.flush();
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }
}
