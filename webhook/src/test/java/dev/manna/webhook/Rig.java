package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Hooks of a log, from the log to real receivers, on a clock that a test moves. A test may take it
 * down and put up another one on the same file.
 */
final class Rig implements AutoCloseable {
  static final long BEGUN_MILLIS = 1_700_000_000_000L;

  static final HttpCourier.Deadlines DEADLINES = new HttpCourier.Deadlines(5_000, 10_000);

  /** What is decided in it belongs to three campaigns. */
  static final CrowdLog LOG = CrowdLog.of(31, 1_500);

  private static final long REAL_NANOS = TimeUnit.SECONDS.toNanos(60);

  final List<String> said = new ArrayList<>();
  final Deliveries deliveries;
  long now = BEGUN_MILLIS;

  /** So many posts hang, and nobody waits for them. */
  int hanging;

  private final Vertx vertx = Vertx.vertx();
  private final List<HookSink> sinks = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();

  Rig(Path file, CrowdLog log, Outbox.Limits limits, Hook... hooks) {
    Outbox outbox = Outbox.at(file.toString(), limits);
    for (Hook hook : hooks) {
      HookSink sink = new HookSink(hook, outbox, log, Bookmark.START);
      sinks.add(sink);
      feeds.add(new Feed(sink, log, () -> now, HookSink.CHUNK_EVENTS, said::add));
    }
    AllowList here = new AllowList(List.of(), List.of(Network.parse("127.0.0.0/8")));
    Courier courier =
        new HttpCourier(vertx, hooks.length, here, host -> List.of(), DEADLINES, null);
    Chance chance = new Chance(5);
    deliveries =
        new Deliveries(List.of(hooks), outbox, courier, () -> now, chance::bits, said::add);
  }

  Rig(Path file, Hook... hooks) {
    this(file, LOG, Outbox.Limits.DEFAULT, hooks);
  }

  static Hook hook(String name, HookUrl url, int perSecond, boolean ordered, String... types) {
    List<Secret> secrets = Secret.read(SignatureTest.OLD);
    return new Hook(name, url, Set.of(), Set.of(types), () -> secrets, perSecond, ordered);
  }

  /** The messages of a log that a hook wants. */
  static List<Message> wanted(CrowdLog log, Hook hook) {
    return new Messages(log, 256 << 10, hook::wants)
        .of(log.chunks(log.batches().size()).getFirst());
  }

  static List<String> ids(CrowdLog log, Hook hook) {
    return wanted(log, hook).stream().map(Message::id).toList();
  }

  /** Does what there is to do at this moment. */
  void settle() {
    long begun = System.nanoTime();
    boolean worked = true;
    while (worked || deliveries.underWay() > hanging) {
      assertThat(System.nanoTime() - begun).as("real time").isLessThan(REAL_NANOS);
      worked = feed();
      worked |= deliveries.doWork();
      if (!worked) {
        LockSupport.parkNanos(50_000);
      }
    }
  }

  private boolean feed() {
    boolean worked = false;
    for (int i = 0; i < feeds.size(); i++) {
      worked |= sinks.get(i).hasRoom() && feeds.get(i).doWork();
    }
    return worked;
  }

  /** Lets so much time go by, in steps. */
  void pass(long millis, long step) {
    long end = now + millis;
    while (now < end) {
      settle();
      now = Math.min(end, now + step);
    }
    settle();
  }

  /** Waits, in real time, for what is under way. */
  void await(BooleanSupplier condition) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begun).as("real time").isLessThan(REAL_NANOS);
      settle();
    }
  }

  Feed feed(int of) {
    return feeds.get(of);
  }

  Figures figures(int of) {
    return deliveries.figures().get(of);
  }

  @Override
  public void close() {
    feeds.forEach(Feed::close);
    deliveries.close();
    vertx.close().await();
  }
}
