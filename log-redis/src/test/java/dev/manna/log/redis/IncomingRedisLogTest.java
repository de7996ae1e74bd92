package dev.manna.log.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that come from elsewhere, and go there. */
final class IncomingRedisLogTest {
  private static final int BATCHES = 10_050;

  /** So many of them are more than is written in one piece. */
  private static final int MORE = 50;

  @TempDir private Path folder;

  private static Batch batch(int position) {
    ByteBuffer payload = ByteBuffer.allocate(Integer.BYTES).putInt(0, position);
    return new Batch(position, 1, 1_000 + position, payload);
  }

  @Test
  void shouldHoldTheEndOfALogThatIsLong() throws IOException {
    try (RedisProcess redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start()) {
      RedisLogOptions options = RedisLogOptions.at(SharedRedis.freshName(), redis.uri());
      IncomingRedisLog incoming = IncomingRedisLog.begin(options);
      for (int i = 1; i <= BATCHES; i++) {
        incoming.append(batch(i));
      }
      assertThat(incoming.beginsAfter()).isEqualTo(MORE);
      incoming.commit(Map.of());
      assertThatThrownBy(() -> incoming.commit(Map.of()))
          .hasMessageContaining("somebody else has begun a log");
      assertThatThrownBy(() -> IncomingRedisLog.begin(options))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not empty: it ends at position " + BATCHES + ", in epoch 1");
      try (RedisLog side = RedisLog.open(options.withNode("n"), BATCHES)) {
        List<Batch> read = new ArrayList<>();
        side.read(MORE, read::add);
        assertThat(read).hasSize(BATCHES - MORE).endsWith(batch(BATCHES)).startsWith(batch(51));
        assertThatThrownBy(() -> side.read(0, each -> true)).isInstanceOf(Log.Gone.class);
        assertThat(side.append(BATCHES, batch(BATCHES + 1)))
            .isEqualTo(new Appended.Done(BATCHES + 1));
      }
      assertThatThrownBy(() -> LeftRedisLog.open(options, Registers.of(options.name())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the log begins at position 51, and all of it is needed");
    }
  }
}
