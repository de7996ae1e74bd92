package dev.manna.stream.rocketmq;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.stream.Message;
import java.util.concurrent.CompletionStage;

/** A connection to a topic. */
interface Outlet extends AutoCloseable {
  /** Sends a message; what is returned ends when the broker has it, or not. */
  CompletionStage<?> send(Message message);

  @Override
  void close();

  /** Makes connections. */
  @FunctionalInterface
  interface Connector {
    Outlet connect() throws Trouble;
  }
}
