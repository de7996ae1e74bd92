package dev.manna.simulation.audit;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.Limits;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** How much of a campaign's weeks, months and dimensions is used. */
final class Quotas {
  /** What was used under a label in the period that was counted last. */
  private static final class Page {
    String period = "";
    final Map<String, Long> uses = new HashMap<>();
  }

  private final Map<String, Page> pages = new TreeMap<>();
  private List<Quota> quotas = List.of();

  /** What is no longer limited is forgotten; what is limited now is counted from now on. */
  void define(Limits limits) {
    quotas = Quota.of(limits);
    Set<String> labels = new HashSet<>();
    for (Quota quota : quotas) {
      labels.add(quota.label());
      pages.computeIfAbsent(quota.label(), fresh -> new Page());
    }
    pages.keySet().retainAll(labels);
  }

  List<Quota> all() {
    return quotas;
  }

  private Page page(Quota quota) {
    return Objects.requireNonNull(pages.get(quota.label()));
  }

  /** Whether so many uses more are too many, or {@code who} is one value too many. */
  boolean forbids(Quota quota, String who, LocalDate date, long uses) {
    Page page = page(quota);
    boolean over = !page.period.equals(quota.period(date));
    long used = over ? 0 : page.uses.getOrDefault(who, 0L);
    long values = over ? 0 : page.uses.size();
    boolean fresh = over || !page.uses.containsKey(who);
    return used + uses > quota.limit() || (fresh && values >= quota.values());
  }

  void judge(Book book, Event.Use use, LocalDate date, int uses, Findings findings) {
    Set<Integer> counted = new HashSet<>();
    for (Event.Count count : use.counts()) {
      boolean known = count.counter() < quotas.size() && counted.add(count.counter());
      findings.expect(known, Promise.QUOTA, book.id, " has no counter for ", count);
      if (known) {
        judge(book, quotas.get(count.counter()), count, use.claimant(), date, uses, findings);
      }
    }
    for (int i = 0; i < quotas.size(); i++) {
      findings.expect(
          !quotas.get(i).required() || counted.contains(i),
          Promise.QUOTA,
          book.id,
          " does not count ",
          quotas.get(i));
    }
  }

  private void judge(
      Book book,
      Quota quota,
      Event.Count count,
      Claimant claimant,
      LocalDate date,
      int uses,
      Findings findings) {
    String who = quota.ofUser() ? claimant.user() : mark(count);
    findings.expect(
        !forbids(quota, who, date, uses),
        Promise.QUOTA,
        book.id,
        ": ",
        who,
        " uses ",
        uses,
        " more of ",
        quota,
        " on ",
        date);
    Page page = page(quota);
    String period = quota.period(date);
    findings.expect(
        count.begins() != page.period.equals(period),
        Promise.QUOTA,
        book.id,
        ": ",
        period,
        " of ",
        quota,
        count.begins() ? " begins after " : " does not begin after ",
        page.period);
    if (!page.period.equals(period)) {
      page.period = period;
      page.uses.clear();
    }
    page.uses.merge(who, (long) uses, Long::sum);
  }

  /** A value as the log names it. */
  static String mark(Event.Count count) {
    return Long.toHexString(count.high()) + '-' + Integer.toHexString(count.low());
  }
}
