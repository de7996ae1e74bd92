package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Receipt;
import dev.manna.server.http.Receipts;
import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckReceiptTest {
  private static final byte[] KEY = new byte[Receipts.LEAST_KEY_BYTES];

  @TempDir Path folder;
  private Path data;
  private final Command command = new Command();

  @BeforeEach
  void writeALog() throws IOException {
    data = folder.resolve("data");
    SmallLog.everything(data);
    Files.writeString(data.resolve("receipt.key"), Base64.getEncoder().encodeToString(KEY));
  }

  private static String receipt(String user, String key) {
    Receipt receipt =
        new Receipt(
            "rain", user, key, 1, 2, 4_711, 1, 1, List.of(new Receipt.Line("packet", 88, 0)));
    return new Receipts(KEY, () -> 0, () -> 0).sign(receipt);
  }

  @Test
  void shouldSayWhatAReceiptSaysAndWhetherTheLogHasItsClaim() {
    String known = receipt("user-3", "s3");
    assertThat(command.run("receipt", "--data", data, known)).as(command.err()).isZero();
    assertThat(command.out())
        .contains("Genuine: campaign rain, user user-3, key s3; told in epoch 2 at position 4,711")
        .contains("packet")
        .contains("The log has the claim.");
    Command json = new Command();
    assertThat(json.run("receipt", "--data", data, receipt("user-3", "lost"), "--json")).isZero();
    assertThat(json.json().path("genuine").asBoolean()).isTrue();
    assertThat(json.json().path("known").asBoolean()).isFalse();
    assertThat(json.json().path("lines").path(0).path("amount").asLong()).isEqualTo(88);
  }

  @Test
  void shouldKnowNoOtherHand() {
    String other = receipt("user-3", "s3").substring(1);
    assertThat(command.run("receipt", "--data", data, other)).isEqualTo(1);
    assertThat(command.out()).contains("Not genuine");
  }

  @Test
  void shouldNeedNoLogForTheSignature() throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    Files.copy(data.resolve("receipt.key"), keys.resolve("receipt.key"));
    String known = receipt("user-3", "s3");
    assertThat(command.run("receipt", "--key", keys, "--signature-only", known)).isZero();
    assertThat(command.out()).contains("Genuine").doesNotContain("The log");
    Files.delete(keys.resolve("receipt.key"));
    Command without = new Command();
    assertThat(without.run("receipt", "--key", keys, "--signature-only", known)).isEqualTo(1);
    assertThat(without.err()).contains("receipt.key: is missing");
  }
}
