package dev.manna.server.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.crowd.History.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HistoryTest {
  private final History history = new History();

  @Test
  void shouldKeepTheBytesOfWhatWasAccepted() {
    for (int claim = 0; claim < 10_000; claim += 2) {
      history.answered(claim, Answers.of(200, "reply to " + claim + "x".repeat(claim % 300), 1));
    }
    String large = "y".repeat(3_000_000);
    history.answered(10_001, Answers.of(200, large, 1));
    history.answered(10_003, Answers.of(200, "after it", 1));
    assertThat(text(4_444)).isEqualTo("reply to 4444" + "x".repeat(4_444 % 300));
    assertThat(text(10_001)).isEqualTo(large);
    assertThat(text(10_003)).isEqualTo("after it");
    assertThat(history.body(4_445)).isNull();
    assertThat(history.body(20_000)).isNull();
    assertThat(history.claims()).isEqualTo(10_004);
    assertThat(history.accepted()).isEqualTo(5_002);
  }

  @Test
  void shouldTellARefusalFromOneThatCameLate() {
    history.answered(0, Answers.of(409, "{}", 1));
    history.answered(1, Answers.of(409, "{}", 2));
    assertThat(history.outcome(0)).isEqualTo(Outcome.REFUSED);
    assertThat(history.outcome(1)).isEqualTo(Outcome.REFUSED_AGAIN);
    assertThat(history.outcome(2)).isEqualTo(Outcome.UNKNOWN);
    assertThat(history.repeated(0)).isFalse();
    assertThat(history.repeated(1)).isTrue();
  }

  @Test
  void shouldAllowThatOneOfTwoClicksWasRefusedFirst() {
    history.answered(0, Answers.of(409, "{}", 1));
    history.answered(0, Answers.of(200, "won", 1));
    history.answered(0, Answers.of(200, "won", 1));
    assertThat(history.outcome(0)).isEqualTo(Outcome.ACCEPTED);
    assertThat(history.differing()).isZero();
  }

  @Test
  void shouldCountAnswersThatDiffer() {
    history.answered(0, Answers.of(200, "won", 1));
    history.answered(0, Answers.of(200, "lost", 1));
    history.mustBeAsBefore(0, Answers.of(200, "wo", 1));
    history.mustBeAsBefore(0, Answers.of(409, "won", 1));
    history.mustBeAsBefore(0, Answers.of(200, "won", 1));
    assertThat(history.differing()).isEqualTo(3);
  }

  @Test
  void shouldReplayWhatWasRepeatedAndASampleOfTheRest() {
    for (int claim = 0; claim < 10_000; claim++) {
      int status = claim % 10 == 0 ? 409 : 200;
      history.answered(claim, Answers.of(status, "reply " + claim, claim == 7 ? 2 : 1));
    }
    Replay replay = new Replay(history, claim -> new byte[0]);
    boolean seven = false;
    for (Ask ask = replay.next(); ask != null; ask = replay.next()) {
      assertThat(ask.number() % 10).isNotZero();
      seven |= ask.number() == 7;
      replay.answered(ask, Answers.of(200, "reply " + ask.number(), 1));
    }
    assertThat(seven).isTrue();
    assertThat(replay.over()).isTrue();
    assertThat(replay.sent()).isBetween(2_000L, 3_000L);
    assertThat(history.differing()).isZero();
  }

  private String text(int claim) {
    return new String(history.body(claim), StandardCharsets.UTF_8);
  }
}
