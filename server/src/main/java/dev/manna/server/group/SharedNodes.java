package dev.manna.server.group;

import dev.manna.ledger.Database;
import dev.manna.server.Complaint;
import dev.manna.server.child.Crash;
import dev.manna.server.child.ServerProcess;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.crowd.Operator;
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

  private static final long LEFT_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Path folder;
  private final Store store;
  private final @Nullable String ledger;
  private final List<ServerProcess> nodes = new ArrayList<>();
  private long silentUntilNanos = System.nanoTime();

  SharedNodes(Path folder, Store store, @Nullable String ledger) {
    this.folder = folder.toAbsolutePath();
    this.store = store;
    this.ledger = ledger;
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
    for (String name : NAMES) {
      Path own = folder.resolve("node-" + name);
      try {
        Files.createDirectories(own);
      } catch (IOException e) {
        throw new Complaint(own + ": cannot be made: " + e.getMessage(), e);
      }
      ServerProcess node = new ServerProcess(own, store.secrets(ledger == null), flags(name));
      nodes.add(node);
      node.start();
      // One after the other: three that start at once starve each other on a small machine.
      node.awaitReady();
    }
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
    return "a node and " + store.victim() + " are";
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
    long epoch = epoch(living);
    say.accept("SIGKILL: a node is gone in the middle of it; its clients turn to the others");
    long killed = System.nanoTime();
    dying.kill();
    silentUntilNanos = killed + store.silenceNanos();
    Crash.untilAnswered(living.getFirst(), crowd, Crash.settled(crowd), killed, meanwhile);
    if (store.missesTheDead()) {
      awaitEpoch(living, epoch + 1, meanwhile);
      say.accept("the other nodes go on without it, in epoch %d".formatted(epoch(living)));
    }
    say.accept("SIGKILL: %s is gone, too, and %s".formatted(store.victim(), store.comeback()));
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
    store.settle();
    say.accept("the node that was killed has joined again");
    return seconds;
  }

  private static long epoch(List<ServerProcess> living) {
    try (Operator operator = new Operator(living.getFirst().uri())) {
      return operator.epoch();
    }
  }

  /** Waits until a later epoch was opened, which nobody who is dead is missed in. */
  private static void awaitEpoch(List<ServerProcess> living, long epoch, Runnable meanwhile) {
    long until = System.nanoTime() + LEFT_BEHIND_NANOS;
    while (epoch(living) < epoch) {
      if (System.nanoTime() - until > 0) {
        throw new Complaint(
            "the nodes did not go on without the dead one; " + living.getFirst().lastWords());
      }
      LockSupport.parkNanos(LOOK_NANOS);
      meanwhile.run();
    }
  }

  @Override
  public void stop() {
    nodes.forEach(ServerProcess::stop);
    for (long left = silentUntilNanos - System.nanoTime(); left > 0; ) {
      LockSupport.parkNanos(left);
      left = silentUntilNanos - System.nanoTime();
    }
    store.copy(data());
  }

  @Override
  public Path data() {
    return folder.resolve("data");
  }

  @Override
  public void close() {
    nodes.forEach(ServerProcess::close);
    store.close();
  }
}
