package dev.manna.server.crowd;

import dev.manna.server.Complaint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who defines campaigns and looks into their pools, over HTTP, one request after the other. */
public final class Operator implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI server;
  private final List<URI> others;

  public Operator(URI server) {
    this(List.of(server));
  }

  /** An operator of nodes that share a log, who asks the first of them. */
  public Operator(List<URI> nodes) {
    server = nodes.getFirst();
    others = List.copyOf(nodes.subList(1, nodes.size()));
  }

  /** What there is of one item, as the API tells it; -1 where there is no end to it. */
  public record Pool(String item, String unit, long total, long available, long held, long given) {}

  /** Whether the server answers, and is ready. */
  public boolean ready() {
    try {
      return client.send(request("/health/ready").build(), BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Creates a campaign. */
  public void define(String campaign, Object definition) {
    String body = JSON.writeValueAsString(definition);
    expect(request("/v1/campaigns/" + campaign).PUT(BodyPublishers.ofString(body)).build());
  }

  /** Changes a pool, once however often it is sent under the key. */
  public void adjust(String campaign, String key, Object change) {
    expect(
        request("/v1/campaigns/" + campaign + "/adjustments")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(change)))
            .build());
  }

  /** Closes a campaign for good and shows its key. */
  public void reveal(String campaign) {
    for (String move : List.of("close", "reveal")) {
      expect(
          request("/v1/campaigns/" + campaign + "/" + move).POST(BodyPublishers.noBody()).build());
    }
  }

  /** A campaign's definition as the server tells it, in JSON. */
  public String definition(String campaign) {
    return expect(request("/v1/campaigns/" + campaign).build()).path("definition").toString();
  }

  /** All pools of a campaign, as they are once all is known that any of the nodes knows. */
  public List<Pool> pools(String campaign) {
    List<Pool> pools = new ArrayList<>();
    long seen = seen();
    String path = "/v1/campaigns/" + campaign + "/pools?limit=500&after=";
    for (long after = 0; after >= 0; ) {
      HttpRequest.Builder request = request(path + after);
      if (seen > 0) {
        request.header("Manna-Position", Long.toString(seen));
      }
      JsonNode page = expect(request.build());
      for (JsonNode pool : page.path("pools")) {
        pools.add(
            new Pool(
                pool.path("item").asString(),
                pool.path("unit").asString(),
                pool.path("total").asLong(-1),
                pool.path("available").asLong(-1),
                pool.path("held").asLong(),
                pool.path("given").asLong()));
      }
      after = page.path("next").asLong(-1);
    }
    return pools;
  }

  /** The last position that one of the other nodes knows; 0 where there are none. */
  private long seen() {
    long seen = 0;
    for (URI other : others) {
      seen = Math.max(seen, health(other).path("position").asLong());
    }
    return seen;
  }

  /** The epoch of the node, 0 of a server that shares no log. */
  public long epoch() {
    return health(server).path("epoch").asLong();
  }

  /** How many events the books are behind, 0 where none are kept. */
  public long booksBehind() {
    long behind = 0;
    for (JsonNode sink : health(server).path("followers")) {
      behind += sink.path("behindEvents").asLong();
    }
    return behind;
  }

  private HttpRequest.Builder request(String path) {
    return request(server, path);
  }

  private static HttpRequest.Builder request(URI server, String path) {
    String base = server.toString();
    String url = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(ANSWER)
        .header("Content-Type", "application/json");
  }

  /** What a server says of itself, whether it is ready or not. */
  private JsonNode health(URI of) {
    return JSON.readTree(answer(request(of, "/health/ready").build()).body());
  }

  private JsonNode expect(HttpRequest request) {
    HttpResponse<String> response = answer(request);
    if (response.statusCode() >= 300) {
      throw new Complaint(
          "%s %s was answered with %d: %s"
              .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
    }
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> answer(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Complaint(
          "%s://%s does not answer (%s); is a server running there?"
              .formatted(request.uri().getScheme(), request.uri().getAuthority(), reason(e)),
          e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException) {
      boolean unknown = e.getCause() instanceof UnresolvedAddressException;
      return unknown ? "there is no such host" : "connection refused";
    }
    String message = e.getMessage();
    return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  @Override
  public void close() {
    client.close();
  }

  /** The JSON of a value, for bodies that the crowd sends. */
  public static String json(@Nullable Object value) {
    return JSON.writeValueAsString(value);
  }
}
