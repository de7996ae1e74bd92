package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.Command.Adjust;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Define;
import dev.manna.core.Command.Draw;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Steer;
import dev.manna.core.Enlist;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand.Allocate;
import dev.manna.core.ProofCommand;
import dev.manna.server.export.HashChain;
import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a published log says of changes that waited for a second person. */
final class VerifyApprovalsTest {
  @TempDir Path folder;

  private final Command command = new Command();

  private Path published(Path data) {
    Path file = folder.resolve("published.jsonl");
    assertThat(command.run("export", "--public", "--data", data, "--out", file)).isZero();
    return file;
  }

  private JsonNode verified(Path file, int status) {
    Command verify = new Command();
    assertThat(verify.run("verify", file, "--json")).as(verify.err()).isEqualTo(status);
    return verify.json();
  }

  /**
   * One change of each kind that waits, of which the first is approved and the second withdrawn.
   */
  private Path proposals() throws IOException {
    Path data = folder.resolve("two");
    Author ann = new Author("ann", "fewer came");
    Author ben = new Author("ben", "so they did");
    try (SmallLog log = new SmallLog(data)) {
      Lottery wheel = (Lottery) SmallLog.lottery();
      Lottery careful =
          new Lottery(
              wheel.terms().approved(true), 1, wheel.prizes(), new Lottery.WhenGone.Redraw());
      log.define("wheel", careful);
      log.ask(new Draw("wheel", "user-1", "d1", 1));
      for (dev.manna.core.Command change :
          List.of(
              new Define("wheel", wheel, 1),
              new Adjust("wheel", "less", new Change.Stock("car", -1)),
              new Enlist("wheel", Enlist.Roll.BLOCK, true, List.of("user-2")),
              new Allocate("wheel", "set", "car", List.of("user-3"), 1, log.millis() + 9_000),
              new Steer("wheel", Move.CLOSE))) {
        log.ask(new ChangeCommand.Authored(change, ann));
      }
      log.ask(new ChangeCommand.Withdraw("wheel", 3, ben));
      log.ask(new ChangeCommand.Approve("wheel", 5, ben));
      log.ask(new ChangeCommand.Approve("wheel", 6, ben));
      log.ask(new ProofCommand.Reveal("wheel"));
    }
    return published(data);
  }

  @Test
  void shouldTellWhatWaitedForASecondPerson() throws IOException {
    Path file = proposals();
    Proofs.agree(file, verified(file, 0));
    assertThat(Files.readString(file))
        .contains("\"actor\":\"ann\",\"reason\":\"fewer came\",\"proposed\":{\"type\":\"defined\"")
        .contains("\"proposed\":{\"type\":\"steered\",\"move\":\"close\"}")
        .contains("\"item\":\"car\",\"quantity\":-1}", "\"prize\":\"car\",\"units\":1")
        .contains("\"type\":\"withdrawn\",\"campaign\":\"wheel\",\"change\":3,\"actor\":\"ben\"")
        .contains("\"type\":\"approved\",\"campaign\":\"wheel\",\"change\":6,\"actor\":\"ben\"")
        .contains("\"secondPerson\":true")
        .doesNotContain("user-");
  }

  @Test
  void shouldNameWhoeverHasApprovedAlone() throws IOException {
    StringWriter text = new StringWriter();
    HashChain chain = new HashChain(text);
    for (String honest : Files.readAllLines(proposals())) {
      String without = honest.substring(0, honest.length() - 75) + "}\n";
      chain.write(
          without.contains("\"type\":\"approved\"")
              ? without.replace("\"actor\":\"ben\"", "\"actor\":\"ann\"")
              : without.replace(
                  "withdrawn\",\"campaign\":\"wheel\",\"change\":3",
                  "withdrawn\",\"campaign\":\"wheel\",\"change\":9"));
    }
    Path file = Files.writeString(folder.resolve("alone.jsonl"), text.toString());
    JsonNode report = verified(file, 1);
    assertThat(report.path("findings").size()).isEqualTo(3);
    assertThat(report.path("findings").get(0).path("what").asString())
        .isEqualTo("wheel 9 is decided and does not wait");
    assertThat(report.path("findings").get(1).path("what").asString())
        .isEqualTo("wheel 5 is approved by ann, who proposed it");
    Proofs.agree(file, report);
  }
}
