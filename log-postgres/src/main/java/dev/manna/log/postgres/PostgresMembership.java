package dev.manna.log.postgres;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Membership;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The nodes and epochs of a log that lives elsewhere, in PostgreSQL. */
public final class PostgresMembership implements Membership {
  private static final String EPOCHS =
      """
      SELECT epoch, opened, wanted, (extract(epoch FROM now() - worked) * 1000)::bigint
      FROM manna_head WHERE log = ?
      """;

  /** Another life of a node that has not left: the one before was lost. */
  private static final String JOIN =
      """
      INSERT INTO manna_node
        (life, window_events, window_units, log, epoch, node, registered, seen)
      SELECT ?, ?, ?, log, epoch, ?, now(), now() FROM manna_head
      WHERE log = ? AND opened = epoch FOR SHARE
      ON CONFLICT (log, epoch, node) DO UPDATE SET seen = now(), "left" = NULL,
        lost = manna_node.lost
          OR (manna_node."left" IS NULL AND manna_node.life <> EXCLUDED.life),
        life = EXCLUDED.life,
        window_events = greatest(manna_node.window_events, EXCLUDED.window_events),
        window_units = greatest(manna_node.window_units, EXCLUDED.window_units)
      RETURNING epoch
      """;

  private static final String OF_A_NODE = " WHERE log = ? AND epoch = ? AND node = ?";

  private static final String SEEN = "UPDATE manna_node SET seen = now()" + OF_A_NODE;

  private static final String LEAVE =
      "UPDATE manna_node SET seen = now(), \"left\" = now(), knew = greatest(knew, ?)" + OF_A_NODE;

  private static final String DISMISS = "UPDATE manna_node SET dismissed = TRUE" + OF_A_NODE;

  private static final String MEMBERS =
      """
      SELECT node, "left" IS NOT NULL, knew, lost, dismissed,
        (extract(epoch FROM now() - seen) * 1000)::bigint, window_events, window_units
      FROM manna_node WHERE log = ? AND epoch = ? ORDER BY node
      """;

  private static final String RAISE =
      """
      UPDATE manna_head SET epoch = epoch + 1, server = '', wanted = ?, worked = now()
      WHERE log = ? AND epoch = ?
      """;

  private static final String WORKING =
      "UPDATE manna_head SET worked = now() WHERE log = ? AND epoch = ? AND opened < epoch";

  private static final String PLACE =
      """
      UPDATE manna_head SET server = ?
      WHERE log = ? AND epoch = ? AND opened < epoch AND server IN ('', ?)
      """;

  private static final String OPEN =
      "UPDATE manna_head SET opened = epoch WHERE log = ? AND epoch = ?";

  private static final String HELD = "SELECT epoch FROM manna_head WHERE log = ? FOR SHARE";

  private final Link link;
  private final Offers offers;
  private final String log;

  private PostgresMembership(Link link, String log) {
    this.link = link;
    this.log = log;
    offers = new Offers(log);
  }

  /**
   * The nodes of a log, which is begun in epoch 1 if it is new; with a connection of their own.
   *
   * @param nanos of a clock that never goes back
   * @throws Log.Away if the database cannot be reached
   */
  public static PostgresMembership of(Database database, String log, LongSupplier nanos) {
    PostgresMembership made = new PostgresMembership(new Link(database, nanos), log);
    made.ask(
        connection -> {
          Schema.migrate(connection);
          Head.found(connection, log);
          return null;
        });
    return made;
  }

  /**
   * Whether an epoch is the highest there is, and stays so until the transaction of a connection
   * ends: whoever raises it waits for that. So nothing is written of an epoch that is closed.
   *
   * @param connection to the database in which the epochs stand, within a transaction
   */
  public static boolean holds(Connection connection, String log, long epoch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HELD)) {
      statement.setString(1, log);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getLong(1) == epoch;
      }
    }
  }

  @Override
  public Epochs epochs() {
    return ask(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(EPOCHS)) {
            statement.setString(1, log);
            try (ResultSet row = statement.executeQuery()) {
              if (!row.next()) {
                throw new SQLException("there is no log \"" + log + '"', Troubles.UNFIT);
              }
              return new Epochs(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
          }
        });
  }

  @Override
  public long join(String node, String life, Windows windows) {
    return ask(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(JOIN)) {
            statement.setString(1, life);
            statement.setLong(2, windows.events());
            statement.setLong(3, windows.units());
            statement.setString(4, node);
            statement.setString(5, log);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? row.getLong(1) : 0;
            }
          }
        });
  }

  @Override
  public boolean seen(String node, long epoch) {
    return update(SEEN, log, epoch, node);
  }

  @Override
  public boolean leave(String node, long epoch, long knew) {
    return update(LEAVE, knew, log, epoch, node);
  }

  @Override
  public boolean dismiss(String node, long epoch) {
    return update(DISMISS, log, epoch, node);
  }

  @Override
  public boolean working(long epoch) {
    return update(WORKING, log, epoch);
  }

  @Override
  public boolean place(long epoch, String server) {
    return update(PLACE, server, log, epoch, server);
  }

  @Override
  public boolean open(long epoch) {
    boolean opened = update(OPEN, log, epoch);
    if (opened) {
      ask(
          connection -> {
            offers.forget(connection, epoch);
            return null;
          });
    }
    return opened;
  }

  private boolean update(String sql, Object... values) {
    return ask(connection -> changed(connection, sql, values) == 1);
  }

  static int changed(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      int rows = statement.executeUpdate();
      Warnings.refuse(statement);
      return rows;
    }
  }

  @Override
  public boolean raise(long from, long wanted) {
    try {
      return changed(link.open(), RAISE, wanted, log, from) == 1;
    } catch (SQLException e) {
      // Whether it took place nobody knows; asked again it would answer that somebody did it.
      link.giveUp();
      throw new Log.Away(Troubles.sentence(link.database(), e), e);
    }
  }

  @Override
  public List<Member> members(long epoch) {
    return ask(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(MEMBERS)) {
            statement.setString(1, log);
            statement.setLong(2, epoch);
            return members(statement);
          }
        });
  }

  private static List<Member> members(PreparedStatement statement) throws SQLException {
    List<Member> members = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        members.add(
            new Member(
                row.getString(1),
                row.getBoolean(2),
                row.getLong(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getLong(6),
                new Windows(row.getLong(7), row.getLong(8))));
      }
    }
    return members;
  }

  @Override
  public void offer(long epoch, Offer offer, List<Batch> batches) {
    ask(
        connection -> {
          offers.put(connection, epoch, offer, batches);
          return null;
        });
  }

  @Override
  public List<Offer> offers(long epoch) {
    return ask(connection -> offers.of(connection, epoch));
  }

  @Override
  public List<Batch> offered(long epoch, String node) {
    return ask(connection -> offers.batches(connection, epoch, node));
  }

  private <T extends @Nullable Object> T ask(Link.Question<T> question) {
    try {
      return link.ask(question);
    } catch (SQLException e) {
      throw new Log.Away(Troubles.sentence(link.database(), e), e);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
