package dev.manna.core;

import java.util.List;

/** What happens in sales only, after a claim. */
public sealed interface SaleEvent extends Event {
  int campaign();

  /** A hold ends later than it would. */
  record Extended(int campaign, int claim, long expiresAtMillis) implements SaleEvent {}

  /** A hold that had ended by itself was confirmed after all: its goods were free. */
  record Regained(int campaign, int claim) implements SaleEvent {}

  /**
   * A user's cart holds so many units of a SKU now, or none of it.
   *
   * @param claimant the user, without a key
   */
  record CartSet(int campaign, Claimant claimant, String sku, long units) implements SaleEvent {}

  /**
   * A user's cart was emptied.
   *
   * @param claimant the user, without a key
   */
  record CartEmptied(int campaign, Claimant claimant) implements SaleEvent {}

  /**
   * What an order waited for was taken, distinct items.
   *
   * @param expiresAtMillis when the hold ends by itself, 0 where the goods are given at once
   */
  record Served(int campaign, int claim, List<Event.Taken> taken, long expiresAtMillis)
      implements SaleEvent {}

  /** An order waits no more and got nothing. */
  record WaitEnded(int campaign, int claim, boolean byUser) implements SaleEvent {}

  /**
   * Units of a grant came back.
   *
   * @param claimant of the operators' key space
   */
  record Returned(int campaign, Claimant claimant, int fingerprint, int grant, long units)
      implements SaleEvent {}
}
