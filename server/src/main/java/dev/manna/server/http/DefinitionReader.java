package dev.manna.server.http;

import dev.manna.core.Acks;
import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Malformed;
import dev.manna.core.Terms;
import java.util.List;
import java.util.stream.Stream;

/**
 * The body of a campaign's definition. The kind may stand anywhere in it, so all fields of all
 * kinds are read first, and those of another kind are refused afterwards.
 */
public final class DefinitionReader {
  private static final List<String> TERMS =
      List.of(
          "kind",
          "title",
          "start",
          "end",
          "timeZone",
          "limits",
          "allowListed",
          "secondPerson",
          "acks");

  private static final Fields FIELDS =
      new Fields(
          Stream.of(
                  TERMS,
                  LotteryDefinitionReader.FIELDS,
                  RainDefinitionReader.FIELDS,
                  SaleDefinitionReader.FIELDS)
              .flatMap(List::stream)
              .toArray(String[]::new));

  private final JsonReader json;
  private final LotteryDefinitionReader lottery = new LotteryDefinitionReader();
  private final RainDefinitionReader rain = new RainDefinitionReader();
  private final SaleDefinitionReader sale = new SaleDefinitionReader();

  private long seen;
  private String kind = "";
  private String title = "";
  private long start;
  private long end = Terms.FOREVER;
  private String timeZone = "UTC";
  private Limits limits = Limits.NONE;
  private boolean allowListed;
  private boolean secondPerson;
  private Acks acks = Acks.LOG;

  private DefinitionReader(JsonReader json) {
    this.json = json;
  }

  /** Reads a definition by itself; whatever is wrong with it becomes a {@link Malformed}. */
  public static Campaign read(byte[] definition) {
    JsonReader json = new JsonReader();
    json.open(definition, definition.length);
    Campaign campaign = read(json);
    json.close();
    return campaign;
  }

  static Campaign read(JsonReader json) {
    DefinitionReader reader = new DefinitionReader(json);
    json.beginObject(FIELDS);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      reader.seen |= 1L << field;
      reader.read(FIELDS.name(field));
    }
    return reader.campaign();
  }

  private void read(String field) {
    switch (field) {
      case "kind" -> kind = json.string();
      case "title" -> title = json.string();
      case "start" -> start = moment();
      case "end" -> end = moment();
      case "timeZone" -> timeZone = json.string();
      case "limits" -> limits = LimitsReader.read(json);
      case "allowListed" -> allowListed = json.bool();
      case "secondPerson" -> secondPerson = json.bool();
      case "acks" -> acks = acks(json.string());
      default -> readerOf(field).read(field, json);
    }
  }

  private static Acks acks(String word) {
    return switch (word) {
      case "log" -> Acks.LOG;
      case "ledger" -> Acks.LEDGER;
      default -> throw Words.noneOf("acks", word, "log, ledger");
    };
  }

  private KindReader readerOf(String field) {
    if (LotteryDefinitionReader.FIELDS.contains(field)) {
      return lottery;
    }
    return RainDefinitionReader.FIELDS.contains(field) ? rain : sale;
  }

  private Campaign campaign() {
    KindReader.Given given = field -> (seen & (1L << FIELDS.find(field))) != 0;
    given.need("kind");
    Terms terms = new Terms(title, start, end, timeZone, limits, allowListed, secondPerson, acks);
    return switch (kind) {
      case "lottery" -> of(lottery, LotteryDefinitionReader.FIELDS, terms, given);
      case "red-packet" -> of(rain, RainDefinitionReader.FIELDS, terms, given);
      case "sale" -> of(sale, SaleDefinitionReader.FIELDS, terms, given);
      default -> throw Words.noneOf("kind", kind, "lottery, red-packet, sale");
    };
  }

  /** The campaign of one kind, once the fields of other kinds are refused. */
  private Campaign of(KindReader reader, List<String> fields, Terms terms, KindReader.Given given) {
    for (int field = 0; field < FIELDS.count(); field++) {
      String name = FIELDS.name(field);
      if (given.has(name) && !fields.contains(name) && !TERMS.contains(name)) {
        throw new Malformed(name, "is not a field of a " + kind);
      }
    }
    return reader.campaign(terms, given);
  }

  private long moment() {
    return json.atString()
        ? Timestamps.parse(json.path(), json.string())
        : json.integer(0, Terms.FOREVER);
  }
}
