package dev.manna.server.http;

import dev.manna.core.Engine;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** An engine that answers what it is told to, in batches and on a thread of its own. */
final class ScriptedEngine implements Engine, AutoCloseable {
  private record Waiting(Request request, Receiver receiver) {}

  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final List<Request> asked = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
  private volatile Function<Request, Reply> script;

  ScriptedEngine(Function<Request, Reply> script) {
    this.script = script;
    thread.start();
  }

  void answer(Function<Request, Reply> other) {
    script = other;
  }

  /** What was asked so far. */
  List<Request> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  @Override
  public void submit(Request request, Receiver receiver) {
    synchronized (asked) {
      asked.add(request);
    }
    queue.add(new Waiting(request, receiver));
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch);
        for (Waiting waiting : batch) {
          waiting.receiver().receive(script.apply(waiting.request()));
        }
        batch.clear();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
