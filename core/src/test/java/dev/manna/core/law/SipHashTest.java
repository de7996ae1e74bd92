package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
  private static final long KEY_LOW = 0x0706050403020100L;
  private static final long KEY_HIGH = 0x0f0e0d0c0b0a0908L;

  @Test
  void shouldAgreeWithTheReference() {
    // Vectors of the reference implementation for 128 bits, read from the low end: less than a
    // word,
    // a word, and more.
    assertThat(SipHash.of(KEY_LOW, KEY_HIGH, ""))
        .isEqualTo(new SipHash.Digest(0xe6a825ba047f81a3L, 0x930255c71472f66dL));
    assertThat(SipHash.of(KEY_LOW, KEY_HIGH, "\0"))
        .isEqualTo(new SipHash.Digest(0x44af996bd8c187daL, 0x45fc229b11597634L));
    assertThat(SipHash.of(KEY_LOW, KEY_HIGH, counting(7)))
        .isEqualTo(new SipHash.Digest(0x53c1dbd8beebf1a1L, 0x3982f01fa64ab8c0L));
    assertThat(SipHash.of(KEY_LOW, KEY_HIGH, counting(8)))
        .isEqualTo(new SipHash.Digest(0x61f55862baa9623bL, 0xb49714f364e2830fL));
    assertThat(SipHash.of(KEY_LOW, KEY_HIGH, counting(15)))
        .isEqualTo(new SipHash.Digest(0x11a8b03399e99354L, 0xd9c3cf970fec087eL));
  }

  /** The bytes 0, 1, 2 and so on. */
  private static String counting(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) i);
    }
    return text.toString();
  }

  @Test
  void shouldDependOnEachCharacterAndTheLength() {
    String text = "0123456789abcdefg";
    var seen = new java.util.HashSet<SipHash.Digest>();
    for (int length = 0; length <= text.length(); length++) {
      SipHash.Digest of = SipHash.of(1, 2, text.substring(0, length));
      assertThat(seen.add(of)).isTrue();
      assertThat(SipHash.first(1, 2, text.substring(0, length))).isEqualTo(of.first());
    }
    for (int i = 0; i < text.length(); i++) {
      String other = text.substring(0, i) + '~' + text.substring(i + 1);
      assertThat(seen.add(SipHash.of(1, 2, other))).isTrue();
    }
    assertThat(seen.add(SipHash.of(2, 1, text))).isTrue();
  }
}
