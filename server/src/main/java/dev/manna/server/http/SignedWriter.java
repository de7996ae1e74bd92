package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.ProofReply;
import dev.manna.core.Receipt;

/** What a receipt says that was signed here, and what the log knows of its claim. */
final class SignedWriter {
  private SignedWriter() {}

  /** Where the answer stands is left to be written. */
  static long put(JsonWriter json, ProofReply.Signed signed) {
    Receipt receipt = signed.receipt();
    json.put(piece("{\"campaign\":")).put(receipt.campaign());
    json.put(piece(",\"user\":")).put(receipt.user());
    json.put(piece(",\"key\":")).put(receipt.key());
    json.put(piece(",\"epoch\":")).put(receipt.epoch());
    json.put(piece(",\"toldAt\":")).put(receipt.position());
    json.put(piece(",\"time\":"));
    Timestamps.put(json, receipt.timeMillis());
    json.put(piece(",\"uses\":")).put(receipt.uses());
    lines(json, receipt);
    if (signed.claimedAt() > 0) {
      json.put(piece(",\"claimedAt\":")).put(signed.claimedAt());
    }
    if (signed.redeemUntilMillis() > 0) {
      json.put(piece(",\"redeemUntil\":"));
      Timestamps.put(json, signed.redeemUntilMillis());
    }
    return signed.position();
  }

  private static void lines(JsonWriter json, Receipt receipt) {
    json.put(piece(",\"lines\":["));
    boolean first = true;
    for (Receipt.Line line : receipt.lines()) {
      json.put(first ? piece("{\"item\":") : piece(",{\"item\":")).put(line.item());
      json.put(piece(",\"amount\":")).put(line.amount());
      if (line.expiresAtMillis() > 0) {
        json.put(piece(",\"expiresAt\":"));
        Timestamps.put(json, line.expiresAtMillis());
      }
      json.put('}');
      first = false;
    }
    json.put(']');
  }
}
