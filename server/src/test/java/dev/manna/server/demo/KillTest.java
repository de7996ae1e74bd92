package dev.manna.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.child.Crash;
import dev.manna.server.child.ServerProcess;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.crowd.CrowdThread;
import dev.manna.server.crowd.Operator;
import dev.manna.server.crowd.Replay;
import dev.manna.server.crowd.Requests;
import dev.manna.server.demo.Giveaways.Kind;
import dev.manna.server.proof.Reconciliation;
import dev.manna.server.proof.StoppedLog;
import dev.manna.server.proof.Verdict;
import dev.manna.simulation.audit.Invariant;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server under real load, killed again and again. */
final class KillTest {
  private static final int KILLS = 25;
  private static final int USERS = 3_000;
  private static final int CLIENTS = 24;

  /** So long at most a server lives after its first answer. */
  private static final int LIVES_MILLIS = 250;

  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(25);

  @Test
  void shouldLoseNothingAndGiveNothingTwiceHoweverOftenItIsKilled() throws Exception {
    try (ServerProcess server = new ServerProcess(folder, "--segment-mib", "1")) {
      server.start();
      server.awaitReady();
      open(server);
      Wishes wishes = new Wishes(new Requests(server.uri()), USERS);
      DemoScript script = new DemoScript(wishes);
      Crowd crowd = new Crowd(server.uri(), Crowd.Terms.closedLoop(CLIENTS), script);
      try (CrowdThread thread = new CrowdThread(crowd)) {
        for (int kill = 0; kill < KILLS; kill++) {
          Thread.sleep(random.nextInt(LIVES_MILLIS));
          if (kill % 5 == 4) {
            killWhileItRecovers(server);
          }
          Crash.of(server, crowd, thread::check);
        }
        crowd.stop();
        thread.join();
      }
      Replay replay = new Replay(script.history(), wishes::request);
      new Crowd(server.uri(), Crowd.Terms.closedLoop(CLIENTS), replay).run();
      server.kill();
      audit(server, script, wishes);
      assertThat(crowd.repeated()).isGreaterThan(KILLS);
      assertThat(replay.sent()).isGreaterThan(KILLS);
    }
  }

  private static void open(ServerProcess server) {
    Giveaways giveaways = new Giveaways(USERS);
    try (Operator operator = new Operator(server.uri())) {
      for (Kind kind : Kind.values()) {
        operator.define(kind.campaign, giveaways.definition(kind));
      }
    }
  }

  /** The next kill finds a server that is anywhere between its first instruction and serving. */
  private void killWhileItRecovers(ServerProcess server) throws InterruptedException {
    server.kill();
    server.start();
    Thread.sleep(random.nextInt(1_000));
  }

  private static void audit(ServerProcess server, DemoScript script, Wishes wishes) {
    Reconciliation reconciliation =
        new Reconciliation(script.history(), wishes, script.settlements());
    try (StoppedLog log = StoppedLog.open(server.data())) {
      log.read(
          batch -> {
            reconciliation.accept(batch);
            return true;
          });
    }
    Verdict verdict = reconciliation.verdict();
    assertThat(verdict.invariants()).allMatch(Invariant::held);
    assertThat(verdict.lost()).isZero();
    assertThat(verdict.twice()).isZero();
    assertThat(script.unexpected()).isNull();
    assertThat(script.claims()).isGreaterThan(KILLS * 10L);
    for (Kind kind : Kind.values()) {
      assertThat(script.tally(kind).grantedClaims()).isPositive();
    }
  }
}
