package dev.manna.stream.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.Chance;
import dev.manna.stream.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which messages are under way at the same time, and what is known when one is lost. */
final class LanesTest {
  private static final long PLENTY = Long.MAX_VALUE / 2;

  private long now;

  private static Message message(int position, String key) {
    return new Message(position, 0, "log-" + position, key, key, "t", List.of(), new byte[0]);
  }

  private static List<Message> messages(int count, int keys) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(position -> message(position, "c" + position % keys))
        .toList();
  }

  /** A broker that answers some of what is under way whenever there is too much of it. */
  private static final class Slow implements Outlet {
    private final Chance chance = new Chance(5);
    private final List<Message> received = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private final List<Message> underWay = new ArrayList<>();
    private final int answersFrom;
    private int most;

    Slow(int answersFrom) {
      this.answersFrom = answersFrom;
    }

    @Override
    public CompletionStage<?> send(Message message) {
      Set<String> keys = new HashSet<>(underWay.stream().map(Message::key).toList());
      assertThat(keys).as("one of a key at a time").doesNotContain(message.key());
      received.add(message);
      underWay.add(message);
      most = Math.max(most, underWay.size());
      CompletableFuture<Void> answer = new CompletableFuture<>();
      answers.add(answer);
      while (underWay.size() >= answersFrom) {
        int which = chance.below(underWay.size());
        underWay.remove(which);
        answers.remove(which).complete(null);
      }
      return answer;
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldSendOneOfAKeyAtATimeAndAllKeysSideBySide() throws InterruptedException {
    List<Message> messages = messages(1_000, 10);
    Slow slow = new Slow(10);
    Lanes lanes = new Lanes(messages, slow, () -> now);
    // The last few are answered by nobody.
    assertThat(lanes.send(100_000_000L)).isEqualTo(new Lanes.Failure(null, null));
    assertThat(slow.most).isEqualTo(10);
    assertThat(lanes.count()).isGreaterThan(500);
  }

  @Test
  void shouldBoundWhatIsUnderWay() throws InterruptedException {
    Slow slow = new Slow(Integer.MAX_VALUE);
    Lanes lanes = new Lanes(messages(100, 100), slow, () -> now);
    assertThat(lanes.send(20_000_000)).isEqualTo(new Lanes.Failure(null, null));
    assertThat(slow.received).hasSize(Lanes.MOST_UNDER_WAY);
    assertThat(lanes.acknowledgedTo(0)).isZero();
  }

  /** Answers at once; one message is lost. */
  private record Losing(long lost, List<Message> received) implements Outlet {
    @Override
    public CompletionStage<?> send(Message message) {
      received.add(message);
      return message.position() == lost
          ? CompletableFuture.failedFuture(new IllegalStateException("lost"))
          : CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldKnowUpToWhereAllHaveArrived() throws InterruptedException {
    List<Message> messages = messages(100, 3);
    Losing losing = new Losing(50, new ArrayList<>());
    Lanes lanes = new Lanes(messages, losing, () -> now);
    Lanes.Failure failure = lanes.send(PLENTY);
    assertThat(failure.message().position()).isEqualTo(50);
    assertThat(failure.error()).hasMessage("lost");
    assertThat(lanes.acknowledgedTo(7)).isEqualTo(49);
    assertThat(losing.received)
        .as("nothing of the key overtakes what was lost")
        .noneMatch(each -> each.key().equals("c2") && each.position() > 50);
  }

  @Test
  void shouldSayWhereItStoodWhereNothingHasArrived() throws InterruptedException {
    Lanes lanes = new Lanes(messages(9, 3), new Losing(1, new ArrayList<>()), () -> now);
    assertThat(lanes.send(PLENTY)).isNotNull();
    assertThat(lanes.acknowledgedTo(7)).isEqualTo(7);
  }

  @Test
  void shouldSendAll() throws InterruptedException {
    List<Message> messages = messages(1_000, 40);
    Losing none = new Losing(-1, new ArrayList<>());
    Lanes lanes = new Lanes(messages, none, () -> now);
    assertThat(lanes.send(PLENTY)).isNull();
    assertThat(none.received).hasSize(1_000).doesNotHaveDuplicates();
    for (int key = 0; key < 40; key++) {
      String wanted = "c" + key;
      assertThat(none.received.stream().filter(each -> each.key().equals(wanted)).toList())
          .isEqualTo(messages.stream().filter(each -> each.key().equals(wanted)).toList());
    }
    assertThat(lanes.acknowledgedTo(0)).isEqualTo(1_000);
  }
}
