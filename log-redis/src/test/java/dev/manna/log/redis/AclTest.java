package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.util.Throwables.getStackTrace;

import dev.manna.core.Batch;
import dev.manna.core.Log.Appended;
import dev.manna.log.redis.RedisLog.Kept;
import dev.manna.log.redis.RedisRecovery.Outcome;
import dev.manna.simulation.net.RedisCluster;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The user that the guide tells to make may do just what a log needs. */
class AclTest {
  private static final Path GUIDE = Path.of("../docs/guide/shared-log.md");
  private static final Pattern USER = Pattern.compile("(?m)^user manna on >secret (.*)$");
  private static final Pattern MORE = Pattern.compile("(?m)^In a cluster also (`[^\\n]*`)");

  @TempDir static Path folder;
  private static RedisProcess redis;

  @BeforeAll
  static void start() throws Exception {
    redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  /** The rules of the guide's user, for the log of a name. */
  private static List<String> rules(String name) throws Exception {
    Matcher user = USER.matcher(Files.readString(GUIDE));
    assertThat(user.find()).as("the guide names the user").isTrue();
    return List.of(user.group(1).replace("{shop}", "{" + name + "}").split(" ", -1));
  }

  static Stream<String> permissions() throws Exception {
    return rules("any").stream().filter(rule -> rule.startsWith("+"));
  }

  private static void make(RedisProcess server, String user, List<String> rules) {
    List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", user, "on", ">secret"));
    command.addAll(rules);
    assertThat(server.ask(command.toArray(String[]::new))).isEqualTo("OK");
  }

  /** A log as the guide's user reaches it, who may do something more. */
  static RedisLogOptions with(
      String user, RedisProcess server, RedisLogOptions options, List<String> more)
      throws Exception {
    List<String> rules = new ArrayList<>(rules(options.name()));
    rules.addAll(more);
    make(server, user, rules);
    String uri = server.uri().replace("//", "//" + user + ":secret@");
    return RedisLogOptions.at(options.name(), uri)
        .withNode(user)
        .withTimes(options.timeoutMillis(), options.patienceMillis())
        .withReplicas(options.replicas());
  }

  private static RedisLogOptions as(String user, String name) {
    String uri = "redis://" + user + ":secret@127.0.0.1:" + redis.port();
    return RedisLogOptions.at(name, uri).withTimes(2_000, 2_000);
  }

  @Test
  void shouldDoAll() throws Exception {
    make(redis, "all", rules("all"));
    doAll(as("all", "all"), redis);
  }

  @ParameterizedTest
  @MethodSource("permissions")
  void shouldNotDoAllWithOnePermissionLess(String permission) throws Exception {
    String name = SharedRedis.freshName();
    List<String> rules = new ArrayList<>(rules(name));
    rules.remove(permission);
    make(redis, name, rules);
    assertDenied(() -> doAll(as(name, name), redis));
  }

  @Test
  void shouldTouchNoOtherLog() throws Exception {
    make(redis, "one", rules("one"));
    assertDenied(() -> doAll(as("one", "another"), redis));
  }

  @Test
  void shouldDoAllInACluster() throws Exception {
    Matcher more = MORE.matcher(Files.readString(GUIDE));
    assertThat(more.find()).as("the guide names what a cluster needs").isTrue();
    List<String> rules = new ArrayList<>(rules("all"));
    Pattern.compile("`([^`]*)`")
        .matcher(more.group(1))
        .results()
        .forEach(r -> rules.add(r.group(1)));
    try (RedisCluster cluster = RedisCluster.start(folder.resolve("c"), RedisProcess.FSYNCED)) {
      RedisProcess holder = cluster.holder(LogKeys.of("all").log());
      cluster.nodes().forEach(node -> make(node, "all", rules));
      List<String> uris =
          cluster.uris().stream().map(uri -> uri.replace("//", "//all:secret@")).toList();
      doAll(RedisLogOptions.inCluster("all", uris).withTimes(2_000, 2_000), holder);
    }
  }

  /** All that a node does, and a recovery. */
  private static void doAll(RedisLogOptions options, RedisProcess server) {
    List<Batch> written = List.of(batch(1, 1, "pens=5"), batch(2, 1, "pens=-3"));
    LogMark first;
    try (RedisLog log = RedisLog.open(options, 0)) {
      assertDone(log.append(0, written.get(0)));
      first = log.mark();
      server.ask("SCRIPT", "FLUSH");
      assertDone(log.append(1, written.get(1)));
      assertDone(log.append(0, written.get(0)));
      assertThat(log.append(1, batch(2, 1, "other"))).isInstanceOf(Appended.Conflict.class);
      assertThat(wordsAfter(log, 0)).hasSize(2);
      assertThat(log.await(2, 50)).isEqualTo(2);
      assertThat(log.drained(2).toString()).isEqualTo(new Kept.Done(2).toString());
    }
    try (RedisRecovery recovery = RedisRecovery.connect(options)) {
      Standing found = recovery.standing();
      Reopening wanted =
          new Reopening(
              found, 2, first, List.of(batch(2, 2, "again")), Map.of("pens", 5L), Map.of(), 2);
      assertThat(recovery.reopen(wanted).toString()).contains(Outcome.Opened.class.getSimpleName());
    }
    try (RedisLog log = RedisLog.open(options, 3)) {
      assertThat(log.trim(2).toString()).isEqualTo(new Kept.Done(1).toString());
    }
  }

  /** Redis says it of commands, and in two ways of those in scripts. */
  private static void assertDenied(ThrowingCallable all) {
    assertThat(getStackTrace(catchThrowable(all)))
        .containsPattern("NOPERM|can't run this command|ACL failure in script");
  }

  private static void assertDone(Appended appended) {
    assertThat(appended.toString()).startsWith("Done");
  }
}
