package dev.manna.bench.engine;

import dev.manna.bench.Unverified;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of stock that clients take units off, each in a transaction. They are pgbench's where
 * there is one on this machine, and otherwise threads with a connection each.
 */
final class HotRow implements AutoCloseable {
  /** How many clients are tried; more only wait for the row. */
  static final List<Integer> CLIENTS = List.of(1, 2, 4, 8, 16);

  private static final long PLENTY = 1_000_000_000_000L;

  private static final String TAKE =
      "UPDATE hot_row SET units = units - 1 WHERE sku = 1 AND units >= 1";

  private static final Pattern TPS = Pattern.compile("(?m)^tps = ([0-9.]+) ");
  private static final Pattern DONE =
      Pattern.compile("(?m)^number of transactions actually processed: ([0-9]+)");

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private final Path folder;
  private final int port;
  private final @Nullable Path pgbench;
  private final Connection looking;

  private HotRow(Path folder, int port, @Nullable Path pgbench, Connection looking) {
    this.folder = folder;
    this.port = port;
    this.pgbench = pgbench;
    this.looking = looking;
  }

  static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  static HotRow in(Path folder, int port) throws IOException, SQLException {
    Connection connection = DriverManager.getConnection(url(port), "postgres", "");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE hot_row (sku INT PRIMARY KEY, units BIGINT NOT NULL)");
      statement.execute("INSERT INTO hot_row VALUES (1, " + PLENTY + ")");
    }
    Files.writeString(folder.resolve("hot-row.sql"), TAKE + ";\n");
    return new HotRow(folder, port, pgbench(), connection);
  }

  private static @Nullable Path pgbench() throws IOException {
    List<Path> places = new ArrayList<>();
    for (String each : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      places.add(Path.of(each));
    }
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions.sorted().map(each -> each.resolve("bin")).forEach(places::add);
      }
    }
    return places.stream()
        .map(each -> each.resolve("pgbench"))
        .filter(Files::isExecutable)
        .filter(HotRow::runs)
        .findFirst()
        .orElse(null);
  }

  /** Debian has one on the PATH that only looks for another. */
  private static boolean runs(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.onExit().join().exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whose clients they are. */
  String by() {
    return pgbench == null ? "JDBC" : "pgbench";
  }

  /** With how many clients most units are taken in a second. */
  int bestClients(int seconds) throws Exception {
    int best = 1;
    double most = 0;
    for (int clients : CLIENTS) {
      double rate = perSecond(clients, seconds);
      if (rate > most) {
        most = rate;
        best = clients;
      }
    }
    return best;
  }

  /** Units taken in a second by so many clients; what is missing is what they say they took. */
  double perSecond(int clients, int seconds) throws Exception {
    long before = units();
    long began = System.nanoTime();
    long taken;
    double rate;
    if (pgbench == null) {
      taken = threads(clients, seconds);
      rate = taken * 1e9 / (System.nanoTime() - began);
    } else {
      String said = run(pgbench, clients, seconds);
      taken = Long.parseLong(found(DONE, said));
      rate = Double.parseDouble(found(TPS, said));
    }
    Unverified.unlessEqual("units taken off the row", taken, before - units());
    return rate;
  }

  private String run(Path program, int clients, int seconds) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-n",
                "-M",
                "prepared",
                "-c",
                "" + clients,
                "-j",
                "" + Math.min(2, clients),
                "-T",
                "" + seconds,
                "-f",
                folder.resolve("hot-row.sql").toString(),
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-U",
                "postgres",
                "postgres")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("pgbench failed: " + said);
    }
    return said;
  }

  private static String found(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("pgbench does not say " + pattern + ": " + text);
    }
    return matcher.group(1);
  }

  private long threads(int clients, int seconds) throws InterruptedException, ExecutionException {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      Callable<Long> taking = () -> take(until);
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(taking));
      }
      long taken = 0;
      for (Future<Long> each : all) {
        taken += each.get();
      }
      return taken;
    }
  }

  private long take(long until) throws SQLException {
    long taken = 0;
    try (Connection connection = DriverManager.getConnection(url(port), "postgres", "");
        PreparedStatement statement = connection.prepareStatement(TAKE)) {
      while (System.nanoTime() < until) {
        taken += statement.executeUpdate();
      }
    }
    return taken;
  }

  private long units() throws SQLException {
    try (Statement statement = looking.createStatement();
        ResultSet row = statement.executeQuery("SELECT units FROM hot_row WHERE sku = 1")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    looking.close();
  }
}
