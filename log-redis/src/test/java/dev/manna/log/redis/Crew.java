package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Log.Appended;
import dev.manna.core.Membership;
import dev.manna.simulation.net.RedisProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** Nodes of a test's log, which work when the test says so. */
final class Crew implements AutoCloseable {
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  static final long TAKEOVER_MILLIS = 400;
  static final long DEAD_MILLIS = 1_000;
  static final long SILENT_MILLIS = 800;
  private static final long WINDOW_UNITS = 1_000;
  private static final int MOST_STEPS = 20_000;

  final RedisLogOptions options;
  final Membership members;
  final AtomicLong booked = new AtomicLong();
  private final SettingAside aside;
  private final Map<String, RedisNode> nodes = new TreeMap<>();
  private final List<RedisNode> all = new ArrayList<>();

  Crew(RedisProcess redis) {
    this(redis, UnaryOperator.identity());
  }

  /** Nodes that ask their database through something. */
  Crew(RedisProcess redis, UnaryOperator<Membership> through) {
    this(redis, through, SettingAside.NOTHING, options -> options.withWindowUnits(WINDOW_UNITS));
  }

  /** Nodes that append only so many events that are not booked. */
  static Crew withWindow(RedisProcess redis, long events) {
    return new Crew(
        redis,
        UnaryOperator.identity(),
        SettingAside.NOTHING,
        options -> options.withWindowUnits(WINDOW_UNITS).withWindow(events));
  }

  /** Nodes that set aside what those may know that are silent. */
  static Crew settingAside(RedisProcess redis, long windowUnits) {
    return new Crew(
        redis,
        UnaryOperator.identity(),
        Batches.BY_WORDS,
        options -> options.withWindowUnits(windowUnits));
  }

  private Crew(
      RedisProcess redis,
      UnaryOperator<Membership> through,
      SettingAside aside,
      UnaryOperator<RedisLogOptions> windows) {
    String name = SharedRedis.freshName() + "-" + System.nanoTime();
    this.aside = aside;
    options = windows.apply(RedisLogOptions.at(name, redis.uri()).withTimes(1_000, 1_000));
    members = through.apply(Registers.of(name));
  }

  /** A node joins; one that is called so already is forgotten, as if its process had died. */
  RedisNode join(String node) {
    return join(node, options, TAKEOVER_MILLIS, 10_000);
  }

  /**
   * A node joins, or tries to for so long, where it looks for the log, and with its own patience.
   */
  RedisNode join(String node, RedisProcess at, long takeoverMillis, long atMostMillis) {
    RedisLogOptions there =
        RedisLogOptions.at(options.name(), at.uri())
            .withTimes(1_000, 1_000)
            .withWindowUnits(options.windowUnits());
    return join(node, there, takeoverMillis, atMostMillis);
  }

  private RedisNode join(String node, RedisLogOptions there, long takeoverMillis, long atMost) {
    RecoveryTimes times =
        new RecoveryTimes(
            booked::get,
            takeoverMillis,
            DEAD_MILLIS,
            SILENT_MILLIS,
            () -> System.nanoTime() / 1_000_000);
    RedisNode joined =
        RedisNode.join(
            there.withNode(node),
            aside,
            members,
            times,
            node + System.nanoTime(),
            atMost,
            millis -> {
              work(nodes.keySet().toArray(String[]::new));
              LockSupport.parkNanos(millis * 1_000_000);
            });
    nodes.put(node, joined);
    all.add(joined);
    return joined;
  }

  RedisNode node(String name) {
    RedisNode node = nodes.get(name);
    if (node == null) {
      throw new AssertionError(name + " has not joined");
    }
    return node;
  }

  /** It does nothing any more. */
  void forget(String name) {
    nodes.remove(name);
  }

  /** A node appends after all that there is. */
  void append(String node, String words) {
    RedisNode log = node(node);
    assertThat(tryAppend(log, words)).as("%s: %s", node, words).isInstanceOf(Appended.Done.class);
  }

  static Appended tryAppend(RedisNode log, String words) {
    long end = log.position();
    return log.append(end, batch(end + 1, 1, words));
  }

  void work(String... who) {
    for (String each : who) {
      node(each).doWork();
    }
  }

  /** They work until all of them are in an epoch. */
  void workUntil(long epoch, String... who) {
    long until = System.nanoTime() + PATIENCE_NANOS;
    boolean there = false;
    while (!there) {
      work(who);
      there = true;
      for (String each : who) {
        there &= node(each).epoch() >= epoch && node(each).waitsFor().isEmpty();
      }
      assertThat(System.nanoTime())
          .as("epoch %d, %s", epoch, node(who[0]).waitsFor())
          .isLessThan(until);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** They work, one step each, until an epoch is open that nobody has joined; says which. */
  long workUntilOpened(long least, String... who) {
    for (int i = 0; i < MOST_STEPS; i++) {
      Membership.Epochs epochs = members.epochs();
      if (epochs.open() && epochs.current() >= least) {
        return epochs.current();
      }
      work(who[i % who.length]);
    }
    throw new AssertionError("no epoch is opened: " + node(who[0]).waitsFor());
  }

  /** They work for a while. */
  void workFor(long millis, String... who) {
    long until = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < until) {
      work(who);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    all.forEach(RedisNode::close);
    members.close();
  }
}
