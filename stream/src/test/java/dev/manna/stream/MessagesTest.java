package dev.manna.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Outline;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.Happened;
import dev.manna.core.law.Machine;
import dev.manna.core.law.StateView;
import dev.manna.simulation.CrowdLog;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final CrowdLog LOG = CrowdLog.of(11, 6_000);

  private static List<Message> all(CrowdLog log) {
    return new Messages(log, Messages.MOST_BYTES).of(log.chunks(log.batches().size()).getFirst());
  }

  private static List<String> bodies(List<Message> messages) {
    return messages.stream().map(each -> new String(each.body(), UTF_8)).toList();
  }

  @Test
  void shouldSayEachEventOnce() {
    List<Message> messages = all(LOG);
    Set<String> ids = new HashSet<>();
    Set<String> grants = new HashSet<>();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      assertThat(message.position()).isEqualTo(i + 1);
      assertThat(ids.add(message.id())).isTrue();
      message.grantIds().forEach(grant -> assertThat(grants.add(grant)).as(grant).isTrue());
      assertThat(new String(message.body(), UTF_8)).contains("\"id\":\"" + message.id() + '"');
    }
    assertThat(messages).hasSize((int) LOG.position());
    assertThat(grants).hasSizeGreaterThan(50);
  }

  @Test
  void shouldKeyByCampaign() {
    List<Message> messages = all(LOG);
    assertThat(messages.getFirst().campaign()).isEmpty();
    assertThat(messages.getFirst().key()).isNotEmpty();
    for (Message message : messages.subList(1, messages.size())) {
      assertThat(message.key()).isNotEmpty().isEqualTo(message.campaign());
      assertThat(new String(message.body(), UTF_8))
          .contains("\"subject\":\"" + message.campaign() + '"');
    }
  }

  /** Whoever starts in the middle numbers claims and grants as whoever was there all the time. */
  @Test
  void shouldSayTheSameWhereverItBegins() {
    List<String> inOneGo = bodies(all(LOG));
    List<String> piecemeal = new ArrayList<>();
    Messages going = new Messages(LOG, Messages.MOST_BYTES);
    for (Chunk chunk : LOG.chunks(7)) {
      List<Message> messages = new Messages(LOG, Messages.MOST_BYTES).of(chunk);
      assertThat(bodies(going.of(chunk))).isEqualTo(bodies(messages));
      piecemeal.addAll(bodies(messages));
    }
    assertThat(piecemeal).isEqualTo(inOneGo);
  }

  /** An outline says all that the log before it would, of a live state and of a saved one. */
  @Test
  void shouldSayTheSameFromAnOutline() {
    OutlinedLog log = new OutlinedLog();
    Machine machine = new Machine();
    List<Chunk> chunks = LOG.chunks(20);
    int behind = 0;
    int next = 0;
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (i % 3 == 0) {
        while (machine.position() < chunk.from().position()) {
          machine.replay(LOG.batches().get(next++));
        }
        log.outline = i % 2 == 0 ? machine.view().outline() : saved(machine);
        assertThat(log.outline).isEqualTo(machine.view().outline());
      }
      behind += log.outline.position() < chunk.from().position() ? 1 : 0;
      assertThat(bodies(new Messages(log, Messages.MOST_BYTES).of(chunk)))
          .isEqualTo(bodies(new Messages(LOG, Messages.MOST_BYTES).of(chunk)));
    }
    assertThat(log.outline.campaigns()).hasSizeGreaterThan(5);
    assertThat(behind).isGreaterThan(5);
  }

  private static Outline saved(Machine machine) {
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    machine.save(
        bytes -> {
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          saved.writeBytes(copy);
        });
    ByteBuffer source = ByteBuffer.wrap(saved.toByteArray());
    return StateView.outline(
        bytes -> {
          bytes.put(source.slice(source.position(), bytes.remaining()));
          source.position(source.position() + bytes.limit());
        });
  }

  /** The log behind an outline; what came before is gone. */
  private static final class OutlinedLog implements Log {
    private Outline outline = new Outline(0, null, List.of());

    @Override
    public long position() {
      return LOG.position();
    }

    @Override
    public Appended append(long expectedPosition, Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void read(long position, BatchReader reader) {
      assertThat(position).isGreaterThanOrEqualTo(outline.position());
      LOG.read(position, reader);
    }

    @Override
    public Outline outline(long upTo) {
      assertThat(upTo).isGreaterThanOrEqualTo(outline.position());
      return outline;
    }

    @Override
    public void close() {}
  }

  /** What could not be sent is asked for again, and by then there may be more of it, or less. */
  @Test
  void shouldTurnNothingTwice() {
    CountedLog log = new CountedLog();
    Messages messages = new Messages(log, Messages.MOST_BYTES);
    List<Chunk> chunks = LOG.chunks(5);
    messages.of(chunks.get(0));
    List<Message> second = messages.of(chunks.get(1));
    Chunk more = joined(chunks.get(1), chunks.get(2));
    List<Message> again = messages.of(more);
    assertThat(log.reads).isZero();
    assertThat(again.subList(0, second.size())).isEqualTo(second);
    assertThat(bodies(again)).isEqualTo(bodies(new Messages(LOG, Messages.MOST_BYTES).of(more)));
    assertThat(bodies(messages.of(chunks.get(2))))
        .isEqualTo(bodies(new Messages(LOG, Messages.MOST_BYTES).of(chunks.get(2))));
    assertThat(log.reads).isZero();
    assertThat(bodies(messages.of(chunks.get(1)))).isEqualTo(bodies(second));
    assertThat(log.reads).isEqualTo(1);
  }

  private static Chunk joined(Chunk first, Chunk second) {
    List<Happened> events = new ArrayList<>(first.events());
    events.addAll(second.events());
    return new Chunk(first.from(), second.to(), events);
  }

  @Test
  void shouldSayWhatIsWanted() {
    String type = "dev.manna.deducted.v1";
    List<Message> all = all(LOG);
    String campaign =
        all.stream().filter(each -> each.type().equals(type)).findFirst().orElseThrow().campaign();
    List<Message> wanted =
        all.stream()
            .filter(each -> each.type().equals(type) && each.campaign().equals(campaign))
            .toList();
    Messages messages =
        new Messages(
            LOG, Messages.MOST_BYTES, (of, what) -> of.equals(campaign) && what.equals(type));
    List<String> piecemeal = new ArrayList<>();
    List<Chunk> chunks = LOG.chunks(5);
    for (int i = 0; i < chunks.size(); i++) {
      List<String> said = bodies(messages.of(chunks.get(i)));
      if (i + 1 < chunks.size()) {
        // What could not be sent is asked for again, with more.
        assertThat(bodies(messages.of(joined(chunks.get(i), chunks.get(i + 1)))))
            .startsWith(said.toArray(String[]::new));
      }
      piecemeal.addAll(said);
    }
    assertThat(piecemeal).isEqualTo(bodies(wanted)).hasSizeGreaterThan(3);
  }

  @Test
  void shouldListTheTypes() {
    Set<String> types = new HashSet<>();
    all(EachEvent.log()).forEach(message -> types.add(message.type()));
    assertThat(EventTypes.ALL).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(types);
  }

  @Test
  void shouldGoBackToTheBeginning() {
    Messages messages = new Messages(LOG, Messages.MOST_BYTES);
    List<Chunk> chunks = LOG.chunks(5);
    List<String> first = bodies(messages.of(chunks.get(0)));
    messages.of(chunks.get(1));
    assertThat(chunks.get(0).from()).isEqualTo(Bookmark.START);
    assertThat(bodies(messages.of(chunks.get(0)))).isEqualTo(first);
  }

  @Test
  void shouldReferToWhatIsTooLarge() {
    List<Message> whole = all(LOG);
    List<Message> small = new Messages(LOG, 1_024).of(LOG.chunks(LOG.batches().size()).getFirst());
    int referred = 0;
    for (int i = 0; i < whole.size(); i++) {
      Message message = small.get(i);
      assertThat(message.body().length).isLessThanOrEqualTo(1_024);
      assertThat(message.grantIds()).isEqualTo(whole.get(i).grantIds());
      if (whole.get(i).body().length > 1_024) {
        referred++;
        String body = new String(message.body(), UTF_8);
        assertThat(body).doesNotContain("\"data\"").contains("\"dataref\":\"manna:");
        assertThat(body).contains("#" + message.position() + '"');
      } else {
        assertThat(message.body()).isEqualTo(whole.get(i).body());
      }
    }
    assertThat(referred).isPositive();
  }

  /** A campaign's key is in no message before it is shown, and its salt is in none at all. */
  @Test
  void shouldKeepSecrets() {
    CrowdLog log = EachEvent.log();
    String key = EachEvent.SECRET.key().hex();
    int shown = 0;
    for (Message message : all(log)) {
      String body = new String(message.body(), UTF_8);
      boolean shows = message.type().matches(".*\\.(revealed|campaignsettled)\\.v1");
      assertThat(body.contains(key)).as(body).isEqualTo(shows);
      assertThat(body).doesNotContain(EachEvent.SECRET.salt().hex());
      shown += shows ? 1 : 0;
    }
    assertThat(shown).isEqualTo(2);
  }

  /** Amounts that are drawn ahead would tell whoever listens when to come. */
  @Test
  void shouldNotSayWhatIsStillToBeGiven() {
    assertThat(bodies(all(EachEvent.log()))).noneMatch(body -> body.contains("\"block\""));
  }

  /** A log that counts how often it is read. */
  private static final class CountedLog implements Log {
    private int reads;

    @Override
    public long position() {
      return LOG.position();
    }

    @Override
    public Appended append(long expectedPosition, Batch batch) {
      return LOG.append(expectedPosition, batch);
    }

    @Override
    public void read(long position, BatchReader reader) {
      reads++;
      LOG.read(position, reader);
    }

    @Override
    public void close() {}
  }
}
