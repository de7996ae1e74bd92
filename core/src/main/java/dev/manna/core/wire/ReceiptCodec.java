package dev.manna.core.wire;

import dev.manna.core.Receipt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Receipts as bytes, which whoever signs them signs. */
public final class ReceiptCodec {
  /** Stands first, so that another form is known for one. */
  private static final int FORMAT = 1;

  private ReceiptCodec() {}

  public static byte[] write(Receipt receipt) {
    Encoder to = new Encoder();
    to.put(FORMAT);
    to.ascii(receipt.campaign());
    to.ascii(receipt.user());
    to.ascii(receipt.key());
    to.fixed32(receipt.fingerprint());
    to.number(receipt.epoch());
    to.number(receipt.position());
    to.number(receipt.timeMillis());
    to.number(receipt.uses());
    to.number(receipt.lines().size());
    for (Receipt.Line line : receipt.lines()) {
      to.ascii(line.item());
      to.number(line.amount());
      to.number(line.expiresAtMillis());
    }
    byte[] bytes = new byte[to.length()];
    to.view().get(bytes);
    return bytes;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws Decoder.Garbled if it is of another form
   */
  public static Receipt read(byte[] bytes) {
    Decoder from = new Decoder(ByteBuffer.wrap(bytes));
    if (from.get() != FORMAT) {
      throw new Decoder.Garbled("a receipt of another form");
    }
    String campaign = from.ascii();
    String user = from.ascii();
    String key = from.ascii();
    int fingerprint = from.fixed32();
    long epoch = from.number();
    long position = from.number();
    long timeMillis = from.number();
    int uses = from.count();
    int count = from.count();
    List<Receipt.Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(new Receipt.Line(from.ascii(), from.number(), from.number()));
    }
    return new Receipt(campaign, user, key, fingerprint, epoch, position, timeMillis, uses, lines);
  }
}
