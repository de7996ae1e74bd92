package dev.manna.server.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IncomingTest {
  private static final String ANSWER =
      "HTTP/1.1 409 Conflict\r\ncontent-type: x\r\nContent-LENGTH: 5\r\n\r\nhello";

  @Test
  void shouldReadAnAnswerHoweverItIsCut() throws IOException {
    for (int piece = 1; piece <= ANSWER.length(); piece++) {
      Incoming incoming = new Incoming();
      incoming.clear();
      Pieces pieces = new Pieces(ANSWER, piece);
      while (!incoming.read(pieces)) {
        assertThat(pieces.left()).isPositive();
      }
      assertThat(incoming.status()).isEqualTo(409);
      assertThat(incoming.closes()).isFalse();
      assertThat(body(incoming)).isEqualTo("hello");
    }
  }

  @Test
  void shouldSeeThatTheServerCloses() throws IOException {
    Incoming incoming = new Incoming();
    incoming.clear();
    String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\ncontent-length: 0\r\n\r\n";
    assertThat(incoming.read(new Pieces(answer, 1000))).isTrue();
    assertThat(incoming.closes()).isTrue();
    assertThat(body(incoming)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab",
      })
  void shouldRefuseWhatIsNoAnswer(String bytes) {
    Incoming incoming = new Incoming();
    incoming.clear();
    assertThatThrownBy(() -> incoming.read(new Pieces(bytes, 1000)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldSeeTheEndOfTheConnection() {
    Incoming incoming = new Incoming();
    incoming.clear();
    Pieces pieces = new Pieces("HTTP/1.1 200", 1000);
    assertThatThrownBy(
            () -> {
              while (!incoming.read(pieces)) {
                assertThat(pieces.left()).isZero();
              }
            })
        .hasMessageContaining("closed");
  }

  private static String body(Incoming incoming) {
    int length = incoming.bodyTo() - incoming.bodyFrom();
    return new String(incoming.array(), incoming.bodyFrom(), length, StandardCharsets.US_ASCII);
  }

  /** A channel that hands a text over in pieces. */
  private static final class Pieces implements ReadableByteChannel {
    private final ByteBuffer text;
    private final int piece;

    Pieces(String text, int piece) {
      this.text = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      this.piece = piece;
    }

    int left() {
      return text.remaining();
    }

    @Override
    public int read(ByteBuffer into) {
      if (!text.hasRemaining()) {
        return -1;
      }
      int length = Math.min(piece, Math.min(text.remaining(), into.remaining()));
      into.put(text.slice(text.position(), length));
      text.position(text.position() + length);
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
