package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonReaderTest {
  private static final Fields FIELDS = new Fields("text", "number", "list");
  private static final Fields ELEMENT = new Fields("n");

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonReader json = new JsonReader();

  /** What a document of the fields above holds. */
  private record Read(String text, Long number, List<Long> list) {}

  @Test
  void shouldReadWhatItIsAskedFor() {
    assertThat(read("{\"text\":\"a\",\"number\":-7,\"list\":[{\"n\":1},{},{\"n\":2}]}"))
        .isEqualTo(new Read("a", -7L, List.of(1L, 2L)));
    assertThat(read(" \n{ \"number\" : 0 , \"text\" : \"\" }\r\n\t "))
        .isEqualTo(new Read("", 0L, null));
    assertThat(read("{}")).isEqualTo(new Read(null, null, null));
    assertThat(read("{\"list\":[]}")).isEqualTo(new Read(null, null, List.of()));
  }

  @Test
  void shouldReadStringsOfAnyScript() {
    assertThat(read("{\"text\":\"\u00fc \u4e2d\u6587 \ud83c\udf81\"}").text())
        .isEqualTo("\u00fc \u4e2d\u6587 \ud83c\udf81");
    assertThat(read("{\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\uD83C\\uDF81\"}").text())
        .isEqualTo("\"\\/\b\f\n\r\t\u00fc\ud83c\udf81");
    assertThat(read("{\"\\u0074ext\":\"a\"}").text()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, 10, Long.MAX_VALUE})
  void shouldReadEveryLong(long number) {
    assertThat(read("{\"number\":" + number + "}").number()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/malformed-json.txt", delimiter = '|', quoteCharacter = '~')
  void shouldSayWhatIsWrong(String document, String complaint) {
    assertThatThrownBy(() -> read(document)).isInstanceOf(Malformed.class).hasMessage(complaint);
  }

  @Test
  void shouldRefuseAnEmptyDocument() {
    assertThatThrownBy(() -> read("")).hasMessage("body: is empty; a JSON object is expected");
    assertThatThrownBy(() -> read(" \n")).hasMessage("body: is empty; a JSON object is expected");
  }

  @Test
  void shouldRefuseControlCharactersAndWhatIsNoUtf8() {
    assertThatThrownBy(() -> read("{\"text\":\"a\nb\"}"))
        .hasMessage("text: holds a control character that is not escaped");
    for (String bytes : List.of("\u00c3", "\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080")) {
      assertThatThrownBy(() -> read(("{\"text\":\"" + bytes + "\"}").getBytes(ISO_8859_1)))
          .hasMessage("text: is not valid UTF-8");
    }
    assertThatThrownBy(() -> read("\ufeff{}")).isInstanceOf(Malformed.class);
  }

  @Test
  void shouldQuoteLittleOfWhatIsWrong() {
    assertThatThrownBy(() -> read("{\"number\":" + "9".repeat(100_000) + "}"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
    assertThatThrownBy(() -> read("{\"" + "x".repeat(100_000) + "\":1}"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
  }

  /** A parser that others trust says which documents are JSON; this one may only be stricter. */
  @Test
  void shouldAcceptNothingThatIsNotJsonAndReadTheSame() {
    Random random = new Random(7);
    int accepted = 0;
    for (int i = 0; i < 40_000; i++) {
      byte[] document = mutated(random);
      Read read = null;
      try {
        read = read(document);
      } catch (Malformed e) {
        assertThat(e.getMessage()).isNotBlank();
      }
      JsonNode node = null;
      try {
        node = STRICT.readTree(document);
      } catch (JacksonException e) {
        assertThat(read).as(new String(document, UTF_8)).isNull();
      }
      if (read != null && node != null) {
        accepted++;
        assertThat(read.text()).isEqualTo(node.path("text").asStringOpt().orElse(null));
        if (read.number() != null) {
          assertThat(node.path("number").asLong()).isEqualTo(read.number());
        }
      }
    }
    assertThat(accepted).isGreaterThan(5_000);
  }

  private static byte[] mutated(Random random) {
    StringBuilder document = new StringBuilder("{");
    String separator = "";
    for (String field :
        List.of(
            "\"text\":\"" + "a\\n\u00fc".substring(random.nextInt(4)) + "\"",
            "\"number\":" + (random.nextLong() >> random.nextInt(64)),
            "\"list\":[{\"n\":" + random.nextInt() + "},{}]")) {
      if (random.nextBoolean()) {
        document.append(separator).append(field);
        separator = random.nextBoolean() ? "," : " , ";
      }
    }
    byte[] bytes = document.append('}').toString().getBytes(UTF_8);
    String alphabet = "{}[]\",:0123456789-+.eE\\ntu \u0000\u00ff";
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] =
          (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    return bytes;
  }

  private Read read(String document) {
    return read(document.getBytes(UTF_8));
  }

  private Read read(byte[] document) {
    json.open(document, document.length);
    String text = null;
    Long number = null;
    List<Long> list = null;
    json.beginObject(FIELDS);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> text = json.string();
        case 1 -> number = json.integer(Long.MIN_VALUE, Long.MAX_VALUE);
        default -> list = list();
      }
    }
    json.close();
    return new Read(text, number, list);
  }

  private List<Long> list() {
    List<Long> list = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject(ELEMENT);
      while (json.nextField() >= 0) {
        list.add(json.integer(Long.MIN_VALUE, Long.MAX_VALUE));
      }
    }
    return list;
  }
}
