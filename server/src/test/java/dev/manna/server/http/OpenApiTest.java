package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Refusal;
import dev.manna.server.OpenApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document says what the router does, no more and no less. */
final class OpenApiTest {
  private final List<String> routes =
      Stream.of(Route.values()).map(route -> route.method() + " " + route.template()).toList();

  @Test
  void shouldDescribeEachRouteAndNoOther() {
    assertThat(OpenApi.here().operations()).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void shouldGiveExamplesThatFitTheirSchemas() {
    assertThat(OpenApi.here().checkExamples()).isGreaterThan(25);
  }

  @Test
  void shouldKnowEachCode() {
    List<String> codes = new ArrayList<>();
    Stream.of(Refusal.values()).map(Refusal::code).forEach(codes::add);
    Stream.of(Fault.values()).map(Fault::code).forEach(codes::add);
    String listed =
        "          enum:\n            - " + String.join("\n            - ", codes) + "\n";
    assertThat(OpenApi.here().text()).contains(listed);
  }

  @Test
  void shouldStandInTheReference() throws Exception {
    String reference = Files.readString(Path.of("../docs/reference/http.md"));
    assertThat(routes).allSatisfy(route -> assertThat(reference).contains("| `" + route + "` |"));
  }
}
