package dev.manna.core.wire;

import dev.manna.core.ChangeEvent;

/** What the log says of changes beside what they did, as bytes. */
final class ChangeEventCodec {
  static final int AUTHORED = 110;

  private ChangeEventCodec() {}

  static void write(ChangeEvent event, Encoder to) {
    switch (event) {
      case ChangeEvent.Authored authored -> {
        to.put(AUTHORED);
        to.ascii(authored.campaign());
        AuthorCodec.named(authored.author(), to);
      }
    }
  }

  static ChangeEvent authored(Decoder from) {
    return new ChangeEvent.Authored(from.ascii(), AuthorCodec.named(from));
  }
}
