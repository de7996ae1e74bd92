package dev.manna.log.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server of a test's own, on data of its own: it is killed, started again, and copied. */
final class OwnServer implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path binaries;
  private final Path folder;
  private final int port;
  private Process process;

  private OwnServer(Path binaries, Path folder) throws IOException {
    this.binaries = binaries;
    this.folder = folder;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  /** One with nothing in it, which runs. */
  static OwnServer fresh() throws IOException {
    OwnServer server = new OwnServer(binaries(), Files.createTempDirectory("manna-own"));
    server.run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N");
    server.start();
    return server;
  }

  /** The programs of the server that runs for all tests. */
  private static Path binaries() throws IOException {
    try (Connection connection = Postgres.administrator("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW data_directory")) {
      row.next();
      Path file = Path.of(row.getString(1), "postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(file).getFirst());
      return Path.of(ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow())
          .getParent();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /**
   * A standby that follows this server, which is stopped for it and runs again.
   *
   * @param name by which this server knows it
   */
  OwnServer standby(String name) throws IOException {
    process.destroy();
    process.onExit().join();
    OwnServer standby = new OwnServer(binaries, Files.createTempDirectory("manna-standby"));
    standby.run("cp", "-a", folder.resolve("data").toString(), "data");
    Files.createFile(standby.data().resolve("standby.signal"));
    start();
    standby.start(
        "-c",
        "primary_conninfo=host=127.0.0.1 port=" + port + " user=postgres application_name=" + name);
    return standby;
  }

  private void run(String... arguments) throws IOException {
    if (launch(List.of(arguments)).onExit().join().exitValue() != 0) {
      throw new IOException(List.of(arguments) + " failed: " + said());
    }
  }

  /** PostgreSQL runs as no root, so root gives it a name space in which it is none. */
  private Process launch(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    boolean own = Files.isExecutable(binaries.resolve(arguments.getFirst()));
    if (own && System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(own ? binaries.resolve(arguments.getFirst()).toString() : arguments.getFirst());
    command.addAll(arguments.subList(1, arguments.size()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LD_LIBRARY_PATH", binaries.resolve("../libs").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Starts it and waits until it serves: what a killed one has left may take a while to go. */
  void start(String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("postgres", "-D", "data", "-p", "" + port, "-k", "", "-h", "127.0.0.1"));
    arguments.addAll(Arrays.asList(options));
    process = launch(arguments);
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!serves()) {
      if (System.nanoTime() > until) {
        throw new IOException("no server: " + said());
      }
      if (!process.isAlive()) {
        process = launch(arguments);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private boolean serves() {
    try (Connection connection = administrator()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  Connection administrator() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "");
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Does something in the name of its administrator. */
  void administer(String... statements) throws SQLException {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** SIGKILL, as when the machine runs out of memory. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  int port() {
    return port;
  }

  Path folder() {
    return folder;
  }

  Path data() {
    return folder.resolve("data");
  }

  /** The log there. */
  Database database() {
    return Postgres.at(port, "postgres");
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
