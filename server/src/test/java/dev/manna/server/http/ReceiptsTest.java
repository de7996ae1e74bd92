package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.ProofQuery;
import dev.manna.core.ProofReply;
import dev.manna.core.Receipt;
import dev.manna.core.Redeem;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Fingerprint;
import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Receipts as they are signed, read, asked for and redeemed. */
class ReceiptsTest {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
  private static final long NOW = 1_800_000_000_000L;
  private static final Receipts RECEIPTS = new Receipts(KEY, () -> 3, () -> NOW);
  private static final List<Request> ASKED = Collections.synchronizedList(new ArrayList<>());
  private static final ScriptedApi API =
      new ScriptedApi(ScriptedApi.SETTINGS, ReceiptsTest::answer);
  private static final Caller CALLER = new Caller(API.port());

  private static Reply answer(Request request) {
    ASKED.add(request);
    if (request instanceof ProofQuery.OfSigned of) {
      boolean known = of.receipt().user().equals("ann");
      return new ProofReply.Signed(of.receipt(), known ? 41 : 0, known ? 0 : NOW, 50);
    }
    Command.Claim claim =
        request instanceof Redeem redeem ? redeem.claim() : (Command.Claim) request;
    List<Grant> grants =
        claim.user().equals("unlucky")
            ? List.of()
            : List.of(
                new Grant(
                    new GrantId("wheel", 7),
                    "car",
                    new Grant.Worth.Quantity(1),
                    Grant.State.GIVEN,
                    0,
                    41));
    return new Reply.Claimed("wheel", claim.user(), claim.key(), 1, grants, 41);
  }

  @BeforeAll
  static void sign() {
    API.gate.sign(RECEIPTS);
  }

  @AfterAll
  static void close() {
    API.close();
  }

  private static String body(String user, String receipt) {
    return "{\"user\":\"%s\",\"draws\":1,\"receipt\":\"%s\"}".formatted(user, receipt);
  }

  @Test
  void shouldSignWhatAClaimGotWhereItAsks() {
    String plain = CALLER.claim("wheel", "k1", "{\"user\":\"ann\",\"draws\":1}").is(200).body();
    assertThat(plain).doesNotContain("receipt");
    Got got = CALLER.claim("wheel", "k1", body("ann", "wanted")).is(200);
    String receipt = got.json().path("receipt").asString();
    assertThat(got.body()).isEqualTo(plain.replaceFirst("}$", ",\"receipt\":\"" + receipt + "\"}"));
    assertThat(RECEIPTS.read(receipt))
        .isEqualTo(
            new Receipt(
                "wheel",
                "ann",
                "k1",
                Fingerprint.of(new Command.Draw("wheel", "ann", "k1", 1)),
                3,
                41,
                NOW,
                1,
                List.of(new Receipt.Line("car", 1, 0))));
    assertThat(CALLER.claim("wheel", "k2", body("unlucky", "wanted")).is(200).body())
        .doesNotContain("receipt");
  }

  @Test
  void shouldRedeemAReceiptThatItHasSigned() {
    String receipt =
        CALLER
            .claim("wheel", "k3", body("bob", "wanted"))
            .is(200)
            .json()
            .path("receipt")
            .asString();
    Got again = CALLER.claim("wheel", "k3", body("bob", receipt)).is(200);
    assertThat(ASKED.getLast()).isInstanceOf(Redeem.class);
    assertThat(((Redeem) ASKED.getLast()).receipt()).isEqualTo(RECEIPTS.read(receipt));
    assertThat(RECEIPTS.read(again.json().path("receipt").asString())).isNotNull();
  }

  @Test
  void shouldCheckAReceipt() {
    String wanted = CALLER.claim("wheel", "k4", body("ann", "wanted")).is(200).body();
    String receipt = wanted.replaceFirst(".*\"receipt\":\"([^\"]*)\".*", "$1");
    Got checked = CALLER.post("/v1/receipts", "{\"receipt\":\"" + receipt + "\"}").is(200);
    assertThat(checked.body())
        .isEqualTo(
            "{\"campaign\":\"wheel\",\"user\":\"ann\",\"key\":\"k4\",\"epoch\":3,\"toldAt\":41,"
                + "\"time\":\"2027-01-15T08:00:00.000Z\",\"uses\":1,"
                + "\"lines\":[{\"item\":\"car\",\"amount\":1}],\"claimedAt\":41,\"position\":50}");
    String lost =
        RECEIPTS.sign(
            new Receipt(
                "wheel", "bob", "k", 1, 1, 2, NOW, 1, List.of(new Receipt.Line("a", 1, NOW))));
    assertThat(CALLER.post("/v1/receipts", "{\"receipt\":\"" + lost + "\"}").is(200).body())
        .contains("\"expiresAt\":\"2027", "\"redeemUntil\":\"2027")
        .doesNotContain("claimedAt");
    String other = receipt.substring(1);
    CALLER.post("/v1/receipts", "{\"receipt\":\"" + other + "\"}").is(400, "wrong-receipt");
    CALLER.post("/v1/receipts", "{}").is(400, "malformed");
  }

  @Test
  void shouldKnowNoOtherHand() {
    Receipt receipt =
        new Receipt("c", "u", "k", 1, 1, 2, NOW, 1, List.of(new Receipt.Line("a", 1, 0)));
    String signed = RECEIPTS.sign(receipt);
    assertThat(RECEIPTS.read(signed)).isEqualTo(receipt);
    byte[] other = KEY.clone();
    other[0]++;
    assertThat(new Receipts(other, () -> 3, () -> NOW).read(signed)).isNull();
    byte[] bytes = Base64.getUrlDecoder().decode(signed);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(RECEIPTS.read(Base64.getUrlEncoder().encodeToString(changed))).isNull();
    }
    assertThat(RECEIPTS.read("")).isNull();
    assertThat(RECEIPTS.read("no base64!")).isNull();
    CALLER.claim("wheel", "k4", body("ann", signed + "AA")).is(400, "wrong-receipt");
  }

  @Test
  void shouldSayThatItHasNoKey() {
    try (ScriptedApi plain = new ScriptedApi(ScriptedApi.SETTINGS, ReceiptsTest::answer)) {
      Caller caller = new Caller(plain.port());
      Got got = caller.claim("wheel", "k", body("ann", "wanted")).is(400, "malformed");
      assertThat(got.detail()).contains("no key");
    }
  }
}
