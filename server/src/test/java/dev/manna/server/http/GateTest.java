package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Check;
import dev.manna.core.Command;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Before the engine is there, when it has no room, when it breaks, and when the process stops. */
final class GateTest {
  private static final String CLAIM = "{\"user\":\"u\",\"draws\":1}";

  @Test
  void shouldSayWhyNothingCanBeClaimed() {
    try (ScriptedApi api =
        new ScriptedApi(
            ScriptedApi.SETTINGS, request -> Reply.Refused.of(Refusal.ENDED, "long ago"))) {
      Caller caller = new Caller(api.port());
      AtomicBoolean full = new AtomicBoolean();
      api.gate.open(api.engine, full::get);
      caller.get("/health/ready").is(200);
      full.set(true);
      assertThat(caller.get("/health/ready").is(503).body())
          .isEqualTo("{\"status\":\"not-ready\",\"reason\":\"disk-full\"}");
      full.set(false);
      caller.claim("wheel", "k", CLAIM).is(409, "ended");

      api.gate.stop();
      assertThat(caller.get("/health/ready").is(503).body()).contains("\"stopping\"");
      assertThat(caller.get("/health/live").is(200).body()).contains("live");
      Got refused = caller.claim("wheel", "k", CLAIM).is(503, "unavailable");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      caller
          .put("/v1/campaigns/wheel", "{\"kind\":\"sale\",\"skus\":[{\"id\":\"a\",\"stock\":1}]}")
          .is(503, "unavailable");
    }
  }

  @Test
  void shouldBeAliveButNotReadyWhileItRecovers() {
    Gate gate = new Gate();
    assertThat(gate.closedBecause()).isEqualTo("recovering");
    assertThat(gate.submit(new Query.OfCampaign("wheel")).join())
        .isEqualTo(
            new Reply.Refused(Refusal.UNAVAILABLE, "The server is recovering.", 1_000, List.of()));
  }

  @Test
  void shouldReadWhileTheProcessStops() {
    Gate gate = new Gate();
    Reply reply = Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "none");
    gate.open((request, receiver) -> receiver.receive(reply), () -> false);
    gate.stop();
    assertThat(gate.submit(new Query.OfCampaign("wheel")).join()).isEqualTo(reply);
    Reply refused = gate.submit(new Command.Steer("wheel", Command.Move.PAUSE)).join();
    assertThat(((Reply.Refused) refused).refusal()).isEqualTo(Refusal.UNAVAILABLE);
  }

  @Test
  void shouldEndTheProcessWhenAnInvariantBreaksAndOnlyThen() {
    try (ScriptedApi api = new ScriptedApi(ScriptedApi.SETTINGS, request -> null)) {
      Caller caller = new Caller(api.port());
      api.gate.open(
          (request, receiver) -> {
            throw new IllegalStateException("a defect of one request");
          },
          () -> false);
      Got got = caller.send("POST", "/v1/campaigns/wheel/pause", "{}");
      assertThat(got.status()).isEqualTo(500);
      assertThat(got.code()).isEqualTo("internal");
      assertThat(api.fatal).isEmpty();

      Check.Broken broken = Check.broken("one and one are three");
      api.gate.open(
          (request, receiver) -> {
            throw broken;
          },
          () -> false);
      Thread.startVirtualThread(() -> caller.claim("wheel", "k", CLAIM));
      while (api.fatal.isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(api.fatal).containsExactly(broken);
    }
  }
}
