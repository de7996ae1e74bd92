package dev.manna.stream.rocketmq;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that says where a stream stands. */
final class PositionFileTest {
  private static final Bookmark PLACE = new Bookmark("0a27cdfafc9cb81b97ce4f5dff33cab3", 19, -5);
  private static final Standing LATER = new Standing(PLACE, 25, 0);

  @TempDir private Path folder;

  private Path path() {
    return folder.resolve("rocketmq-manna.position");
  }

  private PositionFile file() {
    return PositionFile.of(
        new RocketMqTarget("127.0.0.1:1", "manna", RocketMqTarget.Access.OPEN), folder);
  }

  @Test
  void shouldBeginAtTheStart() throws Trouble {
    assertThat(file().read()).isEqualTo(Standing.START);
    assertThat(file().read().at()).isEqualTo(Bookmark.START);
  }

  @Test
  void shouldRememberWhereItWasMovedTo() throws Trouble, IOException {
    assertThat(file().move(Standing.START, LATER)).isTrue();
    assertThat(file().read()).isEqualTo(LATER);
    assertThat(Files.readString(path()))
        .startsWith(
            """
            manna stream 1
            log 0a27cdfafc9cb81b97ce4f5dff33cab3
            position 19
            mark fffffffffffffffb
            acknowledged 25
            """);
    assertThat(folder.resolve("rocketmq-manna.position.new")).doesNotExist();
  }

  @Test
  void shouldNotMoveFromWhereItDoesNotStand() throws Trouble {
    file().move(Standing.START, LATER);
    assertThat(file().move(Standing.START, Standing.of(PLACE, 0))).isFalse();
    assertThat(file().move(Standing.of(PLACE, 0), Standing.START)).isFalse();
    assertThat(file().read()).isEqualTo(LATER);
  }

  /** Of those who move from one place at once, one does. */
  @Test
  void shouldLetOneOfManyMove() throws InterruptedException, Trouble {
    for (int round = 0; round < 20; round++) {
      Standing from = file().read();
      AtomicInteger moved = new AtomicInteger();
      CountDownLatch go = new CountDownLatch(1);
      Thread[] racers = new Thread[4];
      for (int i = 0; i < racers.length; i++) {
        Standing to = Standing.of(new Bookmark("ab", 10L * round + i + 1, i), 0);
        racers[i] =
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        go.await();
                        moved.addAndGet(file().move(from, to) ? 1 : 0);
                      } catch (InterruptedException | Trouble e) {
                        moved.addAndGet(100);
                      }
                    });
      }
      go.countDown();
      for (Thread each : racers) {
        each.join();
      }
      assertThat(moved).hasValue(1);
    }
  }

  @Test
  void shouldRefuseEachDamagedFile() throws Trouble, IOException {
    file().move(Standing.START, LATER);
    byte[] whole = Files.readAllBytes(path());
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      assertDamaged(changed);
      assertDamaged(java.util.Arrays.copyOf(whole, at));
    }
    assertDamaged("x".repeat(5_000).getBytes(US_ASCII));
  }

  private void assertDamaged(byte[] content) throws IOException {
    Files.write(path(), content);
    assertThatThrownBy(() -> file().read())
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining(path().toString())
        .matches(e -> ((Trouble) e).isLasting());
  }

  @Test
  void shouldSayWhereItCannotWrite() {
    PositionFile nowhere =
        PositionFile.of(
            new RocketMqTarget("127.0.0.1:1", "manna", RocketMqTarget.Access.OPEN),
            folder.resolve("missing"));
    assertThatThrownBy(() -> nowhere.move(Standing.START, LATER))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("cannot be written; see that its disk has room");
  }
}
