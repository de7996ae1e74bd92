package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The bytes on the disk, against a golden file and against a reader written from the docs alone.
 */
class FormatTest {
  private static final int ROW = 32;

  private final MemoryDisk disk = new MemoryDisk();
  private Map<String, byte[]> files;

  @BeforeEach
  void write() throws IOException {
    try (Journal journal = Journals.open(disk)) {
      Journals.append(journal, Journals.batch(1, 2, "two events"));
      journal.idle();
      Journals.append(journal, Journals.batch(3, 1, "a third one"));
      journal.snapshots().write(3, sink -> sink.put(ByteBuffer.wrap(ascii("a state"))));
      Journals.append(journal, Journals.batch(4, 3, "x".repeat(12_160)));
    }
    files = disk.files();
  }

  @Test
  void shouldWriteTheGoldenBytes() throws IOException {
    StringBuilder dump = new StringBuilder();
    files.forEach((name, bytes) -> dump(dump, name, bytes));
    try (InputStream golden = FormatTest.class.getResourceAsStream("journal-v1.txt")) {
      assertThat(dump).hasToString(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Rows that are all zero, and the middle of blocks, are left out. */
  private static void dump(StringBuilder dump, String name, byte[] bytes) {
    dump.append(name).append(' ').append(bytes.length).append('\n');
    for (int at = 0; at < bytes.length; at += ROW) {
      byte[] row = new byte[ROW];
      System.arraycopy(bytes, at, row, 0, Math.min(ROW, bytes.length - at));
      boolean head = at % Layout.BLOCK < 5 * ROW || at % Layout.BLOCK == Layout.BLOCK - ROW;
      if (head && !ByteBuffer.wrap(row).equals(ByteBuffer.allocate(ROW))) {
        dump.append(String.format("%6d ", at)).append(HexFormat.of().formatHex(row)).append('\n');
      }
    }
  }

  @Test
  void shouldBeReadByTheBook() throws NoSuchAlgorithmException {
    List<String> read = new ArrayList<>();
    byte[] chain = new byte[32];
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().startsWith("segment-")) {
        chain = readSegment(ByteBuffer.wrap(file.getValue()), chain, read);
      }
    }
    assertThat(read)
        .containsExactly(
            "mark 1",
            "batch 1 2 1001 two events",
            "mark 3",
            "batch 3 1 1003 a third one",
            "seal 4",
            "batch 4 3 1004 12160 bytes",
            "mark 7");
    ByteBuffer snapshot = ByteBuffer.wrap(files.get("snapshot-0000000000000000003"));
    assertThat(snapshot.getLong(0)).isEqualTo(ByteBuffer.wrap(ascii("MANNASNP")).getLong());
    assertThat(snapshot.getInt(68)).isEqualTo(crc(snapshot.slice(0, 68)));
    assertThat(snapshot.getLong(24)).isEqualTo(3);
    readChunks(snapshot);
  }

  private static byte[] readSegment(ByteBuffer segment, byte[] chainBefore, List<String> read)
      throws NoSuchAlgorithmException {
    assertThat(segment.getLong(0)).isEqualTo(ByteBuffer.wrap(ascii("MANNASEG")).getLong());
    assertThat(segment.getInt(4092)).isEqualTo(crc(segment.slice(0, 4092)));
    int size = (int) segment.getLong(40);
    assertThat(size).isEqualTo(segment.capacity());
    assertThat(segment.slice(size - 4096, 4096)).isEqualTo(segment.slice(0, 4096));
    byte[] chain = chainBefore;
    int at = 4096;
    while (segment.getInt(at) == 0x4d4e4631) {
      ByteBuffer seed =
          ByteBuffer.allocate(24).putLong(segment.getLong(24)).putLong(segment.getInt(12));
      assertThat(segment.getInt(at + 124))
          .isEqualTo(crc(seed.putLong(at).flip(), segment.slice(at, 124)));
      int length = segment.getInt(at + 48);
      ByteBuffer payload = segment.slice(at + 128, length);
      assertThat(segment.getInt(at + 52)).isEqualTo(crc(payload));
      assertThat(bytes(segment.slice(at + 56, 32))).isEqualTo(chain);
      int kind = segment.getShort(at + 6);
      if (kind == 1) {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(chain);
        sha.update(segment.slice(at + 24, 8)); // first position
        sha.update(segment.slice(at + 12, 4)); // count
        sha.update(segment.slice(at + 32, 8)); // time
        sha.update(segment.slice(at + 48, 4)); // length
        sha.update(payload.duplicate());
        chain = sha.digest();
      }
      assertThat(bytes(segment.slice(at + 88, 32))).isEqualTo(chain);
      read.add(words(segment, at, kind, payload));
      at += (128 + length + 4095) / 4096 * 4096;
    }
    return chain;
  }

  private static String words(ByteBuffer segment, int at, int kind, ByteBuffer payload) {
    long first = segment.getLong(at + 24);
    if (kind != 1) {
      return (kind == 2 ? "mark " : "seal ") + first;
    }
    String body =
        payload.remaining() < 100
            ? new String(bytes(payload), StandardCharsets.UTF_8)
            : payload.remaining() + " bytes";
    return "batch "
        + first
        + " "
        + segment.getInt(at + 12)
        + " "
        + segment.getLong(at + 32)
        + " "
        + body;
  }

  private static void readChunks(ByteBuffer snapshot) {
    int at = 72;
    long index = 0;
    StringBuilder body = new StringBuilder();
    int length;
    do {
      length = snapshot.getInt(at);
      ByteBuffer chunk = snapshot.slice(at + 8, length);
      ByteBuffer seed = ByteBuffer.allocate(28).putLong(snapshot.getLong(16));
      seed.putLong(snapshot.getLong(24)).putLong(index).putInt(length);
      assertThat(snapshot.getInt(at + 4)).isEqualTo(crc(seed.flip(), chunk));
      body.append(new String(bytes(chunk), StandardCharsets.UTF_8));
      at += 8 + length;
      index++;
    } while (length > 0);
    assertThat(at).isEqualTo(snapshot.capacity());
    assertThat(body).hasToString("a state");
  }

  private static int crc(ByteBuffer... parts) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer part : parts) {
      crc.update(part.duplicate());
    }
    return (int) crc.getValue();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
