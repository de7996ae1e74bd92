package dev.manna.simulation.audit;

import dev.manna.core.Reply;
import dev.manna.core.StockEvent.Level;

/** What there is of one item: units, cents or packets. */
final class Pile {
  private static final long ENDLESS = -1;

  final String item;
  final String unit;
  private boolean endless;

  /** What the definition in force says; a replacement changes the total by the difference. */
  private long defined;

  private long total;

  /** Where an operator has changed it last; only goods have it. */
  private long version;

  /** How much may be given beyond the total. */
  private long beyond;

  /** What is neither held nor given; below zero where more was given than there is. */
  private long free;

  private long held;
  private long given;
  private long returned;

  /** What is set aside for somebody. */
  private long reserved;

  /** What nobody gets without a receipt. */
  private long quarantined;

  Pile(String item, String unit) {
    this.item = item;
    this.unit = unit;
  }

  /** Takes the definition's word on how much there is, and says whether it may say so. */
  boolean define(long stock, long oversell, boolean first, long position) {
    if (first || stock != defined || oversell != beyond) {
      version = position;
    }
    beyond = oversell;
    boolean lawful = first || endless == (stock == ENDLESS);
    endless = stock == ENDLESS;
    if (!endless) {
      add(Math.subtractExact(stock, defined));
      defined = stock;
    }
    return lawful;
  }

  /** An operator's change, by what he says or by what he has counted. */
  void adjust(long units, long position) {
    add(units);
    version = position;
  }

  long version() {
    return version;
  }

  void add(long units) {
    total = Math.addExact(total, units);
    free = Math.addExact(free, units);
  }

  void reserve(long units) {
    take(units);
    reserved = Math.addExact(reserved, units);
  }

  long reserved() {
    return reserved;
  }

  /** Into the quarantine, or out of it. */
  void quarantine(long units) {
    take(units);
    quarantined = Math.addExact(quarantined, units);
  }

  long quarantined() {
    return quarantined;
  }

  /** What may come back by itself. */
  boolean mayReturn() {
    return held > 0 || quarantined > 0;
  }

  void hold(long units) {
    take(units);
    held = Math.addExact(held, units);
  }

  void give(long units) {
    take(units);
    given = Math.addExact(given, units);
  }

  void confirm(long units) {
    held = Math.subtractExact(held, units);
    given = Math.addExact(given, units);
  }

  void putBack(long units) {
    held = Math.subtractExact(held, units);
    returned = Math.addExact(returned, units);
    if (!endless) {
      free = Math.addExact(free, units);
    }
  }

  /** What was given is free again. */
  void giveBack(long units) {
    given = Math.subtractExact(given, units);
    returned = Math.addExact(returned, units);
    if (!endless) {
      free = Math.addExact(free, units);
    }
  }

  private void take(long units) {
    if (!endless) {
      free = Math.subtractExact(free, units);
    }
  }

  /** Whether the total, changed so, would lie below nothing, or below what is out by too much. */
  boolean under(long difference, long allowed) {
    return total + difference < 0
        || total + difference + allowed < held + given + reserved + quarantined;
  }

  boolean has(long units) {
    return endless || free() >= units;
  }

  boolean endless() {
    return endless;
  }

  long total() {
    return total;
  }

  /** What may still be taken. */
  long free() {
    return free + beyond;
  }

  long beyond() {
    return beyond;
  }

  long defined() {
    return defined;
  }

  long held() {
    return held;
  }

  long given() {
    return given;
  }

  /** Whether the sums are right and nothing is negative. */
  boolean conserved() {
    return held >= 0
        && given >= 0
        && reserved >= 0
        && quarantined >= 0
        && (endless || free + held + given + reserved + quarantined == total);
  }

  boolean oversold() {
    return !endless
        && (total < 0
            || free + beyond < 0
            || held + given + reserved + quarantined > total + beyond);
  }

  Totals.Item totals() {
    return new Totals.Item(item, unit, shown(total), shown(free()), held, given, returned);
  }

  Reply.Pool pool() {
    return new Reply.Pool(
        item, unit, shown(total), shown(free()), held, given, quarantined, Reply.Goods.PLAIN);
  }

  /** The pool of goods, of whose SKU a level was told. */
  Reply.Pool goods(Level told) {
    Reply.Goods goods = new Reply.Goods(version, beyond, told, false);
    return new Reply.Pool(item, unit, total, free(), held, given, quarantined, goods);
  }

  private long shown(long number) {
    return endless ? ENDLESS : number;
  }

  @Override
  public String toString() {
    return pool().toString();
  }
}
