package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of a server on this machine, who holds each answer against what is documented. */
public final class Caller {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private static final JsonMapper JSON = new JsonMapper();

  private final String base;

  public Caller(int port) {
    base = "http://127.0.0.1:" + port;
  }

  /** What was answered. */
  public record Got(int status, java.net.http.HttpHeaders headers, String body) {
    public JsonNode json() {
      return JSON.readTree(body);
    }

    /** The code of a problem, or an empty string. */
    public String code() {
      return json().path("code").asString("");
    }

    public String detail() {
      return json().path("detail").asString("");
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** The answer itself, if it is a problem of this kind in all its parts. */
    public Got is(int wanted, String code) {
      assertThat(status).as(body).isEqualTo(wanted);
      assertThat(header("content-type")).isEqualTo("application/problem+json");
      assertThat(code()).isEqualTo(code);
      assertThat(json().path("status").asInt()).isEqualTo(wanted);
      assertThat(json().path("type").asString()).isEqualTo("urn:manna:problem:" + code);
      assertThat(json().path("title").asString()).isNotEmpty();
      return this;
    }

    public Got is(int wanted) {
      assertThat(status).as(body).isEqualTo(wanted);
      return this;
    }
  }

  public Got get(String path) {
    return send("GET", path, null);
  }

  public Got put(String path, String body, String... headers) {
    return send("PUT", path, body, headers);
  }

  /** Posts JSON; null for no body. */
  public Got post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  public Got claim(String campaign, String key, String body) {
    return post("/v1/campaigns/" + campaign + "/claims", body, "Idempotency-Key", key);
  }

  public Got send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equals("Content-Type")) {
        request.setHeader(headers[i], headers[i + 1]);
      } else {
        request.header(headers[i], headers[i + 1]);
      }
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    Got got = send(request.build());
    if (!method.equals("HEAD")) {
      OpenApi.here().check(method, path, body, got);
    }
    return got;
  }

  public Got send(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return new Got(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
