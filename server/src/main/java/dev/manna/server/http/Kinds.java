package dev.manna.server.http;

import dev.manna.core.Reply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What kinds the campaigns are of, as far as replies have told. A published campaign keeps its
 * kind, so what was learned once stays true; only such campaigns are remembered.
 */
final class Kinds {
  private final Map<String, Kind> known = new ConcurrentHashMap<>();

  @Nullable Kind of(String campaign) {
    return known.get(campaign);
  }

  void learn(Reply.Defined defined) {
    if (defined.status() != Reply.Status.DRAFT) {
      known.putIfAbsent(defined.campaign(), Kind.of(defined.definition()));
    }
  }
}
