package dev.manna.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventLinesTest {
  /** Whoever has read one knows the other, but for amounts that nobody has yet. */
  @Test
  void shouldSayWhatStreamsSay() {
    CrowdLog log = CrowdLog.of(10, 3_000);
    StringWriter out = new StringWriter();
    try (EventLines lines = new EventLines(out, 1)) {
      log.batches().forEach(lines::write);
    }
    List<String> lines = out.toString().lines().toList();
    List<Message> messages =
        new Messages(log, Messages.MOST_BYTES).of(log.chunks(log.batches().size()).getFirst());
    assertThat(messages).hasSameSizeAs(lines);
    int blocks = 0;
    for (int i = 0; i < lines.size(); i++) {
      ObjectNode line = (ObjectNode) JsonMapper.shared().readTree(lines.get(i));
      blocks += line.remove("block") == null ? 0 : 1;
      String body = new String(messages.get(i).body(), UTF_8);
      assertThat(JsonMapper.shared().readTree(body).path("data")).isEqualTo(line);
    }
    assertThat(blocks).isPositive();
  }
}
