package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the law says to a command: either something happens, or there is only an answer. */
record Decision(@Nullable Event event, @Nullable Reply reply) {
  static Decision happens(Event event) {
    return new Decision(event, null);
  }

  static Decision answers(Reply reply) {
    return new Decision(null, reply);
  }

  static Decision refuses(Refusal refusal, String detail) {
    return answers(Reply.Refused.of(refusal, detail));
  }

  static Decision refuses(Refusal refusal, String detail, long retryAfterMillis) {
    return answers(new Reply.Refused(refusal, detail, retryAfterMillis, List.of()));
  }
}
