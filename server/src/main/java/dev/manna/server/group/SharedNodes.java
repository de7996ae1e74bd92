package dev.manna.server.group;

import dev.manna.ledger.Database;
import dev.manna.server.Complaint;
import dev.manna.server.child.Crash;
import dev.manna.server.child.ServerProcess;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.terminal.Times;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Three nodes that share a log. */
final class SharedNodes implements Group {
  private static final List<String> NAMES = List.of("a", "b", "c");

  /** Whoever copies the log waits so long for a node that was killed and said nothing. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(11);

  private final Path data;
  private final Store store;
  private final @Nullable String ledger;
  private final List<ServerProcess> nodes = new ArrayList<>();
  private long silentUntilNanos = System.nanoTime();

  SharedNodes(Path folder, Store store, @Nullable String ledger) {
    data = folder.toAbsolutePath().resolve("data");
    this.store = store;
    this.ledger = ledger;
    for (String name : NAMES) {
      Path own = folder.resolve("node-" + name);
      nodes.add(new ServerProcess(own, store.secrets(ledger == null), flags(name)));
    }
  }

  private List<String> flags(String name) {
    List<String> flags = new ArrayList<>(store.log());
    flags.addAll(ledger == null ? store.ledger() : List.of("--ledger", ledger));
    flags.addAll(List.of("--node", name, "--leave-seconds", "0"));
    return flags;
  }

  @Override
  public void start() {
    store.start();
    for (ServerProcess node : nodes) {
      try {
        Files.createDirectories(node.data().getParent());
      } catch (IOException e) {
        throw new Complaint(node.data() + ": cannot be made: " + e.getMessage(), e);
      }
      node.start();
    }
    nodes.forEach(ServerProcess::awaitReady);
  }

  @Override
  public String shown() {
    return "%d nodes and %s are up".formatted(nodes.size(), store.shown());
  }

  @Override
  public String stopped() {
    return "the nodes";
  }

  @Override
  public String killed() {
    return "a node and " + store.shown() + " are";
  }

  @Override
  public List<URI> servers() {
    return nodes.stream().map(ServerProcess::uri).toList();
  }

  @Override
  public Database books() {
    return store.books();
  }

  /** One after the other: whoever dies with its store would be missed until somebody decides. */
  @Override
  public double crash(Crowd crowd, Consumer<String> say, Runnable meanwhile) {
    ServerProcess dying = nodes.getFirst();
    List<ServerProcess> living = nodes.subList(1, nodes.size());
    say.accept("SIGKILL: a node is gone in the middle of it; its clients turn to the others");
    long killed = System.nanoTime();
    dying.kill();
    silentUntilNanos = killed + SILENT_NANOS;
    Crash.untilAnswered(living.getFirst(), crowd, Crash.settled(crowd), killed, meanwhile);
    store.awaitDeath(living, meanwhile);
    say.accept("SIGKILL: %s is gone, too, and starts again".formatted(store.shown()));
    killed = System.nanoTime();
    store.kill();
    long before = Crash.settled(crowd);
    store.restart();
    double seconds = Crash.untilAnswered(living.getFirst(), crowd, before, killed, meanwhile);
    say.accept(
        "clients are answered again, %s s after the kill; they repeat what they had no answer to"
            .formatted(Times.seconds(seconds)));
    dying.start();
    dying.awaitReady();
    say.accept("the node that was killed has joined again");
    return seconds;
  }

  @Override
  public void stop() {
    nodes.forEach(ServerProcess::stop);
    for (long left = silentUntilNanos - System.nanoTime(); left > 0; ) {
      LockSupport.parkNanos(left);
      left = silentUntilNanos - System.nanoTime();
    }
    store.copy(data);
  }

  @Override
  public Path data() {
    return data;
  }

  @Override
  public void close() {
    nodes.forEach(ServerProcess::close);
    store.close();
  }
}
