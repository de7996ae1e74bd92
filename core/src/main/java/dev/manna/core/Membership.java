package dev.manna.core;

import java.util.List;

/**
 * Who writes a shared log that cannot vouch for itself, and in which epoch, in a database that
 * outlives the log. While a recovery is under way, the current epoch is higher than the one that
 * was opened last, and nobody may append. Times are the database's; any thread may ask, and each
 * method throws {@link Log.Away} where the database cannot be reached.
 */
public interface Membership extends AutoCloseable {
  /**
   * The epochs of a log.
   *
   * @param current the highest there is
   * @param opened the last in which nodes were let in; all that was acknowledged since the last
   *     recovery was acknowledged in it
   * @param wanted after which position the recovery under way has nothing itself
   * @param idleMillis so long nobody was at work on the recovery under way
   */
  record Epochs(long current, long opened, long wanted, long idleMillis) {
    /** Whether nodes may append. */
    public boolean open() {
      return current == opened;
    }
  }

  /**
   * A node that has joined an epoch.
   *
   * @param left whether it appends no more, by its own word
   * @param knew up to where those of its lives that have left knew the log
   * @param lost whether a life of it ended without a word: what that knew nobody can be asked
   * @param dismissed whether an operator has said not to wait for what it may know
   * @param unseenMillis so long it was not heard of
   * @param windows the largest that it has joined with
   */
  record Member(
      String name,
      boolean left,
      long knew,
      boolean lost,
      boolean dismissed,
      long unseenMillis,
      Windows windows) {}

  /**
   * What a node appends at most while the books do not hold it.
   *
   * @param events so many
   * @param units that give away so many units of an item
   */
  record Windows(long events, long units) {}

  /**
   * What a node holds of the log, in an epoch that it has given up.
   *
   * @param start the position after which its copy begins, with the chain there
   * @param end where its copy ends, with the chain there
   */
  record Offer(String node, long start, String startChain, long end, String endChain) {}

  Epochs epochs();

  /**
   * Lets a node in, before it appends for the first time.
   *
   * @param life drawn anew whenever the node's process starts
   * @return the epoch, which cannot be raised meanwhile; 0 while a recovery is under way
   */
  long join(String node, String life, Windows windows);

  /**
   * Says that a node is alive.
   *
   * @return whether it has joined that epoch
   */
  boolean seen(String node, long epoch);

  /**
   * Says that a node will append no more in an epoch.
   *
   * @param knew up to where it knows the log
   * @return whether it had joined it
   */
  boolean leave(String node, long epoch, long knew);

  /** Who has joined an epoch, by name. */
  List<Member> members(long epoch);

  /**
   * Raises the epoch by one if it is still {@code from}: of those who try it at once, one does. It
   * is not opened yet.
   *
   * @param wanted after which position whoever recovers has nothing itself
   * @return whether this call did
   */
  boolean raise(long from, long wanted);

  /** Says that somebody is at work on a recovery; whether it is still the one under way. */
  boolean working(long epoch);

  /**
   * Fixes on which server process an epoch is to be opened, before it is tried: an attempt of which
   * nobody knows how it ended may only be repeated there, since two that held one epoch would both
   * be believed.
   *
   * @return whether it is that one; for another the epoch must be raised once more
   */
  boolean place(long epoch, String server);

  /** Lets nodes into an epoch, if it is still the current one; offers are of no use any more. */
  boolean open(long epoch);

  /**
   * Offers a copy to the recovery that has raised the epoch to {@code epoch}, once or again.
   *
   * @param batches of the copy, those that end after what is wanted
   */
  void offer(long epoch, Offer offer, List<Batch> batches);

  /** Who has offered a copy. */
  List<Offer> offers(long epoch);

  /** The batches that a node has offered, in order. */
  List<Batch> offered(long epoch, String node);

  /**
   * An operator's word not to wait for what a node may know of an epoch: what it alone has
   * acknowledged is lost then.
   *
   * @return whether it had joined it
   */
  boolean dismiss(String node, long epoch);

  @Override
  void close();
}
