package dev.manna.server.group;

import dev.manna.server.Complaint;
import dev.manna.server.child.Hooks;
import dev.manna.server.child.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL in a process of its own, on a free port of the loopback interface, set as it is when
 * it is installed. It can be killed, and started again on the same data and port.
 */
final class PostgresProcess implements AutoCloseable {
  /** Who it belongs to, and the name of its database. */
  static final String NAME = "manna";

  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int PASSWORD_BYTES = 16;
  private static final int WORDS_SHOWN = 2_000;

  private final PostgresPrograms programs;
  private final Path folder;
  private final int port = Ports.free();
  private final String password;
  private final Thread hook = Thread.ofPlatform().unstarted(this::kill);
  private volatile @Nullable Process process;

  /** One that is not there yet; whoever knows no password cannot use it. */
  PostgresProcess(PostgresPrograms programs, Path folder) {
    this.programs = programs;
    this.folder = folder.toAbsolutePath();
    byte[] drawn = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(drawn);
    password = HexFormat.of().formatHex(drawn);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Makes it and its database, and waits until it serves. */
  void begin() {
    Path secret = folder.resolve("password");
    try {
      Files.createDirectories(folder);
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, password);
      int status =
          launch(
                  "initdb",
                  List.of("-D", "data", "-U", NAME, "-A", "scram-sha-256", "-E", "UTF8"),
                  List.of("--pwfile", secret.toString()))
              .onExit()
              .join()
              .exitValue();
      Files.delete(secret);
      if (status != 0) {
        throw new Complaint("PostgreSQL could make no database; " + words());
      }
    } catch (IOException e) {
      throw new Complaint(folder + ": no database can be made there: " + e.getMessage(), e);
    }
    start();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + NAME);
    } catch (SQLException e) {
      throw new Complaint("PostgreSQL could make no database: " + e.getMessage(), e);
    }
  }

  /** Starts it and waits until it serves: what the killed one has left may take a while to go. */
  void start() {
    long until = System.nanoTime() + READY_NANOS;
    while (!serves()) {
      if (System.nanoTime() - until > 0) {
        kill();
        throw new Complaint("PostgreSQL does not serve; " + words());
      }
      Process running = process;
      if (running == null || !running.isAlive()) {
        process = postgres();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private Process postgres() {
    try {
      return launch(
          "postgres",
          List.of("-D", "data", "-p", Integer.toString(port)),
          List.of("-k", "", "-h", "127.0.0.1"));
    } catch (IOException e) {
      throw new Complaint("PostgreSQL cannot be started: " + e.getMessage(), e);
    }
  }

  /** It runs as no root, so root gives it a name space of users in which it is none. */
  private Process launch(String program, List<String> some, List<String> more) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.folder().resolve(program).toString());
    command.addAll(some);
    command.addAll(more);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("words.log").toFile()))
        .start();
  }

  private boolean serves() {
    try (Connection connection = connect()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=2", NAME, password);
  }

  private String words() {
    try {
      String said = Files.readString(folder.resolve("words.log"), StandardCharsets.UTF_8);
      return "it said:\n" + said.substring(Math.max(0, said.length() - WORDS_SHOWN));
    } catch (IOException e) {
      return "what it said is lost: " + e.getMessage();
    }
  }

  /** SIGKILL, as when the machine runs out of memory. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
  }

  /** Where its database is, as {@code --log} has it. */
  String url() {
    return "postgresql://127.0.0.1:" + port + "/" + NAME;
  }

  String password() {
    return password;
  }

  @Override
  public void close() {
    kill();
    Hooks.remove(hook);
  }
}
