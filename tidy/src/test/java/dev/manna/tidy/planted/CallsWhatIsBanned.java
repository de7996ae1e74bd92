package dev.manna.tidy.planted;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** Does once whatever the bans forbid; the tests look for each of its sins. */
public final class CallsWhatIsBanned {
  private CallsWhatIsBanned() {}

  static long time() {
    LongSupplier byReference = System::nanoTime;
    Runnable insideLambda = () -> System.currentTimeMillis();
    insideLambda.run();
    return byReference.getAsLong()
        + Instant.now().toEpochMilli()
        + java.time.Year.now(java.time.ZoneOffset.UTC).getValue();
  }

  static double luck() {
    return Math.random()
        + ThreadLocalRandom.current().nextLong()
        + new Random(1).nextLong()
        + UUID.randomUUID().hashCode();
  }

  static void threads() {
    Thread thread = new Thread(CallsWhatIsBanned::end);
    thread.start();
    Thread.startVirtualThread(thread);
    Executors.newCachedThreadPool().close();
  }

  static void disk() throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of("x"))) {
      Files.delete(Path.of(channel.toString()));
    }
  }

  static void end() {
    System.out.println(new CleanlyNamed(1));
    System.exit(1);
  }
}
