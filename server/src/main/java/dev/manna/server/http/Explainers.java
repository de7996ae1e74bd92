package dev.manna.server.http;

import dev.manna.core.Query;
import dev.manna.core.Reply;
import java.util.function.Consumer;

/** Explains claims of the running log, beside the engine and beside the event loops. */
public interface Explainers {
  /**
   * Explains a claim some time later.
   *
   * @param then told what came of it, on a thread of the explainer's
   * @return false where too many wait, and {@code then} hears nothing
   */
  boolean explain(Query.OfClaim claim, Consumer<Explained> then);

  /** What came of it. */
  sealed interface Explained {
    /** The explanation as JSON. */
    record Found(String json) implements Explained {}

    /** There is nothing to explain. */
    record Refused(Reply.Refused why) implements Explained {}

    /** The claim stands too far back in the log, with so many events before it. */
    record TooFar(long events) implements Explained {}

    /** It could not be done, for a reason that the server's log has. */
    record Failed() implements Explained {}
  }
}
