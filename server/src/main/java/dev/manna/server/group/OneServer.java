package dev.manna.server.group;

import dev.manna.ledger.Database;
import dev.manna.server.child.Crash;
import dev.manna.server.child.ServerProcess;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.terminal.Times;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server on a journal of its own. */
final class OneServer implements Group {
  private final ServerProcess server;

  OneServer(Path folder, @Nullable String ledger) {
    server =
        ledger == null ? new ServerProcess(folder) : new ServerProcess(folder, "--ledger", ledger);
  }

  @Override
  public void start() {
    server.start();
    server.awaitReady();
  }

  @Override
  public String shown() {
    return "a server of its own is up";
  }

  @Override
  public String stopped() {
    return "the server";
  }

  @Override
  public String killed() {
    return "the server is";
  }

  @Override
  public List<URI> servers() {
    return List.of(server.uri());
  }

  @Override
  public Database books() {
    return Database.at("jdbc:sqlite:" + data().resolve("books.db"), null, null);
  }

  @Override
  public double crash(Crowd crowd, Consumer<String> say, Runnable meanwhile) {
    say.accept("SIGKILL: the server is gone in the middle of it, and starts again on its data");
    double seconds = Crash.of(server, crowd, meanwhile);
    say.accept(
        "clients are answered again, %s s after the kill; they repeat what they had no answer to"
            .formatted(Times.seconds(seconds)));
    return seconds;
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public Path data() {
    return server.data();
  }

  @Override
  public void close() {
    server.close();
  }
}
