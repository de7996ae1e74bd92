package dev.manna.ledger;

/** Rows that a later event may change before or after they are written. */
final class Rows {
  /** What an order came to at once that has to wait: its grants are later than it. */
  static final String WAITING = "waiting";

  private Rows() {}

  /** A claim, or whatever else has an effect under a key. Numbers count from 1. */
  static final class Claim {
    final int campaign;
    final long number;
    final String kind;
    final String user;
    final String key;
    final long position;
    final long decidedAt;
    final int uses;
    final String outcome;
    long firstGrant;
    int grants;
    long expiresAt;
    int extensions;
    String ending = "";
    long endedAt;
    long endedPosition;
    boolean fresh;
    boolean changed;

    Claim(
        int campaign,
        long number,
        String kind,
        String user,
        String key,
        long position,
        long decidedAt,
        int uses,
        String outcome,
        long firstGrant,
        int grants) {
      this.campaign = campaign;
      this.number = number;
      this.kind = kind;
      this.user = user;
      this.key = key;
      this.position = position;
      this.decidedAt = decidedAt;
      this.uses = uses;
      this.outcome = outcome;
      this.firstGrant = firstGrant;
      this.grants = grants;
    }

    void end(String how, long at, long atPosition) {
      ending = how;
      endedAt = at;
      endedPosition = atPosition;
      changed = true;
    }

    void write(Writes to) {
      Object[] row = {
        campaign,
        number,
        kind,
        user,
        key,
        position,
        decidedAt,
        uses,
        outcome,
        firstGrant,
        grants,
        expiresAt,
        extensions,
        ending,
        endedAt,
        endedPosition
      };
      if (fresh) {
        to.insert(Table.CLAIMS, row);
      } else if (changed) {
        to.update(Table.Update.CLAIM, row);
      }
    }
  }

  /** What a claim got. */
  static final class Grant {
    final int campaign;
    final long number;
    final long claim;
    final int part;
    final int item;
    final int round;
    final long units;
    final long cents;
    final long position;
    final long grantedAt;
    String state = "";
    long returned;
    long statePosition;
    long stateAt;
    boolean fresh;
    boolean changed;

    Grant(
        int campaign,
        long number,
        long claim,
        int part,
        int item,
        int round,
        long units,
        long cents,
        long position,
        long grantedAt) {
      this.campaign = campaign;
      this.number = number;
      this.claim = claim;
      this.part = part;
      this.item = item;
      this.round = round;
      this.units = units;
      this.cents = cents;
      this.position = position;
      this.grantedAt = grantedAt;
    }

    void become(String next, long at, long atPosition) {
      state = next;
      stateAt = at;
      statePosition = atPosition;
      changed = true;
    }

    void write(Writes to) {
      Object[] row = {
        campaign,
        number,
        claim,
        part,
        item,
        round,
        units,
        cents,
        state,
        returned,
        position,
        grantedAt,
        statePosition,
        stateAt
      };
      if (fresh) {
        to.insert(Table.GRANTS, row);
      } else if (changed) {
        to.update(Table.Update.GRANT, row);
      }
    }
  }

  /** What is set aside for one user. */
  static final class Allotment {
    final int campaign;
    final String user;
    final long allocation;
    final int item;
    long left;
    boolean fresh;
    boolean changed;

    Allotment(int campaign, String user, long allocation, int item, long left) {
      this.campaign = campaign;
      this.user = user;
      this.allocation = allocation;
      this.item = item;
      this.left = left;
    }

    void write(Writes to) {
      Object[] row = {campaign, user, allocation, item, left};
      if (fresh) {
        to.insert(Table.ALLOTMENTS, row);
      } else if (changed) {
        to.update(Table.Update.ALLOTMENT, row);
      }
    }
  }
}
