package dev.manna.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import dev.manna.core.Supply.Location;
import dev.manna.core.Supply.Part;
import dev.manna.core.Terms;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of goods, which stand in logs for ever. */
class SaleCodecTest {
  private static final Sale SALE =
      new Sale(
          Terms.open(""),
          List.of(
              new Sku("a", "A", 500),
              new Sku("b", "", 3, new Supply(2, 1, List.of(), List.of())),
              Sku.of("c", "", Supply.at(new Location("x", 1, 300), new Location("y", 2))),
              Sku.of("d", "", Supply.bundle(new Part("a", 2), new Part("c", 1)))),
          true);

  private static final String GOLDEN =
      "01" + "04" + "0161" + "0141" + "f403" + "00" + "0162" + "00" + "03" + "03" + "02" + "01"
          + "0163" + "00" + "03" + "04" + "02" + "0178" + "01" + "ac02" + "0179" + "02" + "00"
          + "0164" + "00" + "00" + "08" + "02" + "0161" + "02" + "0163" + "01";

  private static byte[] bytes() {
    Encoder encoder = new Encoder();
    SaleCodec.write(SALE, encoder);
    byte[] bytes = new byte[encoder.length()];
    encoder.view().get(bytes);
    return bytes;
  }

  @Test
  void shouldWriteTheBytesThatStandInLogsAlready() {
    assertThat(HexFormat.of().formatHex(bytes())).isEqualTo(GOLDEN);
  }

  @Test
  void shouldReadWhatItWrote() {
    Decoder from = new Decoder(ByteBuffer.wrap(bytes()));
    assertThat(SaleCodec.read(Terms.open(""), from)).isEqualTo(SALE);
    assertThat(from.hasMore()).isFalse();
  }

  @Test
  void shouldKnowHowLargeItMayBecome() {
    assertThat(SALE.skus().stream().mapToLong(SaleCodec::sizeAtMost).sum() + 10)
        .isGreaterThanOrEqualTo(bytes().length);
  }

  @Test
  void shouldRefuseFlagsThatNobodyKnows() {
    byte[] bytes = bytes();
    bytes[0] = 64;
    Decoder from = new Decoder(ByteBuffer.wrap(bytes));
    assertThatThrownBy(() -> SaleCodec.read(Terms.open(""), from))
        .isInstanceOf(Decoder.Garbled.class);
  }
}
