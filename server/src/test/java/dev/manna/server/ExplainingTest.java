package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Engine;
import dev.manna.core.Query;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.journal.RealDisk;
import dev.manna.server.http.Explainers.Explained;
import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainingTest {
  private static final Query.OfClaim FIRST = new Query.OfClaim("wheel", "user-0", "d0");

  @TempDir Path folder;
  private EmbeddedEngine engine;
  private Engine answering;
  private final List<Explained> told = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    SmallLog.everything(folder);
    engine = EmbeddedEngine.open(RealDisk.make(folder), () -> 0, () -> 1, EngineOptions.defaults());
    answering =
        (request, receiver) -> {
          engine.submit(request, receiver);
          engine.writer().doWork();
        };
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldExplainOneAfterTheOtherAndLetFewWait() {
    Explaining explaining = new Explaining(answering, engine.journal(), 1_000);
    assertThat(explaining.doWork()).isFalse();
    for (int i = 0; i < 4; i++) {
      assertThat(explaining.explain(FIRST, told::add)).isTrue();
    }
    assertThat(explaining.explain(FIRST, told::add)).isFalse();
    while (explaining.doWork()) {
      assertThat(told.getLast()).isInstanceOf(Explained.Found.class);
    }
    assertThat(told).hasSize(4);
    assertThat(told.toString()).contains("\"hiddenNumbers\":3").doesNotContain("defect");
  }

  @Test
  void shouldNotReplayTooFar() {
    Explaining explaining = new Explaining(answering, engine.journal(), 5);
    explaining.explain(FIRST, told::add);
    explaining.explain(new Query.OfClaim("wheel", "user-19", "d19"), told::add);
    explaining.explain(new Query.OfClaim("wheel", "user-19", "other"), told::add);
    while (explaining.doWork()) {
      assertThat(told).isNotEmpty();
    }
    assertThat(told.get(0)).isInstanceOf(Explained.Found.class);
    assertThat(told.get(1)).isInstanceOf(Explained.TooFar.class);
    assertThat(told.get(2)).isInstanceOf(Explained.Refused.class);
  }

  @Test
  void shouldAnswerWhereTheEngineTakesNothingAnyMore() {
    engine.intake().close();
    Explaining explaining = new Explaining(answering, engine.journal(), 1_000);
    explaining.explain(FIRST, told::add);
    explaining.doWork();
    assertThat(told.getFirst()).isInstanceOf(Explained.Refused.class);
  }
}
