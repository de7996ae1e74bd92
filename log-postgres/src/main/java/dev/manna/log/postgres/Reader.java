package dev.manna.log.postgres;

import dev.manna.core.Batch;
import dev.manna.core.Outline;
import dev.manna.core.SharedLog;
import dev.manna.core.law.StateView;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What follows a log beside a node: it reads on a connection of its own, so that the node waits for
 * no page of its, and appends nothing.
 */
final class Reader implements SharedLog {
  private final PostgresLog node;
  private final Link link;
  private final String log;

  Reader(PostgresLog node, Link link, String log) {
    this.node = node;
    this.link = link;
    this.log = log;
  }

  /** The last that the node has seen: who reads knows no more. */
  @Override
  public long position() {
    return node.position();
  }

  @Override
  public Appended append(long expectedPosition, Batch batch) {
    throw new UnsupportedOperationException("only the node itself appends");
  }

  @Override
  public void read(long after, BatchReader reader) {
    Pages.read(after, this::page, reader);
  }

  private Pages.Page page(long after) {
    try {
      return link.ask(connection -> Pages.after(connection, log, after));
    } catch (SQLException e) {
      throw new Away(Troubles.sentence(link.database(), e), e);
    }
  }

  /** Where the beginning is gone, the latest of the snapshots that are kept tells. */
  @Override
  public @Nullable Outline outline(long upTo) {
    try {
      return link.ask(connection -> outline(connection, upTo));
    } catch (SQLException e) {
      throw new Away(Troubles.sentence(link.database(), e), e);
    }
  }

  private @Nullable Outline outline(Connection connection, long upTo) throws SQLException {
    if (Head.of(connection, log).trimmed() == 0) {
      return null;
    }
    for (long position : PostgresSnapshots.positions(connection, log)) {
      Outline found =
          position > upTo ? null : SnapshotView.read(connection, log, position, StateView::outline);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public long await(long beyond, long atMostMillis) {
    return node.await(beyond, atMostMillis);
  }

  @Override
  public boolean endsAt(long position) {
    return node.endsAt(position);
  }

  @Override
  public void close() {
    link.close();
  }
}
