package dev.manna.server.http;

import dev.manna.core.Reply;
import dev.manna.core.Request;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The HTTP side of a process, listening for real, before an engine that follows a script. */
final class ScriptedApi implements AutoCloseable {
  static final HttpApi.Settings SETTINGS =
      new HttpApi.Settings("127.0.0.1", 0, 2, 100, 10, 10, 60, 1 << 20, 1 << 20);

  final Gate gate = new Gate();
  final ScriptedEngine engine;
  final HttpApi api;
  final List<Throwable> fatal = Collections.synchronizedList(new ArrayList<>());

  ScriptedApi(HttpApi.Settings settings, Function<Request, Reply> script) {
    engine = new ScriptedEngine(script);
    gate.open(engine, () -> false);
    try {
      PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      api = HttpApi.open(settings, gate, metrics, fatal::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return api.port();
  }

  @Override
  public void close() {
    api.close();
    engine.close();
  }
}
