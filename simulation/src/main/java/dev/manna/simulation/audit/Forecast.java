package dev.manna.simulation.audit;

import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.List;

/** What must come of a request. */
sealed interface Forecast {
  /** Something is decided: the next event of the log. */
  record Happens() implements Forecast {}

  /** Nothing changes, and this is the answer. */
  record Answered(Reply reply) implements Forecast {}

  static Forecast refused(Refusal refusal) {
    return new Answered(Reply.Refused.of(refusal, ""));
  }

  static Forecast refused(Refusal refusal, long retryAfterMillis) {
    return new Answered(new Reply.Refused(refusal, "", retryAfterMillis, List.of()));
  }
}
