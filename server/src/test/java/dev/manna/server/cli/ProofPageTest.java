package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Browser;
import dev.manna.server.Caller;
import dev.manna.server.RunningServer;
import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page that checks a published log, in a real browser. */
final class ProofPageTest {
  private static final Browser BROWSER = new Browser();

  @TempDir Path folder;

  @AfterAll
  static void close() {
    BROWSER.close();
  }

  private Path published() throws IOException {
    Path data = folder.resolve("data");
    SmallLog.everything(data);
    SmallLog.reveal(data);
    Path file = folder.resolve("published.jsonl");
    assertThat(new Command().run("export", "--public", "--data", data, "--out", file)).isZero();
    return file;
  }

  private static void check(Path file, String receipt) {
    BROWSER.choose("#file", file);
    BROWSER.value("document.querySelector('#receipt').value = `" + receipt + "`");
    BROWSER.value("document.querySelector('#check').click()");
    BROWSER.await("/holds|fails/.test(document.querySelector('#verdict').className)");
  }

  private static String text(String selector) {
    return BROWSER.value("document.querySelector('" + selector + "').textContent");
  }

  private static void holds(Path file) {
    Command verify = new Command();
    assertThat(verify.run("verify", file, "--json")).isZero();
    JsonNode report = verify.json();
    check(file, "");
    assertThat(text("#verdict")).isEqualTo("The log follows from its keys.");
    assertThat(text("#report"))
        .contains(report.path("hash").asString())
        .contains(report.path("recomputed").asString() + " outcomes recomputed");
  }

  @Test
  void shouldCheckAFileOnThePageOfTheServer() throws IOException {
    Path file = published();
    try (RunningServer server = new RunningServer()) {
      Caller.Got page = server.caller().get("/proof/index.html").is(200);
      assertThat(page.body()).contains("<script src=\"proof.js\">").doesNotContain("<script>");
      server.caller().get("/proof/cli.mjs").is(404);
      BROWSER.open("http://127.0.0.1:" + server.port() + "/proof/index.html");
      holds(file);
      assertThat(BROWSER.value("document.styleSheets[0].cssRules.length > 2")).isEqualTo("true");
    }
  }

  @Test
  void shouldCheckAFileOnThePageFromDisk() throws IOException {
    Path file = published();
    BROWSER.open(Path.of("src/main/resources/proof/index.html").toUri().toString());
    holds(file);
    String text = Files.readString(file);
    int ticket = text.indexOf("\"ticket\":\"") + 10;
    String own = text.substring(ticket, ticket + 64);
    check(file, own);
    assertThat(text("#lines")).contains("as it must be").contains("ticket " + own);
    Path changed = folder.resolve("changed.jsonl");
    Files.writeString(changed, text.replaceFirst("\"amount\":\\d", "\"amount\":9"));
    check(changed, own);
    assertThat(text("#verdict")).contains("DOES NOT follow");
    assertThat(text("#report")).contains("its hash does not fit it").contains("position ");
  }
}
