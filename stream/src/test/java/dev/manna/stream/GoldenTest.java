package dev.manna.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.CrowdLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others read must mean the same for ever: messages are golden, and only gain fields. */
class GoldenTest {
  /** Type by type, the messages of a log in which everything happens, one a line. */
  static Map<String, String> messages() {
    CrowdLog log = EachEvent.log();
    Map<String, String> lines = new TreeMap<>();
    for (Message message :
        new Messages(log, Messages.MOST_BYTES).of(log.chunks(log.batches().size()).getFirst())) {
      lines.merge(message.type(), new String(message.body(), UTF_8) + '\n', String::concat);
    }
    return lines;
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream(name)) {
      assertThat(in).as("%s is among the golden files", name).isNotNull();
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void shouldSayWhatItHasAlwaysSaid() throws IOException {
    for (Map.Entry<String, String> type : messages().entrySet()) {
      assertThat(type.getValue()).isEqualTo(golden(type.getKey() + ".jsonl"));
    }
  }

  /**
   * Lines of {@code fields.v1} are what consumers were promised. A field that is new is added to
   * them; one that is missing here, or is of another kind, needs a type of a new version.
   */
  @Test
  void shouldOnlyEverGainFields() throws IOException {
    Set<String> fields = new TreeSet<>();
    for (Map.Entry<String, String> type : messages().entrySet()) {
      for (String line : type.getValue().lines().toList()) {
        fields(type.getKey(), JsonMapper.shared().readTree(line), fields);
      }
    }
    List<String> promised = golden("fields.v1").lines().toList();
    assertThat(fields).containsAll(promised);
    assertThat(promised).as("what is new is promised too").containsAll(fields);
  }

  private static void fields(String path, JsonNode node, Set<String> to) {
    to.add(path + ' ' + node.getNodeType().name());
    node.properties().forEach(each -> fields(path + '/' + each.getKey(), each.getValue(), to));
    if (node.isArray()) {
      node.forEach(each -> fields(path + "/*", each, to));
    }
  }
}
