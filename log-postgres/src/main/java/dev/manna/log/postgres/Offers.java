package dev.manna.log.postgres;

import dev.manna.core.Batch;
import dev.manna.core.Membership.Offer;
import dev.manna.core.StockChange;
import dev.manna.core.wire.StockChangeCodec;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of a log that its nodes offer to a recovery.
 *
 * @param log its name
 */
record Offers(String log) {
  private static final String FORGET_ONE =
      "DELETE FROM manna_offer WHERE log = ? AND epoch = ? AND node = ?";

  private static final String FORGET = "DELETE FROM manna_offer WHERE log = ? AND epoch <= ?";

  private static final String PUT =
      """
      INSERT INTO manna_offer (log, epoch, node, start, start_chain, position, chain)
      SELECT log, epoch, ?, ?, ?, ?, ? FROM manna_head
      WHERE log = ? AND epoch = ? AND opened < epoch FOR SHARE
      """;

  private static final String PUT_BATCH =
      """
      INSERT INTO manna_offer_batch (log, epoch, node, first, count, time, payload, stock)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String LIST =
      """
      SELECT node, start, start_chain, position, chain FROM manna_offer
      WHERE log = ? AND epoch = ? ORDER BY node
      """;

  private static final String BATCHES =
      """
      SELECT first, count, time, payload, stock FROM manna_offer_batch
      WHERE log = ? AND epoch = ? AND node = ? ORDER BY first
      """;

  /** All or nothing; nothing where that recovery is over. */
  void put(Connection connection, long epoch, Offer offer, List<Batch> batches)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      PostgresMembership.changed(connection, FORGET_ONE, log, epoch, offer.node());
      int put =
          PostgresMembership.changed(
              connection,
              PUT,
              offer.node(),
              offer.start(),
              offer.startChain(),
              offer.end(),
              offer.endChain(),
              log,
              epoch);
      if (put == 1) {
        putBatches(connection, epoch, offer.node(), batches);
      }
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private void putBatches(Connection connection, long epoch, String node, List<Batch> batches)
      throws SQLException {
    for (Batch batch : batches) {
      byte[] payload = new byte[batch.payload().remaining()];
      batch.payload().duplicate().get(payload);
      PostgresMembership.changed(
          connection,
          PUT_BATCH,
          log,
          epoch,
          node,
          batch.first(),
          batch.count(),
          batch.timeMillis(),
          payload,
          StockChangeCodec.write(batch.stock()));
    }
  }

  void forget(Connection connection, long upTo) throws SQLException {
    PostgresMembership.changed(connection, FORGET, log, upTo);
  }

  List<Offer> of(Connection connection, long epoch) throws SQLException {
    List<Offer> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LIST)) {
      statement.setString(1, log);
      statement.setLong(2, epoch);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Offer(
                  row.getString(1),
                  row.getLong(2),
                  row.getString(3),
                  row.getLong(4),
                  row.getString(5)));
        }
      }
    }
    return found;
  }

  List<Batch> batches(Connection connection, long epoch, String node) throws SQLException {
    List<Batch> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(BATCHES)) {
      statement.setString(1, log);
      statement.setLong(2, epoch);
      statement.setString(3, node);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ByteBuffer payload = ByteBuffer.wrap(row.getBytes(4));
          List<StockChange> stock = StockChangeCodec.read(row.getString(5));
          found.add(new Batch(row.getLong(1), row.getInt(2), row.getLong(3), payload, stock));
        }
      }
    }
    return found;
  }
}
