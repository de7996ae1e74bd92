package dev.manna.simulation.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At which byte a client of a database commits. */
final class CommitWatchTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<Integer> expected = new ArrayList<>();

  private void say(byte[] bytes) {
    said.writeBytes(bytes);
  }

  private void commits() {
    expected.add(said.size() - 1);
  }

  private void postgresql(char type, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    say(
        ByteBuffer.allocate(5 + bytes.length)
            .put((byte) type)
            .putInt(4 + bytes.length)
            .put(bytes)
            .array());
  }

  private void mariaDb(int number, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    say(
        new byte[] {
          (byte) bytes.length,
          (byte) (bytes.length >> 8),
          (byte) (bytes.length >> 16),
          (byte) number
        });
    say(bytes);
  }

  private void shouldFind(Protocol protocol) {
    CommitWatch watch = protocol.watch();
    List<Integer> found = new ArrayList<>();
    byte[] all = said.toByteArray();
    for (int i = 0; i < all.length; i++) {
      if (watch.commitsWith(all[i])) {
        found.add(i);
      }
    }
    assertThat(found).isEqualTo(expected).isNotEmpty();
  }

  @Test
  void shouldKnowAPreparedCommitByItsNameAlone() {
    say(ByteBuffer.allocate(8).putInt(8).putInt(80_877_103).array());
    say(
        ByteBuffer.allocate(13)
            .putInt(13)
            .putInt(196_608)
            .put("user\0".getBytes(StandardCharsets.US_ASCII))
            .array());
    postgresql('P', "S_1\0COMMIT\0\0\0");
    postgresql('B', "\0S_1\0\0\0\0\0\0\0");
    postgresql('E', "\0\0\0\0\0");
    commits();
    postgresql('S', "");
    postgresql('P', "S_2\0INSERT INTO t VALUES ('COMMIT')\0\0\0");
    postgresql('B', "\0S_2\0\0\0\0\0\0\0");
    postgresql('E', "\0\0\0\0\0");
    postgresql('d', "COMMIT\t" + "x".repeat(70_000));
    postgresql('S', "");
    postgresql('B', "\0S_1\0\0\0\0\0\0\0");
    postgresql('E', "\0\0\0\0\0");
    commits();
    postgresql('S', "");
    postgresql('Q', "commit\0");
    commits();
    postgresql('Q', "ROLLBACK\0");
    shouldFind(Protocol.POSTGRESQL);
  }

  @Test
  void shouldKnowACommitFromATextThatHoldsTheWord() {
    mariaDb(1, "me\0COMMIT");
    mariaDb(0, "\u0003INSERT INTO t VALUES ('COMMIT')");
    mariaDb(0, "\u0003COMMIT");
    commits();
    mariaDb(2, "\u0003COMMIT");
    mariaDb(0, "\u000e");
    mariaDb(3, "");
    mariaDb(0, "\u0003" + "x".repeat(70_000));
    mariaDb(0, "\u0003commit");
    commits();
    shouldFind(Protocol.MARIADB);
  }
}
