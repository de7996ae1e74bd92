package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class ShowTest {
  @TempDir private Path folder;
  private Path data;
  private final Command command = new Command();

  @BeforeEach
  void writeALog() throws IOException {
    data = folder.resolve("data");
    SmallLog.everything(data);
  }

  private JsonNode shown(Object... more) {
    Object[] words = new Object[more.length + 4];
    words[0] = "show";
    words[1] = "--data";
    words[2] = data;
    words[3] = "--json";
    System.arraycopy(more, 0, words, 4, more.length);
    Command show = new Command();
    assertThat(show.run(words)).as(show.err()).isZero();
    return show.json();
  }

  private void complains(String sentence, Object... more) {
    Object[] words = new Object[more.length + 3];
    words[0] = "show";
    words[1] = "--data";
    words[2] = data;
    System.arraycopy(more, 0, words, 3, more.length);
    Command show = new Command();
    assertThat(show.run(words)).isEqualTo(1);
    assertThat(show.err()).isEqualTo("manna: " + sentence + System.lineSeparator());
  }

  @Test
  void shouldShowBalancesAndOddsOfAPosition() {
    assertThat(command.run("show", "--data", data, "--at", 12)).isZero();
    assertThat(command.out())
        .contains("position 12 of ", "replayed from the beginning")
        .containsPattern("wheel +lottery +live +1")
        .containsPattern("wheel: car +units +2 +\\d +0 +\\d")
        .containsPattern("rain: budget +cents +10,000 +")
        .containsPattern("flash: a +units +100 +")
        .containsPattern("wheel: nothing +1 +\\d");
  }

  @Test
  void shouldShowLessBeforeAndMoreAfter() {
    long before = shown("--at", 8, "--campaign", "flash").at("/campaigns/0/pools/0/given").asLong();
    JsonNode after = shown("--campaign", "flash");
    assertThat(after.at("/campaigns/0/pools/0/given").asLong()).isGreaterThan(before);
    assertThat(after.at("/campaigns/0/status").asString()).isEqualTo("paused");
    assertThat(after.at("/position")).isEqualTo(after.at("/end"));
    JsonNode early = shown("--at", 3).at("/campaigns");
    assertThat(early.size()).isEqualTo(2);
  }

  @Test
  void shouldShowWhatAUserHad() {
    JsonNode json = shown("--user", "user-0");
    assertThat(json.at("/user/grants").size()).isGreaterThan(2);
    assertThat(json.at("/user/opened/CNY").asLong()).isPositive();
    assertThat(command.run("show", "--data", data, "--user", "user-0")).isZero();
    assertThat(command.out())
        .contains("odds of user-0's next draw", "grant of user-0", "opened cents")
        .containsPattern("flash\\.1 +a +1 +given +\\d+");
    assertThat(shown("--user", "user-0", "--at", 5, "--campaign", "wheel").at("/user/opened"))
        .isEmpty();
  }

  @Test
  void shouldNameWinners() {
    JsonNode all = shown("--campaign", "wheel", "--winners").at("/winners");
    assertThat(all.size()).isGreaterThan(20);
    assertThat(all.get(0).at("/user").asString()).isEqualTo("user-0");
    assertThat(all.get(all.size() - 1).at("/user").asString()).isEqualTo("user-19");
    assertThat(shown("--campaign", "wheel", "--winners", "--at", 6).at("/winners").size())
        .isLessThan(4);
    assertThat(command.run("show", "--data", data, "--campaign", "rain", "--winners")).isZero();
    assertThat(command.out()).containsPattern("user-\\d+ +packet +\\d+ CNY +(held|given) +\\d+");
  }

  @Test
  void shouldSayWhatItDoesNotKnow() {
    long end = shown().at("/end").asLong();
    complains("--at 99999: the log ends at position " + end, "--at", 99_999);
    complains("\"none\" was no campaign at position " + end, "--campaign", "none");
    complains("\"rain\" was no campaign at position 2", "--campaign", "rain", "--at", 2);
    complains("\"eve\" was no user at position " + end, "--user", "eve");
    complains(
        "\"user-9\" was no user in \"wheel\" at position 5",
        "--user",
        "user-9",
        "--campaign",
        "wheel",
        "--at",
        5);
    complains(
        "--at \"noon\": a position such as 1042, or a time such as 2026-05-01T12:00:00Z is allowed",
        "--at",
        "noon");
    complains("--winners: name their campaign with --campaign", "--winners");
  }
}
