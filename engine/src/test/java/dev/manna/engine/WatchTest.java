package dev.manna.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.ChangeCommand;
import dev.manna.core.Command;
import dev.manna.core.Engine;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Conservation.Violation;
import dev.manna.core.law.Equation;
import dev.manna.core.law.Machine;
import dev.manna.core.law.StateView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of what is found. */
class WatchTest {
  private static final Violation WRONG = new Violation("c", "a", Equation.HELD, 1, 2);

  private final List<Request> asked = new ArrayList<>();
  private final List<Engine.Receiver> receivers = new ArrayList<>();
  private final Watch watch =
      new Watch(
          new Machine().conservation(),
          10,
          (request, receiver) -> {
            asked.add(request);
            receivers.add(receiver);
          });
  private long now = 1_000_000;

  private void look(boolean alarmed) {
    watch.looked("c", alarmed);
    now += 10_000;
    watch.doWork(now);
  }

  @Test
  void shouldStopTheCampaignInItsOwnName() {
    watch.violated(WRONG);
    look(false);
    assertThat(watch.violations()).containsOnlyKeys("c");
    ChangeCommand.Authored authored = (ChangeCommand.Authored) asked.getFirst();
    assertThat(authored.change()).isEqualTo(new Command.Steer("c", Command.Move.ALARM));
    assertThat(authored.author().actor()).isEqualTo("manna");
    assertThat(authored.author().reason()).isEqualTo("held of a: 1 expected, 2 found");
    assertThat(watch.stopped()).isEmpty();
    look(true);
    assertThat(watch.stopped()).containsExactly("c");
    assertThat(watch.violations()).isEmpty();
  }

  @Test
  void shouldAskAgainWhereThereIsNoRoom() {
    watch.violated(WRONG);
    look(false);
    receivers.getFirst().receive(Reply.Refused.of(Refusal.TOO_BUSY, "full"));
    now += 10_000;
    watch.doWork(now);
    receivers.getLast().receive(Reply.Refused.of(Refusal.ENDED, "closed"));
    now += 10_000;
    watch.doWork(now);
    assertThat(asked).hasSize(2);
  }

  @Test
  void shouldRaiseItAgainWhereSomebodyLiftedItTooEarly() {
    watch.violated(WRONG);
    look(false);
    watch.violated(WRONG);
    look(true);
    watch.violated(WRONG);
    look(false);
    assertThat(asked).hasSize(2);
  }

  @Test
  void shouldKeepAFewOfManyFindingsAndItems() {
    for (int i = 0; i < 1_000; i++) {
      watch.violated(new Violation("c", "a" + i, Equation.HELD, 1, 2));
      watch.item("c", new StateView.Item("a" + i, 9, 1, 2, 0, 0), 6);
    }
    look(true);
    assertThat(watch.violations().get("c")).hasSize(10);
    assertThat(watch.items()).hasSize(250);
  }

  @Test
  void shouldRestBetweenRounds() {
    watch.doWork(now);
    assertThat(watch.rounds()).isEqualTo(1);
    watch.doWork(now + 999);
    assertThat(watch.rounds()).isEqualTo(1);
    assertThat(watch.untilNext(now + 999)).isEqualTo(1);
    watch.doWork(now + 1_000);
    assertThat(watch.rounds()).isEqualTo(2);
    watch.doWork(now - 3_600_000);
    assertThat(watch.rounds()).as("after the clock was put back").isEqualTo(3);
  }
}
