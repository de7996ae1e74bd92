package dev.manna.ledger;

import dev.manna.core.Author;
import dev.manna.core.Claimant;
import dev.manna.core.feed.Happened;
import org.jspecify.annotations.Nullable;

/** What one event writes: rows with its position and its time, and movements in pairs. */
final class Page {
  private static final Transfer NOTHING = new Transfer(Account.OUTSIDE, Account.OUTSIDE, 0);

  /** Units that go from one account to another. */
  private record Transfer(Account from, Account to, long units) {
    /** What an account has more of now. */
    long in(Account account) {
      return (account == to ? units : 0) - (account == from ? units : 0);
    }
  }

  final Writes writes;
  final Memory memory;
  final long position;
  final long at;

  /** Who did it, null where nobody was named. */
  private final @Nullable Author author;

  private int part;

  Page(Writes writes, Memory memory, Happened happened, @Nullable Author author) {
    this.writes = writes;
    this.memory = memory;
    this.position = happened.position();
    this.at = happened.timeMillis();
    this.author = author;
  }

  /** Moves units from one account to another, and with them the pool's balances. */
  void move(
      Shop shop, int item, int round, long grant, String kind, Account from, Account to, long n) {
    if (n == 0) {
      return;
    }
    Transfer by = new Transfer(from, to, n);
    writes.insert(
        Table.MOVEMENTS,
        shop.number,
        item,
        position,
        part++,
        at,
        round,
        grant,
        kind,
        by.in(Account.OUTSIDE),
        by.in(Account.POOL),
        by.in(Account.RESERVED),
        by.in(Account.HELD),
        by.in(Account.GIVEN),
        by.in(Account.RETURNED),
        by.in(Account.QUARANTINED));
    // What is returned has left that account when the event is over, and counts as having come.
    if (to != Account.RETURNED && from != Account.RETURNED) {
      pool(shop, item, round, 0, by, 0);
    }
  }

  /** Moves units back into the pool, over the account of what comes back. */
  void giveBack(Shop shop, int item, int round, long grant, String kind, Account from, long n) {
    move(shop, item, round, grant, kind, from, Account.RETURNED, n);
    move(shop, item, round, grant, "restocked", Account.RETURNED, Account.POOL, n);
    pool(shop, item, round, 0, new Transfer(from, Account.POOL, n), n);
  }

  /** Takes units for a claim, out of the pool or, of what has no end, from outside. */
  void take(Shop shop, int item, int round, long grant, Account to, long n) {
    Account from = shop.item(item).limited() ? Account.POOL : Account.OUTSIDE;
    move(shop, item, round, grant, to == Account.HELD ? "held" : "given", from, to, n);
  }

  /** An operator's change of what there is. */
  void change(Shop shop, int item, int round, String kind, long n) {
    shop.change(item, round, n);
    move(shop, item, round, 0, kind, Account.OUTSIDE, Account.POOL, n);
  }

  /** A pool's row, there from now on whether something moved or not. */
  void defined(Shop shop, int item, int round, long difference) {
    pool(shop, item, round, difference, NOTHING, 0);
  }

  private void pool(Shop shop, int item, int round, long defined, Transfer by, long returned) {
    writes.merge(
        Table.POOLS,
        shop.number,
        item,
        round,
        defined,
        by.in(Account.OUTSIDE),
        by.in(Account.POOL),
        by.in(Account.RESERVED),
        by.in(Account.HELD),
        by.in(Account.GIVEN),
        by.in(Account.QUARANTINED),
        returned);
  }

  /** A claim, or whatever else has an effect under a key, behind those that the campaign has. */
  Rows.Claim claim(
      Shop shop, String kind, Claimant claimant, int uses, String outcome, int grants) {
    Rows.Claim claim =
        new Rows.Claim(
            shop.number,
            ++shop.claims,
            kind,
            claimant.user(),
            claimant.key(),
            position,
            at,
            uses,
            outcome,
            grants == 0 ? 0 : shop.grants + 1,
            grants);
    claim.fresh = true;
    memory.put(claim);
    if (uses > 0) {
      memory.minutes.of(shop.number, at).claim(kind, uses, grants);
    }
    return claim;
  }

  /** The next grant of a claim. */
  Rows.Grant grant(
      Shop shop, Rows.Claim claim, int part, int item, int round, long units, long cents) {
    Rows.Grant grant =
        new Rows.Grant(
            shop.number,
            ++shop.grants,
            claim.number,
            part,
            item,
            round,
            units,
            cents,
            claim.outcome.equals(Rows.WAITING) ? position : claim.position,
            at);
    grant.fresh = true;
    memory.put(grant);
    memory.minutes.of(shop.number, at).grant(units, cents);
    return grant;
  }

  /** What a user did in a campaign. */
  void user(Shop shop, String user, int claims, int uses, long chances) {
    boolean claimed = claims > 0;
    writes.merge(
        Table.USERS,
        shop.number,
        user,
        claims,
        uses,
        chances,
        claimed ? at : 0L,
        claimed ? position : 0L);
  }

  /** Money in a user's wallet. */
  void wallet(String user, String currency, long opened, long unopened, int nowOpen, int nowNot) {
    writes.merge(Table.WALLETS, user, currency, opened, unopened, nowOpen, nowNot);
  }

  /** An operator changed a campaign, or its end came. */
  void changed(Shop shop, String kind) {
    shop.changedAt = at;
    shop.changedPosition = position;
    note(shop, kind);
  }

  /** Somebody did something in their own name that leaves the campaign as it is. */
  void signed(Shop shop, String kind) {
    if (author != null) {
      note(shop, kind);
    }
  }

  private void note(Shop shop, String kind) {
    String actor = author == null ? "" : author.actor();
    String reason = author == null ? "" : author.reason();
    writes.insert(Table.CHANGES, position, shop.number, at, kind, actor, reason);
  }
}
