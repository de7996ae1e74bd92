package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Event;
import dev.manna.simulation.CrowdLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the reference says of the tables is so, and its queries run everywhere. */
final class ReferenceTest {
  private static final Pattern QUERY = Pattern.compile("(?s)```sql\n(.*?)```");

  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldRunTheQueriesOfTheReference(Places places) throws IOException {
    String page = page();
    Database database = places.fresh().database();
    LedgerContract.drain(new Ledger(database), withMoney(), 1_000);
    List<String> queries =
        QUERY.matcher(page).results().map((MatchResult query) -> query.group(1)).toList();
    assertThat(queries).hasSizeGreaterThan(4);
    for (String query : queries) {
      List<String> rows = Contents.rows(database, query);
      assertThat(rows.isEmpty()).as(query).isEqualTo(query.contains("FROM balance"));
    }
  }

  /** A crowd's log in which red packets were snatched. */
  private static CrowdLog withMoney() {
    for (long seed = 1; ; seed++) {
      CrowdLog log = CrowdLog.of(seed, 2_500);
      boolean money =
          log.batches().stream()
              .flatMap(batch -> CrowdLog.events(batch).stream())
              .anyMatch(
                  each -> each.event() instanceof Event.Snatched snatched && snatched.cents() > 0);
      if (money) {
        return log;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void shouldNameEachColumn(Table table) throws IOException {
    String row =
        page()
            .lines()
            .filter(line -> line.startsWith("| `" + table.table + "` |"))
            .findFirst()
            .orElseThrow();
    List<String> accounts =
        List.of("outside", "pool", "reserved", "held", "given", "returned", "quarantined");
    for (String column : table.names()) {
      boolean account = accounts.contains(column) && table.table.matches("pools|movements");
      assertThat(account || row.contains("`" + column + "`")).as(table + ": " + column).isTrue();
    }
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/reference/ledger.md"));
  }
}
