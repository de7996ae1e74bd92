package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Membership;
import dev.manna.core.Membership.Member;
import dev.manna.core.Membership.Offer;
import dev.manna.core.Membership.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes and epochs of a log that lives elsewhere. */
final class MembershipTest {
  private static final Path GUIDE = Path.of("../docs/guide/shared-log.md");
  private static final Windows WINDOWS = new Windows(100, 10);

  private final String name = Postgres.fresh();
  private final Membership members = of(Postgres.at(name));

  private static Membership of(Database database) {
    return PostgresMembership.of(database, "main", System::nanoTime);
  }

  @AfterEach
  void closeMembers() {
    members.close();
  }

  private Member member(String node, long epoch) {
    return members.members(epoch).stream()
        .filter(each -> each.name().equals(node))
        .findFirst()
        .orElseThrow();
  }

  /** What is written of an epoch is committed before it is closed, or not at all. */
  @Test
  void shouldNotCloseAnEpochOfWhichSomethingIsWritten() throws Exception {
    try (Connection books = Postgres.administrator(name)) {
      books.setAutoCommit(false);
      assertThat(PostgresMembership.holds(books, "main", 1)).isTrue();
      assertThat(PostgresMembership.holds(books, "main", 2)).isFalse();
      assertThat(PostgresMembership.holds(books, "another", 1)).isFalse();
      CompletableFuture<Boolean> raised = CompletableFuture.supplyAsync(() -> members.raise(1, 0));
      assertThat(raised).as("until the commit").failsWithin(Duration.ofMillis(300));
      books.commit();
      assertThat(raised).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
      assertThat(PostgresMembership.holds(books, "main", 1)).as("it is closed").isFalse();
      books.rollback();
    }
  }

  @Test
  void shouldLetNobodyInWhileARecoveryIsUnderWay() {
    assertThat(members.join("a", "life", WINDOWS)).isEqualTo(1);
    assertThat(members.raise(1, 7)).isTrue();
    assertThat(members.epochs().open()).isFalse();
    assertThat(members.epochs().opened()).isEqualTo(1);
    assertThat(members.epochs().wanted()).isEqualTo(7);
    assertThat(members.join("b", "life", WINDOWS)).isZero();
    assertThat(members.working(2)).isTrue();
    assertThat(members.open(1)).as("it is closed").isFalse();
    assertThat(members.open(2)).isTrue();
    assertThat(members.working(2)).as("it is over").isFalse();
    assertThat(members.join("b", "life", WINDOWS)).isEqualTo(2);
    assertThat(members.members(1)).extracting(Member::name).containsExactly("a");
    assertThat(members.members(2)).extracting(Member::name).containsExactly("b");
  }

  @Test
  void shouldRaiseAnEpochOnceHoweverManyTry() {
    try (Membership other = of(Postgres.at(name))) {
      for (long epoch = 1; epoch <= 20; epoch++) {
        long from = epoch;
        CompletableFuture<Boolean> theirs =
            CompletableFuture.supplyAsync(() -> other.raise(from, 0));
        boolean ours = members.raise(from, 0);
        assertThat(ours).as("one of two").isNotEqualTo(theirs.join());
      }
    }
  }

  @Test
  void shouldPlaceAnEpochOnOneServer() {
    assertThat(members.place(1, "one")).as("it is open").isFalse();
    members.raise(1, 0);
    assertThat(members.place(2, "one")).isTrue();
    assertThat(members.place(2, "one")).as("again").isTrue();
    assertThat(members.place(2, "other")).isFalse();
    members.raise(2, 0);
    assertThat(members.place(2, "one")).as("over").isFalse();
    assertThat(members.place(3, "other")).isTrue();
  }

  @Test
  void shouldRememberTheLargestWindows() {
    members.join("a", "life", WINDOWS);
    members.join("a", "life", new Windows(99, 11));
    assertThat(member("a", 1).windows()).isEqualTo(new Windows(100, 11));
  }

  @Test
  void shouldRememberALifeThatEndedWithoutAWord() {
    members.join("a", "first", WINDOWS);
    members.join("a", "first", WINDOWS);
    assertThat(member("a", 1).lost()).as("asked again").isFalse();
    members.leave("a", 1, 12);
    members.join("a", "second", WINDOWS);
    Member back = member("a", 1);
    assertThat(back.lost()).as("it had left").isFalse();
    assertThat(back.left()).isFalse();
    assertThat(back.knew()).isEqualTo(12);
    members.join("a", "third", WINDOWS);
    assertThat(member("a", 1).lost()).isTrue();
    assertThat(members.dismiss("a", 1)).isTrue();
    assertThat(member("a", 1).dismissed()).isTrue();
    assertThat(members.dismiss("z", 1)).isFalse();
  }

  @Test
  void shouldKeepOffersForTheRecoveryThatIsUnderWay() {
    List<Batch> batches = List.of(Steady.batch(4, 2, "four"), Steady.batch(6, 1, "six"));
    Offer offer = new Offer("a", 3, "chain at 3", 6, "chain at 6");
    members.offer(1, offer, batches);
    assertThat(members.offers(1)).as("nothing is under way").isEmpty();
    members.raise(1, 3);
    members.offer(1, offer, batches);
    assertThat(members.offers(1)).as("late for another").isEmpty();
    members.offer(2, offer, batches);
    members.offer(2, offer, batches);
    assertThat(members.offers(2)).containsExactly(offer);
    assertThat(members.offered(2, "a")).isEqualTo(batches);
    assertThat(members.offered(2, "b")).isEmpty();
    members.open(2);
    assertThat(members.offers(2)).as("of no use any more").isEmpty();
    assertThat(members.offered(2, "a")).isEmpty();
  }

  @Test
  void shouldSayThatTheDatabaseIsAway() {
    Database nowhere = Database.at("jdbc:postgresql://127.0.0.1:1/x?password=p", "u", "secret");
    assertThatThrownBy(() -> of(nowhere))
        .isInstanceOf(Log.Away.class)
        .hasMessageNotContaining("secret");
  }

  private static void everything(Database database, String node) {
    try (Membership members = of(database)) {
      long epoch = members.join(node, "life", WINDOWS);
      assertThat(members.seen(node, epoch)).isTrue();
      assertThat(members.raise(epoch, 0)).isTrue();
      members.offer(epoch + 1, new Offer(node, 0, "", 1, ""), List.of(Steady.batch(1, 1, "one")));
      assertThat(members.offered(epoch + 1, node)).hasSize(1);
      assertThat(members.offers(epoch + 1)).hasSize(1);
      assertThat(members.leave(node, epoch, 1)).isTrue();
      assertThat(members.members(epoch)).isNotEmpty();
      assertThat(members.open(epoch + 1)).isTrue();
    }
  }

  @Test
  void shouldNeedTheRightsThatTheGuideNames() throws IOException {
    String role = "member_" + name;
    Postgres.run(name, "CREATE ROLE " + role + " LOGIN");
    List<String> rights =
        Files.readString(GUIDE)
            .lines()
            .filter(line -> line.startsWith("GRANT "))
            // Those of the snapshots are tested with them.
            .filter(line -> !line.contains(" manna_snapshot"))
            .map(line -> line.replace("manna;", role))
            .toList();
    assertThat(rights).hasSize(5);
    rights.forEach(each -> Postgres.run(name, each));
    Database database =
        Database.at("jdbc:postgresql://127.0.0.1:" + Postgres.port() + "/" + name, role, "");
    everything(database, "all");
    for (String each : rights) {
      String table = each.replaceFirst(".* ON ", "").replaceFirst(" TO .*", "");
      for (String right :
          each.replaceFirst("GRANT ", "").replaceFirst(" ON .*", "").split(", ", -1)) {
        Postgres.run(name, "REVOKE " + right + " ON " + table + " FROM " + role);
        assertThat(catchThrowable(() -> everything(database, "without")))
            .as("%s on %s", right, table)
            .isInstanceOfAny(Log.Away.class, AssertionError.class);
        Postgres.run(name, each);
        reopen();
      }
    }
  }

  /** What was left in the middle of a recovery is ended. */
  private void reopen() {
    members.open(members.epochs().current());
  }
}
