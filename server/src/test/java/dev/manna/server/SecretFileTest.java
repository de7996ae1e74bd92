package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {
  private static final String ONE = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n";

  @TempDir private Path folder;

  private long nanos;

  private Path write(String text, long modified) throws IOException {
    Path file = Files.writeString(folder.resolve("shop.secret"), text);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
  }

  @Test
  void shouldSeeAChangeAndKeepWhatWasWhileItIsWrong() throws IOException {
    SecretFile secrets = new SecretFile(write(ONE, 1_000), "where", () -> nanos);
    assertThat(secrets.get()).hasSize(1);
    write(ONE + ONE, 2_000);
    assertThat(secrets.get()).as("it does not look each time").hasSize(1);
    nanos += 6_000_000_000L;
    assertThat(secrets.get()).hasSize(2);
    write("nonsense", 3_000);
    nanos += 6_000_000_000L;
    assertThat(secrets.get()).hasSize(2);
    Files.delete(folder.resolve("shop.secret"));
    nanos += 6_000_000_000L;
    assertThat(secrets.get()).hasSize(2);
    write(ONE, 4_000);
    nanos += 6_000_000_000L;
    assertThat(secrets.get()).hasSize(1);
  }

  @Test
  void shouldSayWhatIsWrongAndShowNothing() throws IOException {
    Path wrong = write(ONE + "whsec_MfKQ9r8GKY\n", 1_000);
    assertThatThrownBy(() -> new SecretFile(wrong, "manna.yaml:7", () -> 0))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("manna.yaml:7: " + wrong + ": line 2: is no secret; one or two")
        .message()
        .doesNotContain("MfKQ9r8GKY");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> new SecretFile(missing, "manna.yaml:7", () -> 0))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith(
            "manna.yaml:7: " + missing + " cannot be read: there is no such file");
  }
}
