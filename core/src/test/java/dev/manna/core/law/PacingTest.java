package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Grant;
import dev.manna.core.Pacing;
import dev.manna.core.Pacing.Knot;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A quota lasts the round, whoever comes when: the real law under simulated crowds. While at least
 * as many come as the curve lets out, the share that is out is never above the curve and at most
 * two per cent of the quota below it, and the last cent is given.
 */
class PacingTest {
  private static final int PACKETS = 5_000;
  private static final long START = 10_000_000;
  private static final long LENGTH = 1_000_000;

  /** A crowd that falls tenfold still has more than the curve lets out at its end. */
  private static final int SNATCHES = 40_000;

  /** Which part of the crowd has come when a part of the time is over. */
  interface Crowd {
    double share(double time);
  }

  private static Stream<Arguments> crowds() {
    List<Pacing> paces =
        List.of(
            new Pacing.Linear(),
            new Pacing.FrontLoaded(),
            new Pacing.Knots(List.of(new Knot(300, 100), new Knot(500, 700))));
    Crowd steady = time -> time;
    Crowd falling = time -> (time - 0.45 * time * time) / 0.55;
    Crowd rising = time -> (0.1 * time + 0.45 * time * time) / 0.55;
    // Half of all come within the first second of a thousand.
    Crowd spike = time -> time < 0.001 ? 500 * time : 0.5 + 0.5 * (time - 0.001) / 0.999;
    return paces.stream()
        .flatMap(
            pace ->
                Stream.of(
                    Arguments.of(pace, "steady", steady),
                    Arguments.of(pace, "falling tenfold", falling),
                    Arguments.of(pace, "rising tenfold", rising),
                    Arguments.of(pace, "spike", spike)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("crowds")
  void shouldFollowTheCurveWhoeverComesWhen(Pacing pace, String name, Crowd crowd) {
    Desk desk = new Desk();
    Terms terms = Terms.open("").within(START, START + LENGTH);
    RainPlan plan = RainPlan.NONE.with(pace);
    Split split = new Split.PositionFair(1, 200);
    desk.define("c", new RedPacket(terms, "CNY", 500_000, PACKETS, split, 1_000_000, plan));
    Random random = new Random(5);
    desk.luck = random.nextLong();
    Curve curve = new Curve(pace.knots());
    long out = 0;
    long cents = 0;
    long farthest = 0;
    for (int i = 0; i < SNATCHES; i++) {
      desk.now = START + (long) (LENGTH * when(crowd, (i + 0.5) / SNATCHES));
      long elapsed = Curve.elapsed(desk.now, START, START + LENGTH);
      if (!(desk.snatch("u" + i, "k") instanceof Reply.Claimed claimed)) {
        break;
      }
      if (claimed.granted()) {
        out++;
        cents += ((Grant.Worth.Amount) claimed.grants().getFirst().worth()).cents();
      }
      long behind = curve.due(PACKETS, elapsed) - out;
      assertThat(behind).isNotNegative();
      farthest = Math.max(farthest, behind);
    }
    assertThat(farthest).isLessThanOrEqualTo(PACKETS / 50);
    assertThat(out).isEqualTo(PACKETS);
    assertThat(cents).isEqualTo(500_000);
  }

  private static double when(Crowd crowd, double share) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      if (crowd.share(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
