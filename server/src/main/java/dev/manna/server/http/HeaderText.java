package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manna.core.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Text of any script in a header, as in a URL: printable ASCII stands for itself, but for the
 * percent sign; that and everything else is percent-encoded UTF-8.
 */
final class HeaderText {
  private static final int HEXADECIMAL = 16;

  private HeaderText() {}

  static String decoded(String header, String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%') {
        int high = digit(value, i + 1);
        int low = digit(value, i + 2);
        if (high < 0 || low < 0) {
          throw new Malformed(
              header, "holds a % without two hexadecimal digits; %25 stands for it");
        }
        bytes.write(high * HEXADECIMAL + low);
        i += 2;
      } else if (c >= ' ' && c < 0x7f) {
        bytes.write(c);
      } else {
        throw new Malformed(
            header, "holds more than ASCII (position " + i + "); percent-encode it as UTF-8");
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed(header, "is no UTF-8 once its percent signs are resolved");
    }
  }

  private static int digit(String text, int i) {
    return i < text.length() && text.charAt(i) < 0x80
        ? Character.digit(text.charAt(i), HEXADECIMAL)
        : -1;
  }
}
