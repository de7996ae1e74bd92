package dev.manna.webhook;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The same with an outbox in a database that nodes share: a life is a node. */
final class SharedAtLeastOnceTest extends AtLeastOnceTest {
  private static final Postgres DATABASE = Postgres.fresh();

  @Override
  Outbox outbox(String name, Steps steps) {
    return Outbox.shared(DATABASE.through(steps::around), name, Outbox.Limits.DEFAULT);
  }

  @Override
  int stride() {
    return 2;
  }

  /** Once is enough: what differs is the database. */
  @Override
  @RepeatedTest(1)
  void shouldLoseNothingHoweverOftenItIsKilled(RepetitionInfo repetition) {
    killOften(7);
  }
}
