package dev.manna.server.http;

import dev.manna.core.feed.Feed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the server says about itself: whether it lives, whether it is ready, figures, the API. */
final class House {
  private static final CharSequence YAML = HttpHeaders.createOptimized("application/yaml");
  private static final CharSequence PROMETHEUS =
      HttpHeaders.createOptimized("text/plain; version=0.0.4; charset=utf-8");

  private static final int UNAVAILABLE = 503;

  /** So many stopped campaigns are named. */
  private static final int MOST_ALARMS = 100;

  private final Gate gate;
  private final Supplier<String> metrics;
  private final Buffer openapi = resource("/openapi.yaml");
  private final ProofPage page = new ProofPage();

  /**
   * @param gate knows how the engine stands, and what follows the log
   * @param metrics all figures as Prometheus reads them
   */
  House(Gate gate, Supplier<String> metrics) {
    this.gate = gate;
    this.metrics = metrics;
  }

  void serve(Route route, Exchange exchange, Desk desk) {
    switch (route) {
      case LIVE ->
          exchange.respond(
              Answers.OK,
              Answers.JSON,
              status("live", null, null, List.of(), List.of(), Told.NOBODY));
      case READY -> {
        String reason = gate.closedBecause();
        String word = reason == null ? "ready" : "not-ready";
        exchange.respond(
            reason == null ? Answers.OK : UNAVAILABLE,
            Answers.JSON,
            status(word, reason, gate.node(), gate.alarmed(), gate.feeds(), gate.told()));
      }
      case METRICS ->
          desk.aside(
              exchange,
              metrics::get,
              text -> exchange.respond(Answers.OK, PROMETHEUS, Buffer.buffer(text)));
      case OPENAPI -> exchange.respond(Answers.OK, YAML, openapi);
      default -> throw new IllegalArgumentException(route + " is answered elsewhere");
    }
  }

  /** Answers with a file of the page that checks published logs. */
  void page(String file, Exchange exchange) {
    page.serve(file, exchange);
  }

  private static Buffer status(
      String word,
      @Nullable String reason,
      Gate.@Nullable Node node,
      List<String> alarmed,
      List<Feed> feeds,
      Told told) {
    JsonWriter json = new JsonWriter().put(JsonWriter.piece("{\"status\":")).put(word);
    if (reason != null) {
      json.put(JsonWriter.piece(",\"reason\":")).put(reason);
    }
    if (node != null) {
      json.put(JsonWriter.piece(",\"node\":")).put(node.name());
      json.put(JsonWriter.piece(",\"epoch\":")).put(node.epoch().getAsLong());
      json.put(JsonWriter.piece(",\"position\":")).put(node.position().getAsLong());
      String waitsFor = node.waitsFor().get();
      if (!waitsFor.isEmpty()) {
        json.put(JsonWriter.piece(",\"waitsFor\":")).put(waitsFor);
      }
    }
    if (!alarmed.isEmpty()) {
      json.put(JsonWriter.piece(",\"alarmed\":["));
      for (int i = 0; i < Math.min(MOST_ALARMS, alarmed.size()); i++) {
        (i == 0 ? json : json.put(',')).put(alarmed.get(i));
      }
      json.put(']');
    }
    if (!feeds.isEmpty()) {
      json.put(JsonWriter.piece(",\"followers\":["));
      for (int i = 0; i < feeds.size(); i++) {
        follower(feeds.get(i), i == 0 ? json : json.put(','));
      }
      json.put(']');
    }
    told.write(json);
    return json.put('}').take();
  }

  /** How far behind a follower is, which keeps nobody from being served. */
  static void follower(Feed feed, JsonWriter json) {
    json.put(JsonWriter.piece("{\"name\":")).put(feed.name());
    json.put(JsonWriter.piece(",\"position\":")).put(feed.position());
    json.put(JsonWriter.piece(",\"behindEvents\":")).put(feed.lag());
    json.put(JsonWriter.piece(",\"behindSeconds\":")).put(feed.lagMillis() / 1_000);
    json.put(JsonWriter.piece(feed.trouble().isEmpty() ? ",\"ok\":true}" : ",\"ok\":false}"));
  }

  static Buffer resource(String name) {
    try (InputStream in = House.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not among the classes");
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
