package dev.manna.ledger.query;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is asked, in the numbers of these books: which walk, and what must hold besides. */
final class Question {
  final Walk walk;
  final Filter filter;

  /** The only campaign that is looked at, -1 for all. */
  final int campaign;

  /** The only item, -1 for all. */
  final int item;

  /** Conditions on each row, and their values. */
  final String more;

  final List<Object> values = new ArrayList<>();

  /** Whether rows are passed over in numbers that nothing bounds. */
  final boolean picky;

  private Question(Walk walk, Filter filter, int campaign, int item) {
    this.walk = walk;
    this.filter = filter;
    this.campaign = campaign;
    this.item = item;
    StringBuilder conditions = new StringBuilder();
    boolean some = false;
    for (By by : filter.by()) {
      String condition = condition(by);
      if (!condition.isEmpty()) {
        conditions.append(" AND ").append(condition);
        values.add(by == By.ITEM ? (Object) (long) item : filter.value(by));
        some |= by != By.UP_TO;
      }
    }
    this.more = conditions.toString();
    this.picky = some;
  }

  /** A condition that the walk itself does not see to, or nothing. */
  private String condition(By by) {
    boolean byName = walk.named() != null;
    return switch (by) {
      case CAMPAIGN -> "";
      case USER -> walk.named() == By.USER ? "" : "g.user_name = ?";
      case KEY -> walk.named() == By.KEY ? "" : "g.claim_key = ?";
      case ITEM -> walk.goesByItem() ? "" : "g.item = ?";
      case CLAIM -> byName ? claim() : "";
      case STATE -> "g.state = ?";
      case KIND -> "g.kind = ?";
      case OUTCOME -> "g.outcome = ?";
      case FROM -> walk.tellsTime() ? "" : "g.granted_at >= ?";
      case TO -> walk.tellsTime() ? "" : "g.granted_at < ?";
      case UP_TO -> "g.position <= ?";
    };
  }

  private String claim() {
    return walk.listing() == Listing.GRANTS ? "g.claim = ?" : "g.number = ?";
  }

  /** Finds the numbers of what a filter names. */
  static Seen<Question> of(Reading reading, Listing listing, Filter filter) throws SQLException {
    listing.check(filter);
    String named = filter.text(By.CAMPAIGN);
    int campaign = -1;
    if (named != null) {
      campaign =
          (int) reading.number("SELECT number FROM campaigns WHERE name = ?", List.of(named), -1);
      if (campaign < 0) {
        return new Seen.Unknown<>(By.CAMPAIGN, named);
      }
    }
    String wanted = filter.text(By.ITEM);
    int item = -1;
    if (wanted != null) {
      item =
          (int)
              reading.number(
                  "SELECT number FROM items WHERE campaign = ? AND name = ?",
                  List.of(campaign, wanted),
                  -1);
      if (item < 0) {
        return new Seen.Unknown<>(By.ITEM, wanted);
      }
    }
    return new Seen.There<>(new Question(Walk.of(listing, filter), filter, campaign, item));
  }
}
