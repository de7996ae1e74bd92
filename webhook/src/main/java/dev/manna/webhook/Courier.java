package dev.manna.webhook;

import java.util.Map;
import java.util.function.Consumer;

/** Carries a post to its target, once. */
public interface Courier {
  /**
   * Posts.
   *
   * @param url where to
   * @param headers beside those that every post has
   * @param attempt which attempt it is, counted from 0: where a host has several addresses, the
   *     next one may be better
   * @param then told what came of it, once, on any thread
   */
  void post(
      HookUrl url, Map<String, String> headers, byte[] body, int attempt, Consumer<Answer> then);

  /** What came of a post. */
  sealed interface Answer {
    /** The target has answered. */
    record Answered(int status) implements Answer {}

    /** It has not, as far as is known; in a sentence for operators. */
    record Failed(String why) implements Answer {}
  }
}
