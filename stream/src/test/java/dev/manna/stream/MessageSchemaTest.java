package dev.manna.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.manna.core.feed.Chunk;
import dev.manna.simulation.CrowdLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema that the reference shows is the one that messages follow. */
class MessageSchemaTest {
  private static final Path FILE = Path.of("../docs/reference/streams.schema.json");

  /** What is a campaign's or a change's own, and described elsewhere. */
  private static final Set<String> OPEN = Set.of("definition", "wouldBe");

  private static Schema schema(JsonNode root) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(root.toString(), InputFormat.JSON);
  }

  private static JsonNode read() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(FILE));
  }

  /** The schema as it would be if no field might come in addition. */
  private static JsonNode strict() throws IOException {
    JsonNode root = read();
    for (Map.Entry<String, JsonNode> each : root.path("$defs").properties()) {
      if (!OPEN.contains(each.getKey())) {
        ((ObjectNode) each.getValue()).put("additionalProperties", false);
      }
    }
    ((ObjectNode) root).put("additionalProperties", false);
    return root;
  }

  private static void check(Schema schema, String message) {
    assertThat(schema.validate(message, InputFormat.JSON)).as(message).isEmpty();
  }

  @Test
  void shouldDescribeEachMessage() throws IOException {
    Schema strict = schema(strict());
    Schema open = schema(read());
    Set<String> met = new TreeSet<>();
    for (Map.Entry<String, String> type : GoldenTest.messages().entrySet()) {
      met.add(type.getKey());
      for (String message : type.getValue().lines().toList()) {
        check(strict, message);
        check(open, message.replaceFirst("\"data\":\\{", "\"later\":1,\"data\":{\"later\":1,"));
      }
    }
    Set<String> described = new TreeSet<>();
    read().at("/properties/type/enum").forEach(type -> described.add(type.asString()));
    assertThat(met).isEqualTo(described);
  }

  @Test
  void shouldDescribeWhatCrowdsDo() throws IOException {
    Schema strict = schema(strict());
    for (long seed = 1; seed <= 5; seed++) {
      CrowdLog log = CrowdLog.of(seed, 1_500);
      Chunk all = log.chunks(log.batches().size()).getFirst();
      for (int mostBytes : new int[] {1_024, Messages.MOST_BYTES}) {
        for (Message message : new Messages(log, mostBytes).of(all)) {
          check(strict, new String(message.body(), UTF_8));
        }
      }
    }
  }

  @Test
  void shouldSeeWhatIsWrong() throws IOException {
    Schema schema = schema(read());
    String good = GoldenTest.messages().get("dev.manna.won.v1").strip();
    check(schema, good);
    for (String wrong :
        new String[] {
          good.replace("\"claim\":1,", ""),
          good.replace("\"claim\":1,", "\"claim\":\"1\","),
          good.replace("\"id\":\"raffle.1\",", ""),
          good.replace("dev.manna.won.v1", "dev.manna.won.v2"),
          good.replaceFirst("\"subject\"", "\"dataref\""),
          good.replaceFirst(",\"data\":.*}", "}"),
          good.replace("\"type\":\"won\"", "\"type\":\"drawn\"")
        }) {
      assertThat(schema.validate(wrong, InputFormat.JSON)).as(wrong).isNotEmpty();
    }
  }
}
