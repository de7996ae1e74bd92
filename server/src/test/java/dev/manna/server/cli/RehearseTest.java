package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manna.server.child.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class RehearseTest {
  @TempDir Path folder;
  private final Command command = new Command();

  /** What a shop would do that takes one order after the other, with pen and paper. */
  private record Naive(List<Boolean> granted, long units, long exhausted) {
    static Naive of(List<String> baskets, long stock) {
      Map<String, Long> left = new HashMap<>();
      List<Boolean> granted = new ArrayList<>();
      long units = 0;
      for (String basket : baskets) {
        Map<String, Long> wanted = new HashMap<>();
        for (String sku : basket.split(",", -1)) {
          wanted.merge(sku, 1L, Long::sum);
          left.putIfAbsent(sku, stock);
        }
        boolean enough =
            wanted.entrySet().stream().allMatch(line -> left.get(line.getKey()) >= line.getValue());
        if (enough) {
          wanted.forEach((sku, many) -> left.merge(sku, -many, Long::sum));
          units += basket.split(",", -1).length;
        }
        granted.add(enough);
      }
      return new Naive(granted, units, left.values().stream().filter(many -> many == 0).count());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void shouldGrantWhatASequentialComputationGrants(int kills) throws IOException {
    List<String> baskets = GeneratedOrders.baskets(11, 1_500);
    Path orders = Files.write(folder.resolve("orders.csv"), baskets);
    rehearseAndCompare(orders, baskets, 60, kills);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void shouldGrantWhatASequentialComputationGrantsOfRealOrders(int kills) throws IOException {
    Path orders = Path.of("../../shared/data/online-retail-baskets.csv.gz");
    assumeTrue(Files.exists(orders), "the real orders are not part of the repository");
    List<String> baskets = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(orders)), StandardCharsets.UTF_8))) {
      lines.lines().forEach(baskets::add);
    }
    rehearseAndCompare(orders, baskets, 500, kills);
  }

  private void rehearseAndCompare(Path orders, List<String> baskets, long stock, int kills)
      throws IOException {
    Path outcomes = folder.resolve("outcomes.csv");
    int status =
        command.run(
            "rehearse",
            "--orders",
            orders,
            "--stock",
            stock,
            "--concurrency",
            1,
            "--kill",
            kills,
            "--outcomes",
            outcomes,
            "--json");
    assertThat(command.err()).contains("Everything held.");
    assertThat(status).isZero();
    Naive naive = Naive.of(baskets, stock);
    List<String> lines = Files.readAllLines(outcomes);
    assertThat(lines).hasSize(baskets.size() + 1);
    for (int i = 0; i < baskets.size(); i++) {
      String expected = (i + 1) + (naive.granted().get(i) ? ",granted" : ",");
      assertThat(lines.get(i + 1)).startsWith(expected);
      assertThat(lines.get(i + 1).endsWith(",granted")).isEqualTo(naive.granted().get(i));
    }
    JsonNode json = command.json();
    long granted = naive.granted().stream().filter(yes -> yes).count();
    assertThat(json.path("orders").asLong()).isEqualTo(baskets.size());
    assertThat(json.path("granted").asLong()).isEqualTo(granted);
    assertThat(json.path("refused").asLong()).isEqualTo(baskets.size() - granted);
    assertThat(json.path("unitsGranted").asLong()).isEqualTo(naive.units());
    assertThat(json.path("skusExhausted").asLong()).isEqualTo(naive.exhausted());
    assertThat(json.path("seconds").asDouble()).isPositive();
    assertThat(json.path("kills").asInt()).isEqualTo(kills);
    assertThat(json.path("ok").asBoolean()).isTrue();
  }

  @Test
  void shouldHoldWithManyOrdersAtATimeOnAServerThatRuns() throws IOException {
    List<String> baskets = GeneratedOrders.baskets(12, 800);
    Path orders = Files.write(folder.resolve("orders.csv"), baskets);
    try (ServerProcess server = new ServerProcess(folder, "--segment-mib", "1")) {
      server.start();
      server.awaitReady();
      int status =
          command.run(
              "rehearse",
              "--orders",
              orders,
              "--stock",
              40,
              "--url",
              server.uri(),
              "--json",
              "--campaign",
              "spring");
      assertThat(command.err()).contains("the sale \"spring\" is open", "Everything held.");
      assertThat(status).isZero();
      assertThat(command.json().path("orders").asInt()).isEqualTo(800);
      shouldRefuseASaleThatIsAnother(orders, server);
      shouldRefuseTheDataOfALiveServer(server);
    }
  }

  private static void shouldRefuseASaleThatIsAnother(Path orders, ServerProcess server) {
    Command again = new Command();
    int status =
        again.run(
            "rehearse",
            "--orders",
            orders,
            "--stock",
            41,
            "--url",
            server.uri(),
            "--campaign",
            "spring");
    assertThat(status).isEqualTo(1);
    assertThat(again.err()).contains("/v1/campaigns/spring", "428");
    status =
        again.run(
            "rehearse",
            "--orders",
            orders,
            "--stock",
            40,
            "--url",
            server.uri(),
            "--campaign",
            "spring");
    assertThat(status).isEqualTo(1);
    assertThat(again.err()).contains("has sold something; name another with --campaign");
  }

  private static void shouldRefuseTheDataOfALiveServer(ServerProcess server) {
    Command audit = new Command();
    assertThat(audit.run("audit", "--data", server.data())).isEqualTo(1);
    assertThat(audit.err()).contains("another process is using");
  }

  @Test
  void shouldReadCsvAndStockFilesAndKeepARate() throws IOException {
    Path orders =
        Files.writeString(
            folder.resolve("orders.csv"),
            """
            quantity,sku,order,user,time
            2,tea & co,o-2,zoë,2026-11-01 10:00:00
            1,cup,o-1,ann,2026-11-01 09:00:00
            3,tea & co,o-1,ann,2026-11-01 09:00:00
            1,cup,o-3,ann,2026-11-01 11:00:00
            """);
    Path stock =
        Files.writeString(folder.resolve("stock.csv"), "sku,quantity\ntea & co,4\ncup,2\n");
    Path outcomes = folder.resolve("outcomes.csv");
    int status =
        command.run(
            "rehearse",
            "--orders",
            orders,
            "--stock",
            stock,
            "--concurrency",
            1,
            "--rate",
            20,
            "--outcomes",
            outcomes,
            "--json");
    assertThat(status).as(command.err()).isZero();
    assertThat(Files.readAllLines(outcomes))
        .containsExactly("order,outcome", "o-1,granted", "o-2,insufficient", "o-3,granted");
    JsonNode json = command.json();
    assertThat(json.path("skusExhausted").asInt()).isEqualTo(1);
    assertThat(json.path("exhausted").get(0).path("sku").asString()).isEqualTo("cup");
    assertThat(json.path("seconds").asDouble()).isGreaterThan(0.1);
  }

  @Test
  void shouldSayWhatIsWrong() throws IOException {
    Path orders = Files.writeString(folder.resolve("orders.csv"), "a,b\n");
    expect("none.csv: there is no such file", "--orders", "none.csv", "--stock", 1);
    expect("\"many\" is neither a number nor a file", "--orders", orders, "--stock", "many");
    expect("\"-1\" is not a whole number", "--orders", orders, "--stock=-1");
    expect("--rate 0.0: more than 0", "--orders", orders, "--stock", 1, "--rate", 0);
    expect("--rate NaN: more than 0", "--orders", orders, "--stock", 1, "--rate", "NaN");
    expect("--concurrency 0: 1 to", "--orders", orders, "--stock", 1, "--concurrency", 0);
    expect("--kill 101: 0 to 100", "--orders", orders, "--stock", 1, "--kill", 101);
    expect(
        "\"ftp://x\": an address such as http://127.0.0.1:7070 is allowed",
        "--orders",
        orders,
        "--stock",
        1,
        "--url",
        "ftp://x");
    expect(
        "--kill, --keep and --log are for servers of its own",
        "--orders",
        orders,
        "--stock",
        1,
        "--url",
        "http://127.0.0.1:1",
        "--kill",
        1);
    expect(
        "http://127.0.0.1:1 does not answer (connection refused)",
        "--orders",
        orders,
        "--stock",
        1,
        "--url",
        "http://127.0.0.1:1");
    expect("--campaign \"a b\"", "--orders", orders, "--stock", 1, "--campaign", "a b");
    assertThat(command.run("rehearse", "--orders", orders)).isEqualTo(2);
    assertThat(command.err()).contains("--stock").doesNotContain("\tat ");
  }

  private static void expect(String complaint, Object... options) {
    Command command = new Command();
    Object[] words = new Object[options.length + 1];
    words[0] = "rehearse";
    System.arraycopy(options, 0, words, 1, options.length);
    assertThat(command.run(words)).isEqualTo(1);
    assertThat(command.err()).startsWith("manna: ").contains(complaint).doesNotContain("\tat ");
  }
}
