package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Engine;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.SharedLog;
import dev.manna.core.SnapshotStore;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.NodeEngine;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * What nodes that share a log must do together: all that one engine does, whichever of them is
 * asked. Extend it, and say how a node joins the log of a test.
 */
public abstract class NodesContract {
  private static final int NODES = 3;
  private static final int PATIENCE_MILLIS = 30_000;

  private final List<RunningNode> nodes = new ArrayList<>();

  /** One more side of the test's one log, which is empty at first. */
  protected abstract SharedLog join() throws IOException;

  /** Where the nodes of the test's log leave their states. */
  protected abstract SnapshotStore snapshots() throws IOException;

  /** A node with the threads that a server gives it. */
  private static final class RunningNode {
    final NodeEngine engine;
    private final Thread writer;
    private final Thread follower;
    private volatile boolean stopping;

    RunningNode(NodeEngine engine) {
      this.engine = engine;
      writer = Thread.ofPlatform().start(this::write);
      follower = Thread.ofPlatform().start(this::follow);
    }

    private void write() {
      while (!stopping) {
        if (engine.writer().doWork() == 0) {
          engine.writer().await();
        }
      }
    }

    private void follow() {
      while (!stopping) {
        engine.follow();
      }
    }

    /** Ends the threads; the engine can still be asked for its state. */
    void stop() throws InterruptedException {
      stopping = true;
      engine.intake().wake();
      follower.join();
      writer.join();
    }
  }

  /**
   * Asks any node, or for each caller always the same; one that is asked what there is has first
   * come as far as any reply has.
   */
  private final class Together implements Engine {
    private final AtomicLong told = new AtomicLong();
    private final boolean faithful;

    Together(boolean faithful) {
      this.faithful = faithful;
    }

    private NodeEngine node() {
      int chosen =
          faithful
              ? (int) (Thread.currentThread().threadId() % NODES)
              : ThreadLocalRandom.current().nextInt(NODES);
      return nodes.get(chosen).engine;
    }

    @Override
    public void submit(Request request, Receiver receiver) {
      NodeEngine node = node();
      if (request instanceof Query) {
        await(node, told.get());
      }
      node.submit(
          request,
          new Receiver() {
            @Override
            public void receive(Reply reply) {
              receiver.receive(reply);
            }

            @Override
            public void receive(Reply reply, long position) {
              told.accumulateAndGet(position, Math::max);
              receiver.receive(reply, position);
            }
          });
    }
  }

  private static void await(NodeEngine node, long position) {
    long until = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (node.stats().position() < position) {
      Found.unless(System.currentTimeMillis() < until, "a node does not follow the log");
      Thread.onSpinWait();
    }
  }

  @BeforeEach
  final void start() throws IOException {
    for (int i = 0; i < NODES; i++) {
      nodes.add(
          new RunningNode(
              NodeEngine.join(
                  join(),
                  snapshots(),
                  System::currentTimeMillis,
                  System::nanoTime,
                  new SecureRandom()::nextLong,
                  EngineOptions.defaults(),
                  null)));
    }
  }

  /** Wherever they are asked: when nobody asks any more, all know the same. */
  @AfterEach
  final void stop() throws InterruptedException {
    long end = nodes.stream().mapToLong(node -> node.engine.stats().position()).max().orElseThrow();
    nodes.forEach(node -> await(node.engine, end));
    for (RunningNode node : nodes) {
      node.stop();
    }
    List<String> digests =
        nodes.stream()
            .filter(node -> node.engine.position() == end)
            .map(node -> node.engine.digest())
            .distinct()
            .toList();
    nodes.forEach(node -> node.engine.close());
    nodes.clear();
    assertThat(digests).as("states at %d", end).hasSize(1);
  }

  /** One caller, who may meet another node each time. */
  @Nested
  class AloneTest extends EngineContract {
    private final Engine any = new Together(false);

    @Override
    protected Engine engine() {
      return any;
    }
  }

  /** Many callers over all nodes, each at one: a node answers in the order of its decisions. */
  @Nested
  class InACrowdTest extends EngineRaceContract {
    private final Engine own = new Together(true);

    @Override
    protected Engine engine() {
      return own;
    }
  }
}
