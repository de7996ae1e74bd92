package dev.manna.server;

import dev.manna.core.Engine;
import dev.manna.core.Log;
import dev.manna.core.ProofQuery;
import dev.manna.core.ProofReply;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Explainer;
import dev.manna.server.http.Explainers;
import dev.manna.server.proof.ClaimExplained;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The duty of a thread that explains claims of the running log, one at a time. It asks the engine
 * where the claim stands and whether the campaign's key is shown, and replays the log from its
 * beginning up to there, into a state of its own; the writer knows nothing of it.
 */
final class Explaining implements Worker.Duty, Explainers {
  private static final Logger LOG = LoggerFactory.getLogger(Explaining.class);

  /** Each takes up to some seconds; who comes later is better told to come again. */
  private static final int WAITING = 4;

  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long ANSWER_SECONDS = 10;

  private final BlockingQueue<Asked> asked = new ArrayBlockingQueue<>(WAITING);
  private final Engine engine;
  private final Log log;
  private final long mostEvents;

  private record Asked(Query.OfClaim claim, Consumer<Explained> then) {}

  /**
   * @param mostEvents of the log, up to the claim: what is replayed takes time, and memory until it
   *     is done
   */
  Explaining(Engine engine, Log log, long mostEvents) {
    this.engine = engine;
    this.log = log;
    this.mostEvents = mostEvents;
  }

  @Override
  public boolean explain(Query.OfClaim claim, Consumer<Explained> then) {
    return asked.offer(new Asked(claim, then));
  }

  @Override
  public boolean doWork() {
    Asked next = asked.poll();
    if (next == null) {
      return false;
    }
    next.then.accept(explained(next.claim));
    return true;
  }

  private Explained explained(Query.OfClaim claim) {
    try {
      Reply standing = ask(claim);
      if (standing instanceof Reply.Refused refused) {
        return new Explained.Refused(refused);
      }
      long position = ((Reply.Standing) standing).decided().position();
      return position > mostEvents ? new Explained.TooFar(position) : replayed(claim, position);
    } catch (Log.Gone e) {
      return new Explained.Refused(
          Reply.Refused.of(
              Refusal.UNAVAILABLE,
              "the log begins at position "
                  + e.first()
                  + ", and a claim is explained from its beginning"));
    } catch (Log.Failure e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("A defect: a claim could not be explained.", e);
      return new Explained.Failed();
    }
  }

  private Reply ask(Request request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    engine.submit(request, reply::complete);
    return reply.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
  }

  private Explained replayed(Query.OfClaim claim, long position) {
    boolean shown =
        ask(new ProofQuery.OfProof(claim.campaign())) instanceof ProofReply.Proof proof
            && proof.shown() != null;
    Explainer explainer = new Explainer(claim.campaign(), claim.user(), claim.key());
    log.read(
        0,
        batch -> {
          explainer.take(batch);
          return batch.last() < position;
        });
    if (shown) {
      explainer.reveal();
    }
    ClaimExplained explained = new ClaimExplained(explainer.explanation());
    return new Explained.Found(JsonMapper.builder().build().writeValueAsString(explained.json()));
  }

  @Override
  public void rest() {
    LockSupport.parkNanos(REST_NANOS);
  }

  @Override
  public void wake(Thread worker) {
    LockSupport.unpark(worker);
  }
}
