package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.ChangeReply;
import dev.manna.core.Command.Claim;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Steer;
import dev.manna.core.ProofCommand;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.server.proof.SmallLog;
import dev.manna.simulation.Chance;
import dev.manna.simulation.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Both verifiers over the log of a crowd that asks for everything. */
@Timeout(value = 1, unit = TimeUnit.DAYS)
final class VerifyRandomTest {
  private static final long REQUESTS = Long.getLong("manna.verify.requests", 20_000);

  /** Far above what a slow machine takes for so many, so that what hangs is ended. */
  private static final Duration LIMIT = Duration.ofMinutes(5 + REQUESTS / 20_000);

  /** More campaigns than a crowd names in so many requests. */
  private static final long CAMPAIGNS = REQUESTS / 20;

  @TempDir Path folder;

  @Test
  void shouldAgreeOnARandomLogOfManyCampaigns() {
    assertTimeoutPreemptively(LIMIT, this::agree);
  }

  private void agree() throws IOException {
    Path data = folder.resolve("data");
    crowd(data);
    Path file = folder.resolve("published.jsonl");
    assertThat(new Command().run("export", "--public", "--data", data, "--out", file)).isZero();
    Command verify = new Command();
    assertThat(verify.run("verify", file, "--json")).as(verify.out()).isZero();
    JsonNode report = verify.json();
    assertThat(report.path("recomputed").asLong()).isGreaterThan(REQUESTS / 40);
    assertThat(report.path("unrevealed").asLong()).isZero();
    Proofs.agree(file, report);
  }

  private static void crowd(Path data) throws IOException {
    Chance chance = new Chance(7);
    try (SmallLog log = new SmallLog(data)) {
      Workload workload = new Workload(chance, 12, 40);
      for (long i = 0; i < REQUESTS; i++) {
        log.pass(chance.between(0, 50));
        Request request = workload.next(log.millis());
        Reply reply = log.ask(request);
        workload.learn(reply);
        // A crowd that comes for what is over would leave little to be verified.
        if (request instanceof Claim claim
            && reply instanceof Reply.Refused refused
            && refused.refusal() == Refusal.ENDED) {
          workload.leave(claim.campaign());
        }
      }
      for (long i = -1; i < CAMPAIGNS; i++) {
        String campaign = i < 0 ? "nowhere" : "c" + i;
        close(log, campaign);
        log.ask(new ProofCommand.Reveal(campaign));
      }
    }
  }

  /** With a second person, where it needs one; what waits makes room for it. */
  private static void close(SmallLog log, String campaign) {
    Author ann = new Author("ann", "the end");
    if (log.ask(new Query.OfChanges(campaign, 0, 1)) instanceof ChangeReply.Changes changes) {
      for (int number : changes.waiting()) {
        log.ask(new ChangeCommand.Withdraw(campaign, number, ann));
      }
    }
    Steer close = new Steer(campaign, Move.CLOSE);
    if (log.ask(new ChangeCommand.Authored(close, ann)) instanceof ChangeReply.Proposal waits) {
      Author ben = new Author("ben", "it is");
      log.ask(new ChangeCommand.Approve(campaign, waits.number(), ben));
    }
  }
}
