package dev.manna.server.http;

import dev.manna.core.TimeSource;
import dev.manna.webhook.Figures;
import java.util.List;

/** Who is told of what happens by webhooks, and how that goes. */
public record Told(List<Figures> targets, TimeSource clock) {
  static final Told NOBODY = new Told(List.of(), () -> 0);

  /** A target that has failed for this long needs somebody to look; shorter troubles pass. */
  private static final long LONG_MILLIS = 60_000;

  public Told {
    targets = List.copyOf(targets);
  }

  /** Writes a field of an object that has one already; nothing where nobody is told. */
  void write(JsonWriter json) {
    if (targets.isEmpty()) {
      return;
    }
    json.put(JsonWriter.piece(",\"webhooks\":["));
    for (int i = 0; i < targets.size(); i++) {
      target(targets.get(i), i == 0 ? json : json.put(','));
    }
    json.put(']');
  }

  private void target(Figures target, JsonWriter json) {
    long failing = target.failingMillis(clock.millis());
    json.put(JsonWriter.piece("{\"name\":")).put(target.name());
    json.put(JsonWriter.piece(",\"pending\":")).put(target.pending());
    json.put(JsonWriter.piece(",\"dead\":")).put(target.dead());
    json.put(JsonWriter.piece(",\"failingSeconds\":")).put(failing / 1_000);
    json.put(JsonWriter.piece(failing < LONG_MILLIS ? ",\"ok\":true}" : ",\"ok\":false}"));
  }
}
