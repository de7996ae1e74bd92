package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Malformed;
import dev.manna.server.Caller;
import dev.manna.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who changes what, on a whole server. */
final class ChangeRoutesTest {
  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();
  private static final String SALE = "{\"kind\":\"sale\",\"skus\":[{\"id\":\"a\",\"stock\":5}]}";

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static String[] by(String actor, String reason) {
    return new String[] {"Manna-Actor", actor, "Manna-Reason", reason};
  }

  private static JsonNode changes(String campaign, String query) {
    return CALLER.get("/v1/campaigns/" + campaign + "/changes" + query).is(200).json();
  }

  @Test
  void shouldTellWhoDidWhatAndWhy() {
    String uri = "/v1/campaigns/told";
    CALLER.put(uri, SALE, by("ann@example.com", "Fr%C3%BChling 100%25")).is(201);
    CALLER.put(uri, SALE, by("ann@example.com", "again")).is(201);
    CALLER.post(uri + "/adjustments", "{\"item\":\"a\",\"quantity\":3}").is(200);
    CALLER.post(uri + "/pause", "", by("ben", "a fire")).is(200);
    CALLER.post(uri + "/lists/block", "{\"add\":[\"u\"]}", by("ben", "a bot")).is(200);
    CALLER.post(uri + "/close", "", by("ann", "the end")).is(200);
    CALLER.post(uri + "/reveal", "", by("ann", "the proof")).is(200);
    JsonNode all = changes("told", "").path("changes");
    assertThat(all.size()).as("what was settled is shown already").isEqualTo(5);
    JsonNode first = all.get(0);
    assertThat(first.path("actor").asString()).isEqualTo("ann@example.com");
    assertThat(first.path("reason").asString()).isEqualTo("Fr\u00fchling 100%");
    assertThat(first.path("change").asString()).isEqualTo("defined");
    assertThat(first.has("detail")).isFalse();
    assertThat(all.get(1).has("actor")).isFalse();
    assertThat(all.get(1).path("detail").asString()).isEqualTo("a +3");
    assertThat(all.get(2).path("change").asString()).isEqualTo("paused");
    assertThat(all.get(3).path("detail").asString()).isEqualTo("block +1 users");
    assertThat(all.get(4).path("number").asInt()).isEqualTo(5);
    JsonNode page = changes("told", "?after=1&limit=2");
    assertThat(page.path("next").asInt()).isEqualTo(3);
    assertThat(page.path("changes").get(0).path("number").asInt()).isEqualTo(2);
    CALLER.get("/v1/campaigns/nowhere/changes").is(404, "unknown-campaign");
    CALLER.get(uri + "/changes?limit=0").is(400, "malformed");
  }

  @Test
  void shouldLetASecondPersonApprove() {
    String uri = "/v1/campaigns/two";
    String careful = SALE.replace("{\"kind\"", "{\"secondPerson\":true,\"kind\"");
    CALLER.put(uri, careful, by("ann", "spring")).is(201);
    assertThat(CALLER.get(uri).is(200).json().path("definition").path("secondPerson").asBoolean())
        .isTrue();
    CALLER.post(uri + "/adjustments", "{\"item\":\"a\",\"quantity\":3}").is(200);
    String less = "{\"item\":\"a\",\"quantity\":-2}";
    CALLER.post(uri + "/adjustments", less).is(400, "malformed");
    JsonNode waits = CALLER.post(uri + "/adjustments", less, by("ann", "broken")).is(202).json();
    assertThat(waits.path("standing").asString()).isEqualTo("waiting");
    assertThat(waits.path("change").asInt()).isEqualTo(3);
    assertThat(changes("two", "").path("waiting").get(0).asInt()).isEqualTo(3);
    String change = "/v1/changes/two/";
    String approve = change + "3/approve";
    JsonNode asked = CALLER.get(change + "3").is(200).json();
    assertThat(asked.path("actor").asString()).isEqualTo("ann");
    assertThat(asked.path("proposed").path("quantity").asInt()).isEqualTo(-2);
    CALLER.get(change + "2").is(404, "unknown-change");
    CALLER.post(approve, "").is(400, "malformed");
    CALLER.post(approve, "", by("ann", "sure")).is(409, "same-actor");
    JsonNode done = CALLER.post(approve, "", by("ben", "I counted")).is(200).json();
    assertThat(done.path("standing").asString()).isEqualTo("approved");
    CALLER.post(approve, "", by("ben", "I counted")).is(200);
    CALLER.post(change + "3/withdraw", "", by("ann", "no")).is(409, "already-decided");
    CALLER.post(change + "99/approve", "", by("ben", "what")).is(404, "unknown-change");
    CALLER.post(change + "0/approve", "", by("ben", "what")).is(400, "malformed");
    CALLER.post(change + "x/approve", "", by("ben", "what")).is(400, "malformed");
    expectTheApprovalInTheHistory(changes("two", "?after=2").path("changes"));
    CALLER.post(uri + "/close", "", by("ann", "early")).is(202);
    CALLER.post(uri + "/lists/block", "{\"add\":[\"u\"]}", by("ann", "a bot")).is(202);
    CALLER.post(change + "6/withdraw", "", by("ben", "no")).is(200);
    CALLER.put(uri, SALE, "If-Match", "\"1\"", "Manna-Actor", "ann", "Manna-Reason", "x").is(202);
    CALLER.post(uri + "/pause", "").is(200);
    assertThat(CALLER.get(change + "3").is(200).json().path("standing").asString())
        .isEqualTo("approved");
    expectWhatWaits(changes("two", "").path("waiting"), change);
  }

  private static void expectWhatWaits(JsonNode waiting, String change) {
    assertThat(waiting.size()).isEqualTo(2);
    assertThat(proposed(change + waiting.get(0).asInt()).path("users").isMissingNode()).isTrue();
    assertThat(proposed(change + waiting.get(0).asInt()).path("add").get(0).asString())
        .isEqualTo("u");
    JsonNode edit = proposed(change + waiting.get(1).asInt());
    assertThat(edit.path("replaces").asInt()).isEqualTo(1);
    assertThat(edit.path("definition").path("kind").asString()).isEqualTo("sale");
  }

  private static void expectTheApprovalInTheHistory(JsonNode all) {
    assertThat(all.get(0).path("detail").asString()).isEqualTo("adjusted a -2");
    assertThat(all.get(1).path("change").asString()).isEqualTo("approved");
    assertThat(all.get(1).path("actor").asString()).isEqualTo("ben");
    assertThat(all.get(1).path("of").asInt()).isEqualTo(3);
    assertThat(all.get(2).path("actor").asString()).isEqualTo("ann");
  }

  private static JsonNode proposed(String uri) {
    return CALLER.get(uri).is(200).json().path("proposed");
  }

  @Test
  void shouldNotTakeHalfAnAuthor() {
    String uri = "/v1/campaigns/half";
    assertThat(CALLER.put(uri, SALE, "Manna-Actor", "ann").is(400, "malformed").body())
        .contains("Manna-Reason: the header is missing");
    assertThat(CALLER.put(uri, SALE, "Manna-Reason", "so").is(400, "malformed").body())
        .contains("Manna-Actor: the header is missing");
    CALLER.put(uri, SALE, by("a b", "so")).is(400, "malformed");
    CALLER.put(uri, SALE, by("ann", "100% more")).is(400, "malformed");
    CALLER.put(uri, SALE).is(201);
    CALLER.get(uri).is(200);
  }

  @ParameterizedTest
  @CsvSource({
    "plain text, plain text",
    "%E6%98%A5%20%25, \u6625 %",
    "a%2Fb, a/b",
  })
  void shouldReadTextOfAnyScript(String header, String text) {
    assertThat(HeaderText.decoded("Manna-Reason", header)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"%", "%4", "%zz", "\u00fc", "%FF", "%C3", "a%"})
  void shouldReadNothingElse(String header) {
    assertThatThrownBy(() -> HeaderText.decoded("Manna-Reason", header))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("Manna-Reason: ");
  }
}
