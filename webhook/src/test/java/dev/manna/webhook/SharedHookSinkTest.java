package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.EventSinkContract;
import dev.manna.stream.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What follows a log for a target, with an outbox in a database that nodes share. */
final class SharedHookSinkTest extends EventSinkContract {
  private static final CrowdLog LOG = CrowdLog.of(7, 600);
  private static final Hook ALL = Rig.hook("all", HookUrl.parse("http://127.0.0.1:1/"), 100, false);
  private static final Postgres DATABASE = Postgres.fresh();
  private static final AtomicInteger LOGS = new AtomicInteger();

  private String name = "log-" + LOGS.incrementAndGet();

  private HookSink sink(SharedDatabase database, String log) {
    Outbox outbox = Outbox.shared(database, log, Outbox.Limits.DEFAULT);
    return new HookSink(ALL, outbox, LOG, Bookmark.START);
  }

  @Override
  protected EventSink sink() {
    return sink(DATABASE, name);
  }

  @Override
  protected EventSink failingSink(int steps) {
    Steps left = new Steps(steps, () -> new SQLException("cut"));
    return sink(DATABASE.through(left::around), name);
  }

  /** Not their numbers: PostgreSQL leaves out those of what was undone. */
  @Override
  protected Object contents() {
    return DATABASE.rows(
        ("SELECT target, position, id, campaign, type, encode(body, 'hex') FROM manna_notice"
                + " WHERE log = '%s' ORDER BY number")
            .formatted(name));
  }

  @Override
  protected void clear() {
    name = "log-" + LOGS.incrementAndGet();
  }

  @Test
  void shouldKeepTheMessagesThemselvesAndCountThem() throws Trouble {
    Chunk whole = LOG.chunks(1_000_000).getFirst();
    try (EventSink sink = sink();
        EventSink other = sink(DATABASE, name + "-other")) {
      other.open();
      assertThat(sink.standing()).as("opened for it").isEqualTo(Bookmark.START);
      sink.take(whole);
      assertThat(sink.standing()).isEqualTo(whole.to());
      assertThat(other.standing()).as("of another log").isEqualTo(Bookmark.START);
    }
    List<String> bodies =
        Rig.wanted(LOG, ALL).stream()
            .map(message -> HexFormat.of().formatHex(message.body()))
            .toList();
    String of = " WHERE log = '" + name + "'";
    assertThat(DATABASE.rows("SELECT encode(body, 'hex') FROM manna_notice" + of + " ORDER BY 1"))
        .containsExactlyInAnyOrderElementsOf(bodies);
    assertThat(DATABASE.rows("SELECT pending, arrived, dead, dead_bytes FROM manna_target" + of))
        .containsExactly(bodies.size() + " " + bodies.size() + " 0 0");
    assertThat(
            DATABASE.rows(
                "SELECT pending_bytes - (SELECT sum(octet_length(body)) FROM manna_notice%1$s)"
                    .formatted(of)
                    .concat(" FROM manna_target")
                    .concat(of)))
        .containsExactly("0");
  }

  /** Two nodes read the same piece of the log, and one of them puts it in. */
  @Test
  void shouldTakeAChunkOnce() throws Trouble {
    Chunk chunk = LOG.chunks(10).getFirst();
    try (EventSink one = sink();
        EventSink two = sink()) {
      one.open();
      two.open();
      one.take(chunk);
      Object once = contents();
      assertThatThrownBy(() -> two.take(chunk)).isInstanceOf(Trouble.class);
      assertThat(contents()).isEqualTo(once);
    }
  }

  /** The first node makes the tables; from then on the rights that the guide names are enough. */
  @Test
  void shouldNeedTheRightsThatTheGuideNames() throws Exception {
    sink(DATABASE, name).open();
    List<String> rights = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("../docs/guide/webhooks.md"))) {
      if (line.startsWith("GRANT ")) {
        rights.add(line.replace("TO manna", "TO hooks"));
      }
    }
    DATABASE.run("CREATE ROLE hooks LOGIN");
    rights.forEach(DATABASE::run);
    everything("all");
    int taken = 0;
    for (String each : rights) {
      String table = each.replaceFirst(".* ON ", "").replaceFirst(" TO .*", "");
      String all = each.replaceFirst("GRANT ", "").replaceFirst(" ON .*", "");
      for (String right : all.split(", ", -1)) {
        String revoke = "REVOKE " + right + " ON " + table + " FROM hooks";
        DATABASE.run(revoke);
        String log = "without-" + taken++;
        assertThatThrownBy(() -> everything(log)).as(revoke).isInstanceOf(Trouble.class);
        DATABASE.run(each);
      }
    }
    assertThat(taken).isEqualTo(14);
  }

  private void everything(String log) throws Trouble, IOException {
    Postgres node = new Postgres(DATABASE.name(), "hooks");
    Outbox outbox = Outbox.shared(node, log, Outbox.Limits.DEFAULT);
    try (HookSink sink = sink(node, log);
        Pending pending = new Pending(outbox);
        DeadLetters letters = DeadLetters.open(outbox)) {
      sink.open();
      sink.take(LOG.chunks(10).getFirst());
      pending.claim();
      List<Notice> notices = pending.load(ALL.name(), 0, 3);
      assertThat(pending.body(notices.getFirst().number())).isNotEmpty();
      pending.settle(
          List.of(
              new Outcome.Delivered(notices.get(0)),
              new Outcome.Again(notices.get(1), "busy"),
              new Outcome.Dead(notices.get(2), "gone")));
      assertThat(letters.standings().getFirst().dead()).isEqualTo(1);
      assertThat(letters.resend(ALL.name(), 0)).isEqualTo(1);
      letters.restartAfter(Bookmark.START, ALL.name());
    }
  }
}
