package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class JsonWriterTest {
  private final JsonWriter json = new JsonWriter();

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -10, -9, -1, 0, 1, 9, 10, 99, 100, Long.MAX_VALUE})
  void shouldWriteEveryLong(long number) {
    assertThat(json.put(number).take().toString()).isEqualTo(Long.toString(number));
  }

  @Test
  void shouldEscapeWhatMustBeAndNothingElse() {
    assertThat(json.put("a\"b\\c/d").take().toString()).isEqualTo("\"a\\\"b\\\\c/d\"");
    assertThat(json.put("\n\u007f\u0000").take().toString()).isEqualTo("\"\\u000a\\u007f\\u0000\"");
    assertThat(json.put("\u00fc\u4e2d\ud83c\udf81").take().toString(UTF_8))
        .isEqualTo("\"\u00fc\u4e2d\ud83c\udf81\"");
    assertThat(json.put("a\ud83c").take().toString()).isEqualTo("\"a\\ud83c\"");
  }

  @Test
  void shouldWriteStringsThatAnyoneReadsBack() {
    Random random = new Random(11);
    JsonMapper mapper = new JsonMapper();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(40); j > 0; j--) {
        int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
        text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 'x' : c);
      }
      byte[] written = json.put(text.toString()).take().getBytes();
      assertThat(mapper.readTree(written).asString()).isEqualTo(text.toString());
    }
  }

  @Test
  void shouldGrowAndBeginAnew() {
    String large = "x".repeat(100_000);
    assertThat(json.put(large).take().length()).isEqualTo(large.length() + 2);
    assertThat(json.put('[').put(JsonWriter.piece("1,")).put(2).put(']').take().toString())
        .isEqualTo("[1,2]");
  }

  @Test
  void shouldWriteMomentsToTheMillisecond() {
    Timestamps.put(json, 1_793_491_200_007L);
    assertThat(json.take().toString()).isEqualTo("\"2026-11-01T00:00:00.007Z\"");
    Timestamps.put(json, 1);
    assertThat(json.take().toString()).isEqualTo("\"1970-01-01T00:00:00.001Z\"");
  }
}
