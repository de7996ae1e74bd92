package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One directory serves one process. */
class LockTest {
  @TempDir Path directory;

  /** Opens the directory that it is given until its input ends. */
  static final class OtherProcess {
    public static void main(String[] arguments) throws IOException {
      try (Journal journal = Journals.open(RealDisk.make(Path.of(arguments[0])))) {
        System.out.println("opened at " + journal.position());
        System.in.read();
      } catch (InUse e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void shouldRefuseASecondProcess() throws Exception {
    try (Journal journal = Journals.open(RealDisk.make(directory))) {
      Process other = start();
      assertThat(firstLine(other))
          .isEqualTo(
              "another process is using "
                  + directory.toRealPath()
                  + ". Stop it first, or name another directory; one directory serves one process");
      assertThat(other.waitFor()).isZero();
      assertThat(journal.position()).isZero();
    }
  }

  @Test
  void shouldBeRefusedBySecondProcessAndServedAfterItsDeath() throws Exception {
    Process other = start();
    assertThat(firstLine(other)).isEqualTo("opened at 0");
    assertInUse();
    other.destroyForcibly().waitFor();
    Journals.open(RealDisk.make(directory)).close();
  }

  @Test
  void shouldRefuseASecondJournalInOneProcessAndKeepTheLock() throws Exception {
    Journal journal = Journals.open(RealDisk.make(directory));
    assertInUse();
    assertInUse();
    // A closed second attempt must not have taken the first one's lock away.
    Process other = start();
    assertThat(firstLine(other)).startsWith("another process is using");
    other.waitFor();
    journal.close();
    Journals.open(RealDisk.make(directory)).close();
  }

  private void assertInUse() throws IOException {
    RealDisk disk = RealDisk.of(directory);
    assertThatThrownBy(() -> Journals.open(disk)).isInstanceOf(InUse.class);
    assertThatThrownBy(() -> JournalReader.open(disk)).isInstanceOf(InUse.class);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            directory.toString())
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    return String.valueOf(reader.readLine());
  }
}
