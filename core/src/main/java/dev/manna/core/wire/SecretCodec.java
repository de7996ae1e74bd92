package dev.manna.core.wire;

import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Secret;
import org.jspecify.annotations.Nullable;

/** A campaign's secret as bytes, in events and in snapshots. */
public final class SecretCodec {
  private SecretCodec() {}

  public static void write(@Nullable Secret secret, Encoder to) {
    to.put(secret == null ? 0 : 1);
    if (secret != null) {
      write(secret.key(), to);
      write(secret.salt(), to);
    }
  }

  private static void write(Bits bits, Encoder to) {
    to.fixed64(bits.first());
    to.fixed64(bits.second());
    to.fixed64(bits.third());
    to.fixed64(bits.fourth());
  }

  public static @Nullable Secret read(Decoder from) {
    return EventCodec.yes(from) ? new Secret(bits(from), bits(from)) : null;
  }

  private static Bits bits(Decoder from) {
    return new Bits(from.fixed64(), from.fixed64(), from.fixed64(), from.fixed64());
  }
}
