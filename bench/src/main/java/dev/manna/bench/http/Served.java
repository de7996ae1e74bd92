package dev.manna.bench.http;

import dev.manna.bench.Child;
import dev.manna.bench.Unverified;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own, and where it listens. */
final class Served implements Closeable {
  private static final String HEAP = "4g";
  private static final String LISTENING = "http://";
  private static final JsonMapper JSON = new JsonMapper();

  private final Child child;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  private Served(Child child) throws IOException {
    this.child = child;
    String line = child.receive(LISTENING);
    address = URI.create(line.substring(line.indexOf(LISTENING)).strip());
  }

  static Served echo(Path folder) throws IOException {
    return new Served(Child.start(folder, Child.ours(HEAP, Echo.class.getName(), List.of())));
  }

  /**
   * Our server.
   *
   * @param ledger where it keeps its books
   */
  static Served manna(Path folder, String ledger) throws IOException {
    List<String> serve =
        List.of(
            "serve",
            "--port",
            "0",
            "--ledger",
            ledger,
            "--data",
            folder.resolve("server").toString());
    return new Served(Child.start(folder, Child.ours(HEAP, "dev.manna.server.Main", serve)));
  }

  URI address() {
    return address;
  }

  /** The CPU time of the process so far, in nanoseconds. */
  long cpuNanos() {
    return child.cpu().toNanos();
  }

  /** Opens a sale of one SKU. */
  void openSale(String campaign, long stock) throws IOException {
    openSale(campaign, stock, "log");
  }

  /** Opens a sale of one SKU, and says when its answers leave. */
  void openSale(String campaign, long stock, String acks) throws IOException {
    String definition =
        """
        {"kind": "sale", "acks": "%s", "skus": [{"id": "sku", "stock": %d}]}\
        """
            .formatted(acks, stock);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("/v1/campaigns/" + campaign))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(definition));
    HttpResponse<String> response = send(request);
    Unverified.unlessEqual(response.body(), 201, response.statusCode());
  }

  /** How many units of a sale are held or given. */
  long gone(String campaign) throws IOException {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(address.resolve("/v1/campaigns/" + campaign + "/pools")));
    long gone = 0;
    List<JsonNode> pools = new ArrayList<>(JSON.readTree(response.body()).get("pools").values());
    for (JsonNode pool : pools) {
      gone += pool.get("held").asLong() + pool.get("given").asLong();
    }
    return gone;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    child.close();
  }
}
