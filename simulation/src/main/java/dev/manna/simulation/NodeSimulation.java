package dev.manna.simulation;

import dev.manna.core.Log;
import dev.manna.core.feed.FeedClock;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.NodeEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run of several nodes over one log: the real engines, on a clock, a network and a crowd that
 * all follow from one seed. Nodes come, leave and are killed; each may be asked anything; and the
 * state of each is, wherever it stands, what follows from the log up to there.
 */
final class NodeSimulation {
  private static final int STEPS = 120;
  private static final int MOST_NODES = 4;

  /** An answer comes back in the end, however often it is lost. */
  private static final int MOST_TRIES = 1_000;

  private final Chance chance;
  private final Map<NodeFault, Long> faults = new EnumMap<>(NodeFault.class);
  private final Story story;
  private final Clock clock;
  private final SimBooks books;
  private final Clients clients;
  private final Chronicle chronicle;
  private final SimSharedLog log;
  private final SimSnapshots snapshots;
  private final EngineOptions options;
  private final List<Node> nodes = new ArrayList<>();

  private final LogStates states = new LogStates();

  /** Whether one node works while another appends. */
  private boolean racing;

  private boolean concluding;

  /** A node, its side of the log, and where it knows the books to stand. */
  private record Node(NodeEngine engine, SimSharedLog.Side side, FeedClock books) {}

  NodeSimulation(long seed, Consumer<String> listener) {
    chance = new Chance(seed);
    story = new Story(listener);
    Faults others = new Faults();
    clock = new Clock(chance.fork(), others);
    books = new SimBooks(chance.fork(), story);
    clients = new Clients(chance.fork(), clock, others, story, books);
    chronicle = new Chronicle(story);
    log = new SimSharedLog(chance.fork(), this::met);
    snapshots = new SimSnapshots(chance.fork(), this::met);
    options =
        EngineOptions.defaults()
            .withQueueCapacity((int) chance.between(2, 40))
            .withSnapshotEvents(chance.between(10, 200))
            .withWatchedRows((int) chance.between(1, 60));
  }

  private void met(NodeFault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  Map<NodeFault, Long> faults() {
    return faults;
  }

  long events() {
    return chronicle.position();
  }

  /** Plays to the end; throws {@link Found} where something is wrong. */
  String play() {
    begin();
    for (int step = 0; step < STEPS; step++) {
      change();
      step(chance.pick(nodes));
    }
    conclude();
    return story.hash();
  }

  /** Two nodes find an empty log, and the second is first. */
  private void begin() {
    log.whileAppending(
        side -> {
          log.whileAppending(nobody -> {});
          join();
          met(NodeFault.FOUNDED_AT_ONCE);
        });
    join();
    log.whileAppending(this::race);
  }

  private void join() {
    for (int tries = 0; !joins(log.side()); tries++) {
      Found.unless(tries < MOST_TRIES, "a log that is there again cannot be joined");
    }
  }

  private boolean joins(SimSharedLog.Side side) {
    FeedClock feed = books.join();
    try {
      NodeEngine engine =
          NodeEngine.join(side, snapshots, clock, () -> 0, chance::bits, options, feed);
      nodes.add(new Node(engine, side, feed));
      story.tell("joined", engine.position());
      return true;
    } catch (IOException e) {
      story.tell("not joined", e);
      books.leave(feed);
      return false;
    }
  }

  private void change() {
    switch (chance.below(24)) {
      case 0 -> log.goAway(1 + chance.below(6));
      case 1 -> log.beginEpoch();
      case 2 -> leave(chance.pick(nodes));
      default -> {}
    }
    nodes.stream()
        .filter(each -> each.side().isFenced() && chance.oneIn(4))
        .toList()
        .forEach(this::leave);
    if (nodes.isEmpty() || (nodes.size() < MOST_NODES && chance.oneIn(8))) {
      join();
    }
  }

  private void leave(Node node) {
    met(NodeFault.NODE_LEFT);
    story.tell("leaves", node.engine().position());
    node.engine().close();
    remove(node);
    if (nodes.isEmpty()) {
      join();
    }
  }

  private void remove(Node node) {
    nodes.remove(node);
    books.leave(node.books());
  }

  /** Between what a node knew and its append, others are asked, decide and are first. */
  private void race(SimSharedLog.Side side) {
    List<Node> others =
        nodes.stream()
            .filter(node -> !node.side().equals(side) && !node.side().isFenced())
            .toList();
    if (racing || others.isEmpty() || side.isDoubtful() || !chance.oneIn(4)) {
      return;
    }
    racing = true;
    log.beFine(true);
    for (int batches = 1 + chance.below(3); batches > 0; batches--) {
      NodeEngine other = chance.pick(others).engine();
      for (int i = 1 + chance.below(4); i > 0; i--) {
        clients.ask(other);
      }
      other.writer().doWork();
    }
    books.catchUp(log.end());
    clients.postponeUnanswered();
    log.beFine(concluding);
    racing = false;
  }

  private void step(Node node) {
    clock.pass();
    for (int i = chance.below(chance.oneIn(3) ? 30 : 4); i > 0; i--) {
      clients.ask(node.engine());
    }
    if (chance.oneIn(30)) {
      kill(node, NodeFault.NODE_KILLED);
      return;
    }
    work(node);
    if (node.side().isDoubtful()) {
      kill(node, NodeFault.KILLED_IN_DOUBT);
      return;
    }
    see();
    books.move(log.end());
    clients.report(chronicle, log.wasTroubled());
    Chronicle.checkBooks(node.engine().watch().violations());
    nodes.forEach(each -> states.check(each.engine()));
    if (chance.oneIn(4) && node.engine().snapshotter().doWork()) {
      met(NodeFault.SNAPSHOT_LEFT);
      trim();
    }
  }

  /** Of the log goes what nobody needs: no node that joins, and none that there is. */
  private void trim() {
    long needless =
        nodes.stream()
            .mapToLong(node -> node.engine().position())
            .reduce(snapshots.older(), Math::min);
    log.trim(needless);
    if (needless > 0) {
      met(NodeFault.TRIMMED);
    }
  }

  /** It works until everybody has an answer, or until it is killed. */
  private void work(Node node) {
    node.engine().writer().doWork();
    for (int tries = 0; node.side().isDoubtful(); tries++) {
      Found.unless(tries < MOST_TRIES, "the log never tells what became of a batch");
      // What was done before is told now, and what is in doubt is decided after all of it.
      CrowdLog sure = log.sure();
      books.catchUp(sure.position());
      see(sure);
      clients.reportSoFar(chronicle, true);
      if (chance.oneIn(12)) {
        return;
      }
      node.engine().writer().doWork();
    }
  }

  private void kill(Node node, NodeFault how) {
    met(how);
    story.tell("killed", how);
    remove(node);
    see();
    clients.reportAfterCrash(chronicle, true);
    join();
  }

  /** The world outside sees what the log has come to hold. */
  private void see() {
    see(log.whole());
  }

  private void see(Log shown) {
    chronicle.follow(shown);
    states.follow(shown);
  }

  /** Fine weather: everybody gets an answer, all nodes come to the same state, and it is true. */
  private void conclude() {
    concluding = true;
    log.beFine(true);
    nodes.stream().filter(node -> node.side().isFenced()).toList().forEach(this::leave);
    if (nodes.isEmpty()) {
      join();
    }
    do {
      NodeEngine engine = chance.pick(nodes).engine();
      clients.askAgain(engine);
      engine.writer().doWork();
      books.catchUp(log.end());
      see();
      clients.report(chronicle, log.wasTroubled());
    } while (clients.areWaiting());
    for (Node node : nodes) {
      node.engine().writer().doWork();
      see();
      clients.report(chronicle, log.wasTroubled());
    }
    for (Node node : nodes) {
      node.engine().writer().doWork();
      Found.unless(node.engine().position() == log.end(), "a node stays behind");
      states.check(node.engine());
    }
    chronicle.conclude(nodes.getFirst().engine().digest());
    chronicle.audit(log.whole());
  }
}
