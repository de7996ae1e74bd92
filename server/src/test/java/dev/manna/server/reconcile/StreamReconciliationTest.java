package dev.manna.server.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import dev.manna.stream.kafka.KafkaView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is found in topics that somebody has changed. */
final class StreamReconciliationTest {
  private static final int PARTITIONS = 2;
  private static final CrowdLog LOG = CrowdLog.of(11, 6_000);
  private static final Chunk ALL = LOG.chunks(LOG.batches().size()).getFirst();
  private static final List<Message> MESSAGES = new Messages(LOG, Messages.MOST_BYTES).of(ALL);

  /** A topic, with what each of its partitions has lost at its beginning. */
  private record Lost(List<Message> messages, List<Long> begins) {
    List<KafkaView.Partition> read(KafkaView.Taker taker) {
      long[] offsets = new long[PARTITIONS];
      for (Message each : messages) {
        int partition = KafkaView.partition(each.key(), PARTITIONS);
        long offset = offsets[partition]++;
        if (offset >= begins.get(partition)) {
          taker.take(new KafkaView.Lying(partition, offset, each.key(), each.position()));
        }
      }
      return IntStream.range(0, PARTITIONS)
          .mapToObj(number -> new KafkaView.Partition(number, begins.get(number)))
          .toList();
    }
  }

  private static StreamFindings compared(Bookmark at, long from, List<Message> topic, long... begin)
      throws Trouble {
    long[] begins = begin.length == 0 ? new long[PARTITIONS] : begin;
    Lost lost = new Lost(topic, Arrays.stream(begins).boxed().toList());
    return new StreamReconciliation("kafka", at, LOG, from).topic(lost::read);
  }

  private static StreamFindings compared(List<Message> topic, long... begin) throws Trouble {
    return compared(ALL.to(), 0, topic, begin);
  }

  private static Message ofAGrant() {
    return MESSAGES.stream()
        .filter(each -> !each.grantIds().isEmpty() && each.position() > 100)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldFindAllOfALog() throws Trouble {
    StreamFindings findings = compared(MESSAGES);
    assertThat(findings.ok()).as(findings.lines().toString()).isTrue();
    assertThat(findings.events()).isEqualTo(LOG.position()).isGreaterThan(300);
    assertThat(findings.deleted()).isZero();
    assertThat(findings.repeated()).isZero();
    assertThat(findings.lines().getLast()).startsWith("kafka: the stream is what the log says");
  }

  /** Whatever is written behind the position may be there already, or not. */
  @Test
  void shouldCompareUpToWhereTheStreamStandsOnly() throws Trouble {
    List<Chunk> chunks = LOG.chunks(10);
    Bookmark at = chunks.get(chunks.size() / 2).to();
    assertThat(compared(at, 0, MESSAGES).ok()).isTrue();
    List<Message> exactly = MESSAGES.stream().filter(m -> m.position() <= at.position()).toList();
    assertThat(compared(at, 0, exactly).ok()).isTrue();
    assertThat(compared(at, 0, exactly).events()).isEqualTo(at.position());
  }

  @Test
  void shouldNameWhatIsMissingByItsGrant() throws Trouble {
    Message gone = ofAGrant();
    List<Message> topic = new ArrayList<>(MESSAGES);
    topic.remove(gone);
    StreamFindings findings = compared(topic);
    assertThat(findings.found()).isEqualTo(1);
    assertThat(findings.differences().getFirst().position()).isEqualTo(gone.position());
    assertThat(findings.differences().getFirst().what())
        .isEqualTo(
            "%s of %s at position %d is not in the topic, with grant %s"
                .formatted(
                    gone.type(),
                    gone.campaign(),
                    gone.position(),
                    String.join(", ", gone.grantIds())));
  }

  @Test
  void shouldNameEachOneThatIsMissing() throws Trouble {
    for (int i = 0; i < MESSAGES.size(); i += 97) {
      List<Message> topic = new ArrayList<>(MESSAGES);
      topic.remove(i);
      assertThat(compared(topic).differences())
          .singleElement()
          .satisfies(each -> assertThat(each.what()).contains("is not in the topic"))
          .extracting(BooksReconciliation.Difference::position)
          .isEqualTo(i + 1L);
    }
  }

  @Test
  void shouldFindWhatIsOutOfOrder() throws Trouble {
    Message late = ofAGrant();
    List<Message> topic = new ArrayList<>(MESSAGES);
    topic.remove(late);
    topic.add(late);
    StreamFindings findings = compared(topic);
    assertThat(findings.differences())
        .singleElement()
        .extracting(BooksReconciliation.Difference::what)
        .asString()
        .startsWith("position " + late.position() + " of " + late.campaign() + " comes behind");
  }

  @Test
  void shouldAllowWhatWasSentAgain() throws Trouble {
    List<Message> topic = new ArrayList<>(MESSAGES);
    topic.addAll(MESSAGES.subList(100, MESSAGES.size()));
    StreamFindings findings = compared(topic);
    assertThat(findings.ok()).as(findings.lines().toString()).isTrue();
    assertThat(findings.repeated()).isEqualTo(MESSAGES.size() - 100L);
  }

  /** Old messages go by the broker's retention; what is younger must still be there. */
  @Test
  void shouldTellWhatTheBrokerHasDeletedFromWhatIsMissing() throws Trouble {
    StreamFindings findings = compared(MESSAGES, 40, 20);
    assertThat(findings.ok()).as(findings.lines().toString()).isTrue();
    assertThat(findings.deleted()).isEqualTo(60);
    List<Message> topic = new ArrayList<>(MESSAGES);
    topic.remove(MESSAGES.size() - 5);
    assertThat(compared(topic, 40, 20).found()).isEqualTo(1);
    StreamFindings nothing = compared(MESSAGES, 100_000, 100_000);
    assertThat(nothing.ok()).isTrue();
    assertThat(nothing.deleted()).isEqualTo(LOG.position());
    assertThat(compared(List.of()).found()).isEqualTo(LOG.position());
    List<Message> again = new ArrayList<>(MESSAGES.subList(150, MESSAGES.size()));
    again.addAll(MESSAGES);
    assertThat(compared(again, 1, 1).ok()).isTrue();
  }

  @Test
  void shouldFindWhatIsNoneOfTheStream() throws Trouble {
    StreamFindings findings =
        new StreamReconciliation("kafka", ALL.to(), LOG, 0)
            .topic(
                taker -> {
                  taker.take(new KafkaView.Lying(0, 7, "", 0));
                  return new Lost(MESSAGES, List.of(0L, 0L)).read(taker);
                });
    assertThat(findings.differences())
        .singleElement()
        .extracting(BooksReconciliation.Difference::what)
        .asString()
        .startsWith("the message at offset 7 of partition 0 says no position");
  }

  @Test
  void shouldCompareThePosition() {
    Bookmark end = ALL.to();
    assertThat(position(end)).isEmpty();
    assertThat(position(Bookmark.START)).isEmpty();
    assertThat(position(new Bookmark(end.log(), end.position(), end.mark() + 1)))
        .contains("is not what stands there now: one of the two was put back from a backup");
    assertThat(position(new Bookmark("00", end.position(), end.mark())))
        .startsWith("it belongs to the log 00, and this is the log ");
    assertThat(position(new Bookmark(end.log(), end.position() + 1, end.mark())))
        .contains("the log is an older copy");
  }

  private static String position(Bookmark at) {
    StreamFindings findings = new StreamReconciliation("rocketmq", at, LOG, 0).position();
    assertThat(findings.ok()).isEqualTo(findings.differences().isEmpty());
    return findings.ok() ? "" : findings.differences().getFirst().what();
  }
}
