package dev.manna.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A database server of a test's own, on data of its own: it is killed, and started again with other
 * options. It knows the user {@link #USER}, who may do everything in the database {@code books} and
 * nothing elsewhere.
 */
final class OwnServer implements AutoCloseable {
  static final String USER = "keeper";
  static final String PASSWORD = "right";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Places places;
  private final Path binaries;
  private final Path folder;
  private final int port;
  private Process process;
  private boolean encrypts;

  private OwnServer(Places places, Path folder) throws IOException {
    this.places = places;
    this.folder = folder;
    binaries = places.binaries();
    port = Places.freePort();
  }

  static OwnServer start(Places places, Path folder) throws IOException, SQLException {
    OwnServer server = new OwnServer(places, folder);
    server.run(
        places == Places.POSTGRESQL
            ? List.of("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
            : List.of(
                "../scripts/mariadb-install-db",
                "--no-defaults",
                // It need not find out what this machine is called.
                "--force",
                "--basedir=" + server.binaries.getParent(),
                "--datadir=" + folder.resolve("data"),
                "--auth-root-authentication-method=normal",
                "--user=root"));
    server.start();
    server.administer(
        places == Places.POSTGRESQL
            ? new String[] {
              "CREATE USER " + USER + " PASSWORD '" + PASSWORD + "'",
              "CREATE DATABASE books OWNER " + USER
            }
            : new String[] {
              "CREATE DATABASE books",
              "CREATE USER " + USER + "@localhost IDENTIFIED BY '" + PASSWORD + "'",
              "GRANT ALL ON books.* TO " + USER + "@localhost"
            });
    return server;
  }

  /** PostgreSQL runs as no root, so root gives it a name space in which it is none. */
  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (places == Places.POSTGRESQL && System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.resolve(arguments.getFirst()).toString());
    command.addAll(arguments.subList(1, arguments.size()));
    return command;
  }

  private void run(List<String> arguments) throws IOException {
    Process run = launch(arguments);
    if (run.onExit().join().exitValue() != 0) {
      throw new IOException(arguments + " failed: " + said());
    }
  }

  private Process launch(List<String> arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments)).directory(folder.toFile());
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
            places == Places.POSTGRESQL
                ? List.of("postgres", "-D", "data", "-p", "" + port, "-k", "", "-h", "127.0.0.1")
                : List.of(
                    "mariadbd",
                    "--no-defaults",
                    "--basedir=" + binaries.getParent(),
                    "--datadir=" + folder.resolve("data"),
                    "--socket=" + folder.resolve("socket"),
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--user=root",
                    "--character-set-server=utf8mb4",
                    "--innodb-buffer-pool-size=32M",
                    "--performance-schema=off"));
    arguments.addAll(Arrays.asList(options));
    encrypts = String.join(" ", options).contains("transport");
    if (places == Places.MARIADB && !encrypts) {
      // It would make itself a certificate at each start, which takes seconds.
      arguments.add("--skip-ssl");
    }
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

  private Connection administrator() throws SQLException {
    return places == Places.POSTGRESQL
        ? DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "")
        : DriverManager.getConnection(
            "jdbc:mariadb://127.0.0.1:%d/?sslMode=%s"
                .formatted(port, encrypts ? "trust" : "disable"),
            "root",
            "");
  }

  /** Does something in the name of its administrator, who is asked for no password. */
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

  boolean isAlive() {
    return process.isAlive();
  }

  Path data() {
    return folder.resolve("data");
  }

  /** The books there, for a user who says this password, with more behind the URL. */
  Database books(String password, String more) {
    String kind = places == Places.POSTGRESQL ? "postgresql" : "mariadb";
    String tls = places == Places.MARIADB && more.isEmpty() ? "?sslMode=disable" : more;
    return Database.at("jdbc:" + kind + "://127.0.0.1:" + port + "/books" + tls, USER, password);
  }

  Database books() {
    return books(PASSWORD, "");
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    try {
      Places.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
