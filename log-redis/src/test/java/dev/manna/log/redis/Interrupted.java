package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Membership;
import java.util.List;

/** A database that is away when an epoch is to be opened, as often as a test says. */
final class Interrupted implements Membership {
  private final Membership database;

  /** What happens meanwhile. */
  private final Runnable meanwhile;

  private int times;

  Interrupted(Membership database, int times, Runnable meanwhile) {
    this.database = database;
    this.times = times;
    this.meanwhile = meanwhile;
  }

  @Override
  public boolean open(long epoch) {
    if (times > 0) {
      times--;
      meanwhile.run();
      throw new Log.Away("the database is away", new IllegalStateException("a test says so"));
    }
    return database.open(epoch);
  }

  @Override
  public Epochs epochs() {
    return database.epochs();
  }

  @Override
  public long join(String node, String life, Windows windows) {
    return database.join(node, life, windows);
  }

  @Override
  public boolean seen(String node, long epoch) {
    return database.seen(node, epoch);
  }

  @Override
  public boolean leave(String node, long epoch, long knew) {
    return database.leave(node, epoch, knew);
  }

  @Override
  public List<Member> members(long epoch) {
    return database.members(epoch);
  }

  @Override
  public boolean raise(long from, long wanted) {
    return database.raise(from, wanted);
  }

  @Override
  public boolean working(long epoch) {
    return database.working(epoch);
  }

  @Override
  public boolean place(long epoch, String server) {
    return database.place(epoch, server);
  }

  @Override
  public void offer(long epoch, Offer offer, List<Batch> batches) {
    database.offer(epoch, offer, batches);
  }

  @Override
  public List<Offer> offers(long epoch) {
    return database.offers(epoch);
  }

  @Override
  public List<Batch> offered(long epoch, String node) {
    return database.offered(epoch, node);
  }

  @Override
  public boolean dismiss(String node, long epoch) {
    return database.dismiss(node, epoch);
  }

  @Override
  public void close() {
    database.close();
  }
}
