package dev.manna.bench.http;

import dev.manna.server.crowd.Answer;
import dev.manna.server.crowd.Ask;
import dev.manna.server.crowd.Requests;
import dev.manna.server.crowd.Script;
import java.net.URI;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Claims of one unit each, written before the clock runs, and how they were answered. */
final class Orders implements Script {
  private static final int USERS = 100_000;
  private static final int OK = 200;
  private static final int CONFLICT = 409;

  private final byte[][] requests;
  private int next;
  private int ok;
  private int conflicts;

  Orders(URI server, String campaign, int count, SplittableRandom random) {
    Requests to = new Requests(server);
    requests = new byte[count][];
    for (int i = 0; i < count; i++) {
      String key = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
      String body =
          "{\"user\":\"user-"
              + random.nextInt(USERS)
              + "\",\"lines\":[{\"sku\":\"sku\",\"quantity\":1}]}";
      requests[i] = to.post("/v1/campaigns/" + campaign + "/claims", key, body);
    }
  }

  @Override
  public @Nullable Ask next() {
    return next < requests.length ? new Ask(next, requests[next++]) : null;
  }

  @Override
  public void answered(Ask ask, Answer answer) {
    if (answer.status() == OK) {
      ok++;
    } else if (answer.status() == CONFLICT) {
      conflicts++;
    } else {
      throw new IllegalStateException(answer.status() + ": " + answer.text());
    }
  }

  @Override
  public boolean over() {
    return next == requests.length;
  }

  int ok() {
    return ok;
  }

  int conflicts() {
    return conflicts;
  }
}
