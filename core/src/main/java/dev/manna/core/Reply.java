package dev.manna.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an {@link Engine} answers. */
public sealed interface Reply
    permits Reply.Claimed,
        Reply.Refused,
        Reply.Unbooked,
        Reply.Defined,
        Reply.Adjusted,
        Reply.Granted,
        Reply.Standing,
        Reply.Returned,
        Reply.Cart,
        Reply.Pools,
        Reply.Movements,
        Reply.Wallet,
        Reply.Grants,
        ProofReply,
        Reply.Credited,
        Reply.Chances,
        Reply.Enlisted,
        Reply.Rolls,
        LotteryReply,
        ChangeReply {
  /**
   * A claim that was accepted. The same claim sent again gets an equal reply, for ever: the grants
   * stand in it as they were when the claim was decided.
   *
   * @param uses how much of the user's limits the claim used: the draws or entries made, else 1
   * @param entered whether it has entered a raffle: what came of it, a grant says once it is drawn
   * @param waitsUntilMillis until when it waits at most where it had to; 0 where it did not
   */
  record Claimed(
      String campaign,
      String user,
      String key,
      int uses,
      boolean entered,
      long waitsUntilMillis,
      List<Grant> grants,
      long position)
      implements Reply {
    public Claimed(
        String campaign,
        String user,
        String key,
        int uses,
        boolean entered,
        List<Grant> grants,
        long position) {
      this(campaign, user, key, uses, entered, 0, grants, position);
    }

    public Claimed(
        String campaign, String user, String key, int uses, List<Grant> grants, long position) {
      this(campaign, user, key, uses, false, grants, position);
    }

    public boolean granted() {
      return !grants.isEmpty();
    }
  }

  /**
   * A request without effect.
   *
   * @param detail what exactly was in the way, for people
   * @param retryAfterMillis when asking again makes sense, or 0
   * @param shortfalls the SKUs of which too little is free, for a sale
   */
  record Refused(Refusal refusal, String detail, long retryAfterMillis, List<Shortfall> shortfalls)
      implements Reply {
    public static Refused of(Refusal refusal, String detail) {
      return new Refused(refusal, detail, 0, List.of());
    }
  }

  /**
   * Given in the place of another reply, where the campaign's {@link Acks} are of the ledger: the
   * books did not come to what that depends on in time. It was decided, and is in the log; asked
   * again with its key, it is answered once the books have it.
   *
   * @param position where the books must stand for an answer
   */
  record Unbooked(String campaign, long position) implements Reply {}

  /** A SKU of which less is free than was asked for, and by how much. */
  record Shortfall(String sku, long asked, long available) {}

  /** A campaign as it stands. */
  record Defined(String campaign, long version, Status status, Campaign definition, long position)
      implements Reply {}

  /** How a campaign stands at a time. */
  enum Status {
    /** Nobody may claim, and whatever it says may be written anew. */
    DRAFT,
    /** It binds from here on, and has not begun. */
    PUBLISHED,
    LIVE,
    PAUSED,
    /** An alarm has stopped it; an operator lifts that in his own name. */
    ALARMED,
    /** An operator has closed it, or its time is over. */
    CLOSED,
    /** It is closed, nothing of it is held, nobody waits, and its key is shown. */
    SETTLED;

    /** The status as every interface writes it. */
    public String word() {
      return switch (this) {
        case DRAFT -> "draft";
        case PUBLISHED -> "published";
        case LIVE -> "live";
        case PAUSED -> "paused";
        case ALARMED -> "alarmed";
        case CLOSED -> "closed";
        case SETTLED -> "settled";
      };
    }
  }

  /** A pool was changed at this position. */
  record Adjusted(String campaign, long position) implements Reply {}

  /** A grant, and with it all grants of its claim: they are held and ended together. */
  record Granted(Grant grant, List<Grant> claim) implements Reply {}

  /**
   * A claim that was accepted, and how it stands by now.
   *
   * @param kind of the campaign, as {@link Campaign#kind} says it
   * @param decided what it was answered at first
   * @param waiting of an order that had to wait, how it stands in line; null for all others
   * @param grants what it got, as it stands at {@code position}
   */
  record Standing(
      String kind, Claimed decided, @Nullable Waiting waiting, List<Grant> grants, long position)
      implements Reply {}

  /** What lies in a user's cart of a sale, in the order in which it came there. */
  record Cart(String campaign, String user, List<Command.Line> lines, long position)
      implements Reply {}

  /** So many units of a grant came back at this position. */
  record Returned(GrantId grant, long units, long position) implements Reply {}

  /**
   * A page of a campaign's pools.
   *
   * @param entries how often a raffle was entered, {@link #NO_ENTRIES} of everything else
   * @param next 0 on the last page
   */
  record Pools(
      String campaign, Status status, List<Pool> pools, long entries, int next, long position)
      implements Reply {
    /** The entries of what is no raffle. */
    public static final long NO_ENTRIES = -1;

    /** Of what is no raffle. */
    public Pools(String campaign, Status status, List<Pool> pools, int next, long position) {
      this(campaign, status, pools, NO_ENTRIES, next, position);
    }
  }

  /**
   * What there is of one item, in units or cents: {@code available + held + given + quarantined} is
   * the total and what may be sold beyond it, where nothing is set aside for anybody.
   *
   * @param total {@link Lottery.Prize#UNLIMITED} where there is no end to it; available likewise
   * @param quarantined what is kept for receipts, after a failure of a shared log
   * @param goods what only the goods of a sale have
   */
  record Pool(
      String item,
      String unit,
      long total,
      long available,
      long held,
      long given,
      long quarantined,
      Goods goods) {
    public Pool(
        String item, String unit, long total, long available, long held, long given, Goods goods) {
      this(item, unit, total, available, held, given, 0, goods);
    }

    public Pool(String item, String unit, long total, long available, long held, long given) {
      this(item, unit, total, available, held, given, Goods.PLAIN);
    }
  }

  /**
   * What only the goods of a sale have.
   *
   * @param version where in the log an operator has changed the item last; 0 for no item
   * @param oversell how much may be sold beyond the total
   * @param level of which the last notice told
   * @param computed whether the pool is no item's but follows from others: a SKU's that lies at
   *     several locations, or a bundle's
   */
  record Goods(long version, long oversell, StockEvent.Level level, boolean computed) {
    public static final Goods PLAIN = new Goods(0, 0, StockEvent.Level.ENOUGH, false);
  }

  /**
   * A page of an item's movements; {@code next} is the {@code after} of the next, 0 on the last.
   */
  record Movements(String campaign, String item, List<Movement> movements, int next, long position)
      implements Reply {}

  /**
   * A user's money: what was opened, by currency, and the packets, the latest first.
   *
   * @param balances cents by currency, of opened packets
   * @param unopened cents by currency, of packets that wait to be opened
   * @param next the {@code before} of the next page, or 0 on the last
   */
  record Wallet(
      String user,
      Map<String, Long> balances,
      Map<String, Long> unopened,
      List<Grant> packets,
      long next,
      long position)
      implements Reply {}

  /** A user's grants, the latest first; {@code next} as in {@link Wallet}. */
  record Grants(String user, List<Grant> grants, long next, long position) implements Reply {}

  /** A user was given chances. */
  record Credited(
      String campaign, String user, String key, String source, long chances, long position)
      implements Reply {}

  /** How many chances a user has left. */
  record Chances(String campaign, String user, long chances, long position) implements Reply {}

  /** A list was changed for so many users. */
  record Enlisted(String campaign, int changed, long position) implements Reply {}

  /** On which lists a user stands. */
  record Rolls(String campaign, String user, boolean blocked, boolean allowed, long position)
      implements Reply {}
}
