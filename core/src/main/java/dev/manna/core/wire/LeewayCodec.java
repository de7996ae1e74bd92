package dev.manna.core.wire;

import dev.manna.core.Leeway;

/** What a sale grants beyond the goods, as bytes. */
final class LeewayCodec {
  private LeewayCodec() {}

  static void write(Leeway leeway, Encoder to) {
    to.number(leeway.returnMillis());
    to.signed(leeway.extensions());
  }

  static Leeway read(Decoder from) {
    return new Leeway(from.number(), (int) from.signed());
  }
}
