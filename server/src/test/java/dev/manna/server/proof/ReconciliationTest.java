package dev.manna.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Event.Ending;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Reply;
import dev.manna.server.crowd.Answers;
import dev.manna.server.crowd.History;
import dev.manna.simulation.audit.Invariant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReconciliationTest {
  private static final int CLAIMS = 12;

  @TempDir Path folder;
  private final History history = new History();
  private final Settlements settlements = new Settlements();
  private final Map<String, Integer> asked = new HashMap<>();
  private final List<Batch> log = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();

  @BeforeEach
  void writeALogThatClientsKnow() throws IOException {
    Path data = folder.resolve("data");
    try (SmallLog shop = new SmallLog(data)) {
      shop.define("flash", SmallLog.sale());
      shop.define("rain", SmallLog.rain());
      shop.ask(new Command.Adjust("flash", "more", new Command.Change.Stock("a", 7)));
      for (int i = 0; i < CLAIMS; i++) {
        String user = "user-" + i;
        String key = "key-" + i;
        boolean order = i % 2 == 0;
        Reply reply =
            order
                ? shop.ask(SmallLog.order("flash", user, key, 1, 60_000))
                : shop.ask(new Command.Snatch("rain", user, key));
        asked.put((order ? "flash " : "rain ") + user + ' ' + key, i);
        bodies.add(json((Reply.Claimed) reply));
        history.answered(i, Answers.of(200, bodies.get(i), 1));
      }
      shop.ask(new Command.Settle(new GrantId("flash", 1), Command.Settlement.CONFIRM));
      settlements.add(0, Ending.CONFIRMED);
      shop.pass(60_000);
      shop.ask(new Command.Settle(new GrantId("flash", 3), Command.Settlement.CONFIRM));
      settlements.add(2, Ending.CONFIRMED);
    }
    try (StoppedLog stopped = StoppedLog.open(data)) {
      stopped.read(batch -> log.add(copy(batch)));
    }
  }

  @Test
  void shouldFindThatAllHolds() {
    Verdict verdict = verdict();
    assertThat(broken(verdict)).isEmpty();
    assertThat(verdict.ok()).isTrue();
    assertThat(verdict.invariants()).extracting(Invariant::name).contains("acknowledged-kept");
  }

  @Test
  void shouldFindWhatWasAcknowledgedAndIsLost() {
    String lost =
        bodies.get(0).replace("key-0", "key-99").replace("\"position\":5", "\"position\":9");
    history.answered(99, Answers.of(200, lost, 1));
    Verdict verdict = verdict();
    assertThat(verdict.lost()).isEqualTo(1);
    assertThat(broken(verdict)).contains("nothing-lost", "acknowledged-kept");
  }

  @Test
  void shouldFindThatALogWasCutOff() {
    log.removeLast();
    log.removeLast();
    log.removeLast();
    Verdict verdict = verdict();
    assertThat(verdict.lost()).isEqualTo(3);
    assertThat(broken(verdict)).contains("nothing-lost", "settlements-kept");
  }

  @Test
  void shouldFindAnEffectThatHappenedTwice() {
    Batch again = log.get(4);
    log.add(
        new Batch(log.getLast().last() + 1, again.count(), again.timeMillis(), again.payload()));
    Verdict verdict = verdict();
    assertThat(verdict.twice()).isEqualTo(1);
    assertThat(broken(verdict)).contains("nothing-twice", "one-effect-per-key");
  }

  @Test
  void shouldFindAnAnswerThatIsNotWhatTheLogSays() {
    History told = new History();
    told.answered(0, Answers.of(200, bodies.get(0).replace("\"quantity\":1", "\"quantity\":2"), 1));
    Reconciliation reconciliation = new Reconciliation(told, this::number, new Settlements());
    log.forEach(reconciliation::accept);
    assertThat(broken(reconciliation.verdict())).containsExactly("same-reply");
  }

  @Test
  void shouldFindOtherBytesForTheSameClaim() {
    history.mustBeAsBefore(3, Answers.of(200, bodies.get(3) + " ", 1));
    history.mustBeAsBefore(5, Answers.of(409, "{}", 1));
    Verdict verdict = verdict();
    assertThat(verdict.twice()).isEqualTo(2);
    assertThat(broken(verdict)).containsExactly("nothing-twice");
  }

  @Test
  void shouldFindWhatNobodyAskedFor() {
    asked.remove("rain user-1 key-1");
    assertThat(broken(verdict())).contains("asked-only");
  }

  @Test
  void shouldFindWhatWasRefusedAndHasAnEffect() {
    History told = new History();
    told.answered(2, Answers.of(409, "{\"code\":\"sold-out\"}", 1));
    Reconciliation reconciliation = new Reconciliation(told, this::number, new Settlements());
    log.forEach(reconciliation::accept);
    assertThat(broken(reconciliation.verdict())).containsExactly("refused-without-trace");
  }

  @Test
  void shouldFindAHoldThatEndedOtherwiseThanWasTold() {
    Settlements told = new Settlements();
    told.add(0, Ending.CANCELLED);
    Reconciliation reconciliation = new Reconciliation(history, this::number, told);
    log.forEach(reconciliation::accept);
    assertThat(broken(reconciliation.verdict())).containsExactly("settlements-kept");
  }

  @Test
  void shouldFindALateConfirmationThatTookNothing() {
    log.removeLast();
    assertThat(broken(verdict())).containsExactly("settlements-kept");
  }

  private Verdict verdict() {
    Reconciliation reconciliation = new Reconciliation(history, this::number, settlements);
    log.forEach(reconciliation::accept);
    return reconciliation.verdict();
  }

  private int number(String campaign, String user, String key) {
    return asked.getOrDefault(campaign + ' ' + user + ' ' + key, Asked.NOBODY);
  }

  private static List<String> broken(Verdict verdict) {
    return verdict.invariants().stream()
        .filter(invariant -> !invariant.held())
        .map(Invariant::name)
        .toList();
  }

  private static Batch copy(Batch batch) {
    ByteBuffer payload = batch.payload().duplicate();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return new Batch(batch.first(), batch.count(), batch.timeMillis(), ByteBuffer.wrap(bytes));
  }

  /** A reply as the documentation of the API has it. */
  private static String json(Reply.Claimed claimed) {
    StringJoiner grants = new StringJoiner(",", "[", "]");
    for (Grant grant : claimed.grants()) {
      String worth =
          switch (grant.worth()) {
            case Grant.Worth.Quantity(long units) -> "\"quantity\":" + units;
            case Grant.Worth.Amount(long cents, String currency) ->
                "\"amount\":" + cents + ",\"currency\":\"" + currency + '"';
          };
      String expires =
          grant.expiresAtMillis() == 0
              ? ""
              : ",\"expiresAt\":\"" + Instant.ofEpochMilli(grant.expiresAtMillis()) + '"';
      grants.add(
          "{\"id\":\"%s\",\"item\":\"%s\",%s,\"state\":\"%s\"%s}"
              .formatted(grant.id(), grant.item(), worth, grant.state().word(), expires));
    }
    return ("{\"campaign\":\"%s\",\"user\":\"%s\",\"key\":\"%s\",\"outcome\":\"%s\","
            + "\"uses\":%d,\"grants\":%s,\"position\":%d}")
        .formatted(
            claimed.campaign(),
            claimed.user(),
            claimed.key(),
            claimed.granted() ? "granted" : "missed",
            claimed.uses(),
            grants,
            claimed.position());
  }
}
