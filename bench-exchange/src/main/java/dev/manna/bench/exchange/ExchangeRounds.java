package dev.manna.bench.exchange;

import exchange.core2.core.common.api.ApiPlaceOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process that measures exchange-core when it is told to: a number comes in on standard input,
 * and when that many orders are journaled and answered, {@code nanos cpuNanos bytes} goes out. The
 * folder {@code dumps} of the working directory takes the journal.
 */
public final class ExchangeRounds {
  private static final Path JOURNAL = Path.of("dumps");

  private ExchangeRounds() {}

  /**
   * Serves rounds until standard input ends.
   *
   * @param args how many users there are
   */
  public static void main(String[] args) {
    try {
      serve(Integer.parseInt(args[0]));
      System.exit(0);
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      // The exchange's threads would keep the process alive.
      System.exit(1);
    }
  }

  private static void serve(int users) throws Exception {
    Files.createDirectories(JOURNAL);
    Market market = new Market(users);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(round(market, Integer.parseInt(line)));
    }
  }

  private static String round(Market market, int orders) throws Exception {
    List<ApiPlaceOrder> prepared = market.prepare(orders);
    long bytesBefore = journalBytes();
    long cpuBefore = cpuNanos();
    long began = System.nanoTime();
    market.run(prepared);
    long nanos = System.nanoTime() - began;
    long cpu = cpuNanos() - cpuBefore;
    market.verify();
    return nanos + " " + cpu + " " + (journalBytes() - bytesBefore);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long journalBytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(JOURNAL)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
