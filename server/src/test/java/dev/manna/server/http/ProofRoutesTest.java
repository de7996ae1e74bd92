package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import dev.manna.server.RunningServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Proof and receipts on a whole server, computed again with the JDK's own SHA-256. */
final class ProofRoutesTest {
  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();
  private static final String WHEEL =
      """
      {"kind":"lottery","title":"W\u00fcrfel","prizes":[{"id":"mug","weight":1,"stock":5}]}""";

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static byte[] sha(byte[]... pieces) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] piece : pieces) {
      digest.update(piece);
    }
    return digest.digest();
  }

  private static byte[] hex(Got got, String field) {
    return HexFormat.of().parseHex(got.json().path(field).asString());
  }

  @Test
  void shouldShowWhatBindsTheOutcomesAndTheKeyAfterTheEnd() throws Exception {
    CALLER.put("/v1/campaigns/wheel", WHEEL).is(201);
    Got before = CALLER.get("/v1/campaigns/wheel/proof").is(200);
    assertThat(before.json().has("key")).isFalse();
    String body = before.body();
    String definition =
        body.substring(body.indexOf("\"definition\":") + 13, body.lastIndexOf(",\"position\""));
    byte[] rules = sha(definition.getBytes(StandardCharsets.UTF_8));
    assertThat(hex(before, "rulesHash")).isEqualTo(rules);
    assertThat(hex(before, "commitment"))
        .isEqualTo(
            sha(
                hex(before, "keyHash"),
                rules,
                new byte[] {0, 0, 0, 0, 0, 0, 0, 1},
                "wheel".getBytes(StandardCharsets.US_ASCII)));

    CALLER.post("/v1/campaigns/wheel/reveal", "").is(409, "not-ended");
    CALLER.post("/v1/campaigns/wheel/close", "").is(200);
    Got shown = CALLER.post("/v1/campaigns/wheel/reveal", "").is(200);
    assertThat(sha(hex(shown, "key"), hex(shown, "saltHash"))).isEqualTo(hex(before, "keyHash"));
    assertThat(hex(shown, "commitment")).isEqualTo(hex(before, "commitment"));
    assertThat(CALLER.post("/v1/campaigns/wheel/reveal", "{}").is(200).body())
        .isEqualTo(shown.body());
    assertThat(CALLER.get("/v1/campaigns/wheel/proof").is(200).body()).isEqualTo(shown.body());
    CALLER.get("/v1/campaigns/nowhere/proof").is(404, "unknown-campaign");
    CALLER.post("/v1/campaigns/nowhere/reveal", "").is(404, "unknown-campaign");
  }

  @Test
  void shouldGiveEachClaimAReceipt() throws Exception {
    CALLER.put("/v1/campaigns/receipts", WHEEL).is(201);
    Got claimed = CALLER.claim("receipts", "k/1", "{\"user\":\"a/b\"}").is(200);
    Got receipt = CALLER.get("/v1/claims/receipts/a%2Fb/k%2F1/receipt").is(200);
    for (String field : new String[] {"user", "key", "outcome", "uses", "grants", "position"}) {
      assertThat(receipt.json().path(field)).isEqualTo(claimed.json().path(field));
    }
    byte[] userSalt = hex(receipt, "userSalt");
    assertThat(hex(receipt, "alias"))
        .isEqualTo(sha(userSalt, "a/b".getBytes(StandardCharsets.US_ASCII)));
    assertThat(hex(receipt, "ticket"))
        .isEqualTo(sha(userSalt, new byte[1], "k/1".getBytes(StandardCharsets.US_ASCII)));
    CALLER.get("/v1/claims/receipts/a%2Fb/k/receipt").is(404, "unknown-claim");
    CALLER.get("/v1/claims/receipts/nobody/k/receipt").is(404, "unknown-claim");
    CALLER.get("/v1/claims/nowhere/nobody/k/receipt").is(404, "unknown-campaign");
    CALLER.get("/v1/claims/receipts//k/receipt").is(400, "malformed");
    CALLER.get("/v1/claims/receipts/a/%20/receipt").is(400, "malformed");
  }
}
