package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Command.Claim;
import dev.manna.core.Explanation;
import dev.manna.core.Explanation.Balance;
import dev.manna.core.Explanation.Step;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Explainer;
import dev.manna.core.law.Machine;
import dev.manna.core.law.Prepared;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a trace says refuses a claim is what the law refuses it with. */
class TraceTest {
  private static final int RUNS = 60;
  private static final int REQUESTS = 2_000;

  /** What claims are refused with. */
  private static final Set<Refusal> ALL =
      EnumSet.of(
          Refusal.MALFORMED,
          Refusal.UNKNOWN_CAMPAIGN,
          Refusal.KEY_REUSED,
          Refusal.NOT_STARTED,
          Refusal.PAUSED,
          Refusal.ENDED,
          Refusal.BLOCKED,
          Refusal.NOT_ELIGIBLE,
          Refusal.NO_CHANCES,
          Refusal.LIMIT_REACHED,
          Refusal.COOLING_DOWN,
          Refusal.EMPTY_CART,
          Refusal.SOLD_OUT,
          Refusal.ALL_HELD,
          Refusal.INSUFFICIENT);

  private final Set<Refusal> seen = EnumSet.noneOf(Refusal.class);
  private int accepted;

  @Test
  void shouldNameTheRefusalThatTheLawNames() {
    for (int seed = 0; seed < RUNS; seed++) {
      new Run(seed).play();
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(accepted).isGreaterThan(RUNS * 50);
  }

  private final class Run {
    private final int seed;
    private final Chance chance;
    private final Workload workload;
    private final Clock clock;
    private final Machine live = new Machine();
    private final List<Batch> log = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();

    Run(int seed) {
      this.seed = seed;
      chance = new Chance(seed);
      clock = new Clock(chance, new Faults());
      workload = new Workload(chance, 1 + chance.below(4), 1 + chance.below(30));
    }

    void play() {
      live.begin(clock.millis());
      live.found(chance.bits(), chance.bits());
      keep();
      for (int i = 0; i < REQUESTS; i++) {
        if (i % 5 == 0) {
          clock.pass();
        }
        live.begin(clock.millis());
        ask(workload.next(clock.millis()));
        keep();
      }
      for (int i = 0; i < claims.size(); i += 1 + claims.size() / 10) {
        explain(claims.get(i));
      }
    }

    private void keep() {
      Batch batch = live.batch();
      if (batch != null) {
        ByteBuffer copy = ByteBuffer.allocate(batch.payload().remaining());
        copy.put(batch.payload().duplicate()).flip();
        log.add(new Batch(batch.first(), batch.count(), batch.timeMillis(), copy));
      }
      live.commit();
    }

    private void ask(Request request) {
      Prepared prepared = live.prepare(request);
      long before = live.position();
      List<Step> steps = request instanceof Claim ? live.trace(prepared) : List.of();
      Reply reply = live.handle(prepared, chance::bits);
      workload.learn(reply);
      if (!(request instanceof Claim claim)) {
        return;
      }
      List<Refusal> refused = steps.stream().filter(Step::refuses).map(Step::rule).toList();
      switch (reply) {
        case Reply.Refused no -> {
          assertThat(refused)
              .as("seed %d, %s, %s", seed, request, no)
              .containsExactly(no.refusal());
          seen.add(no.refusal());
        }
        case Reply.Claimed was when was.position() <= before ->
            // Answered again, whatever an edit asks of claims since.
            assertThat(refused).isSubsetOf(Refusal.MALFORMED, Refusal.KEY_REUSED).hasSize(1);
        case Reply.Claimed claimed -> {
          assertThat(refused).as("seed %d, %s", seed, request).isEmpty();
          accepted++;
          claims.add(claim);
        }
        case Reply other -> throw new AssertionError(other);
      }
    }

    private void explain(Claim claim) {
      Explainer explainer = new Explainer(claim.campaign(), claim.user(), claim.key());
      log.forEach(explainer::take);
      assertThat(explainer.isFound()).as("seed %d, %s", seed, claim).isTrue();
      Explanation explanation = explainer.explanation();
      assertThat(explanation.steps())
          .as("seed %d, %s", seed, claim)
          .hasSizeGreaterThan(7)
          .noneMatch(Step::refuses);
      assertThat(explanation.again())
          .as("seed %d, %s", seed, claim)
          .isNotEqualTo(Explanation.Again.OTHER);
      assertThat(explanation.balances())
          .filteredOn(balance -> balance.account().what().equals("uses"))
          .singleElement()
          .satisfies(balance -> assertThat(balance.after()).isGreaterThan(balance.before()));
      for (Balance balance : explanation.balances()) {
        if (balance.account().what().equals("free")) {
          assertThat(balance.after()).as("%s", balance).isLessThanOrEqualTo(balance.before());
        }
      }
    }
  }
}
