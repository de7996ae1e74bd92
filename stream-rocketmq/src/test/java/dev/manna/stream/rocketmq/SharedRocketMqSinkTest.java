package dev.manna.stream.rocketmq;

/** The stream in a real RocketMQ, with its position in a table that nodes share. */
final class SharedRocketMqSinkTest extends RocketMqSinkTest {
  private final Postgres database = Postgres.fresh();

  @Override
  Positions positions(RocketMqTarget of) {
    return PositionTable.of(of, database, "main");
  }
}
