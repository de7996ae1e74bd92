package dev.manna.server.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.manna.server.Complaint;
import dev.manna.server.crowd.Operator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerProcessTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void shouldServeOnTheSameDataAndPortAfterItWasKilled() {
    try (ServerProcess server = new ServerProcess(folder, "--segment-mib", "1");
        Operator operator = new Operator(server.uri())) {
      assertThat(operator.ready()).isFalse();
      server.start();
      server.awaitReady();
      assertThat(operator.ready()).isTrue();
      server.kill();
      assertThat(operator.ready()).isFalse();
      assertThatThrownBy(server::mustRun).hasMessageContaining("ended by itself");
      server.start();
      server.awaitReady();
      server.stop();
      assertThat(server.lastWords()).contains("stopped at position");
    }
  }

  @Test
  void shouldTellTheLastWordsOfAServerThatDoesNotStart() {
    try (ServerProcess server = new ServerProcess(folder, "--segment-mib", "many")) {
      server.start();
      assertThatThrownBy(server::awaitReady)
          .isInstanceOf(Complaint.class)
          .hasMessageContaining("ended by itself; it said:")
          .hasMessageContaining("many");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldEndWithItsParentHoweverThatEnds(boolean forcibly) throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentMain.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("parent.log").toFile())
            .start();
    try {
      Path data = folder.resolve("data");
      await().atMost(LONG).until(() -> Files.exists(data));
      List<ProcessHandle> children = parent.toHandle().children().toList();
      assertThat(children).hasSize(1);
      if (forcibly) {
        parent.destroyForcibly();
      } else {
        parent.destroy();
      }
      await().atMost(LONG).until(() -> !parent.isAlive() && !children.getFirst().isAlive());
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }

  @Test
  void shouldKeepATemporaryFolderUnlessAllIsWell() throws Exception {
    List<String> said = new ArrayList<>();
    Path gone;
    try (Folder temporary = Folder.of(null, said::add)) {
      gone = temporary.path();
      Files.writeString(Files.createDirectory(gone.resolve("data")).resolve("file"), "x");
      temporary.allIsWell();
    }
    assertThat(gone).doesNotExist();
    assertThat(said).isEmpty();
    Path evidence;
    try (Folder temporary = Folder.of(null, said::add)) {
      evidence = temporary.path();
    }
    assertThat(evidence).isEmptyDirectory();
    Files.delete(evidence);
    Path mine = folder.resolve("mine/deeper");
    try (Folder kept = Folder.of(mine, said::add)) {
      kept.allIsWell();
    }
    assertThat(mine).isDirectory();
    assertThat(said)
        .containsExactly(
            "the journal and the server's log are kept in " + evidence,
            "the journal and the server's log are kept in " + mine);
  }
}
