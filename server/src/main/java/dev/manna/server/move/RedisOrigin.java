package dev.manna.server.move;

import dev.manna.core.Log.BatchReader;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.PostgresMembership;
import dev.manna.log.redis.LeftRedisLog;
import dev.manna.log.redis.RedisLogOptions;
import java.io.IOException;

/** The log that nodes have shared in Redis, and have left. */
record RedisOrigin(String shown, LeftRedisLog log) implements Origin {
  static RedisOrigin open(RedisLogOptions options, Database database) throws IOException {
    PostgresMembership members = PostgresMembership.of(database, options.name(), System::nanoTime);
    return new RedisOrigin("log " + options.shown(), LeftRedisLog.open(options, members));
  }

  @Override
  public long end() {
    return log.end();
  }

  @Override
  public void fence() throws IOException {
    log.fence();
  }

  @Override
  public void read(long after, BatchReader reader) throws IOException {
    log.read(after, reader);
  }

  @Override
  public void close() {
    log.close();
  }
}
