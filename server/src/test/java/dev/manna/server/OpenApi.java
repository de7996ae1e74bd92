package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document that describes the API, held against what is really sent. */
public final class OpenApi {
  private static final String ID = "urn:manna:openapi";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** What is documented for all operations in one place. */
  private static final Set<Integer> FAULTS = Set.of(408, 417, 431, 500);

  private static final OpenApi HERE = new OpenApi();

  private final String text;
  private final JsonNode root;
  private final SchemaRegistry schemas;

  private OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    root = new YAMLMapper().readTree(text);
    schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(ID, root.toString())));
  }

  public static OpenApi here() {
    return HERE;
  }

  public String text() {
    return text;
  }

  /** Every operation: its method and its path's template. */
  public List<String> operations() {
    List<String> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (String method : path.getValue().propertyNames()) {
        if (METHODS.contains(method)) {
          operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /** Complains unless the document allows this answer, and, where it was accepted, the request. */
  public void check(String method, String target, @Nullable String sent, Caller.Got got) {
    String path = target.replaceFirst("\\?.*", "");
    JsonNode operation = operation(method, path);
    if (operation == null) {
      assertThat(got.code()).isIn("no-such-route", "method-not-allowed", "malformed");
      check("/components/schemas/Problem", got.body());
      return;
    }
    String status = FAULTS.contains(got.status()) ? "default" : "" + got.status();
    JsonNode answer = resolved(operation.path("responses").path(status));
    String what = method + " " + target + " -> " + got.status() + " " + got.body();
    assertThat(answer.isMissingNode()).as("%s is not documented", what).isFalse();
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      boolean sometimes = header.getKey().equals("Retry-After") && got.status() == 409;
      assertThat(got.header(header.getKey()).isEmpty() && !sometimes).as(what).isFalse();
    }
    String type = got.header("content-type").replaceFirst(";.*", "");
    assertThat(answer.path("content").has(type)).as("%s: %s", what, type).isTrue();
    if (type.endsWith("json")) {
      check(answer.path("content").path(type).path("schema"), got.body(), what);
    }
    JsonNode body = resolved(operation.path("requestBody"));
    if (got.status() / 100 == 2 && sent != null && !sent.isEmpty()) {
      check(body.path("content").path("application/json").path("schema"), sent, "accepted " + sent);
    }
  }

  /** Complains unless all examples are as their schemas say. */
  public int checkExamples() {
    return checkExamples(root);
  }

  private int checkExamples(JsonNode node) {
    int checked = 0;
    if (node.has("schema") && node.has("examples")) {
      for (JsonNode example : node.path("examples")) {
        String value = resolved(example).path("value").toString();
        check(node.path("schema"), value, "example");
        checked++;
      }
    }
    if (node.has("schema") && node.has("example")) {
      check(node.path("schema"), node.path("example").toString(), "example");
      checked++;
    }
    for (JsonNode child : node) {
      checked += checkExamples(child);
    }
    return checked;
  }

  /** Complains unless a value is as the schema at a pointer says. */
  public void check(String pointer, String json) {
    Schema schema = schemas.getSchema(SchemaLocation.of(ID + "#" + pointer));
    assertThat(schema.validate(json, InputFormat.JSON)).as("%s: %s", pointer, json).isEmpty();
  }

  private void check(JsonNode schema, String json, String what) {
    assertThat(schema.isMissingNode()).as(what).isFalse();
    String reference = schema.path("$ref").asString("");
    if (reference.isEmpty()) {
      Schema inline = schemas.getSchema(schema);
      assertThat(inline.validate(json, InputFormat.JSON)).as(what).isEmpty();
    } else {
      check(reference.substring(1), json);
    }
  }

  private @Nullable JsonNode operation(String method, String path) {
    for (Map.Entry<String, JsonNode> entry : root.path("paths").properties()) {
      String pattern = entry.getKey().replaceAll("\\{[a-z]+}", "[^/]*");
      if (path.matches(pattern)) {
        String read = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        return entry.getValue().get(read);
      }
    }
    return null;
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : root.at(reference.substring(1));
  }
}
