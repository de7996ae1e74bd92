package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Reply;

/** What is answered of lotteries and of lists, but claims. */
final class LotteryReplyWriter {
  private static final byte[] CAMPAIGN = piece("{\"campaign\":");
  private static final byte[] USER = piece(",\"user\":");
  private static final byte[] CHANCES = piece(",\"chances\":");
  private static final byte[] POSITION = piece(",\"position\":");

  private LotteryReplyWriter() {}

  static void put(JsonWriter json, Reply.Credited credited) {
    json.put(CAMPAIGN).put(credited.campaign()).put(USER).put(credited.user());
    json.put(piece(",\"key\":")).put(credited.key());
    json.put(piece(",\"source\":")).put(credited.source());
    json.put(CHANCES).put(credited.chances()).put(POSITION).put(credited.position());
  }

  static void put(JsonWriter json, Reply.Chances chances) {
    json.put(CAMPAIGN).put(chances.campaign()).put(USER).put(chances.user());
    json.put(CHANCES).put(chances.chances()).put(POSITION).put(chances.position());
  }

  static void put(JsonWriter json, Reply.Enlisted enlisted) {
    json.put(CAMPAIGN).put(enlisted.campaign());
    json.put(piece(",\"changed\":")).put(enlisted.changed());
    json.put(POSITION).put(enlisted.position());
  }

  static void put(JsonWriter json, Reply.Rolls rolls) {
    json.put(CAMPAIGN).put(rolls.campaign()).put(USER).put(rolls.user());
    json.put(piece(",\"blocked\":")).put(rolls.blocked());
    json.put(piece(",\"allowed\":")).put(rolls.allowed());
    json.put(POSITION).put(rolls.position());
  }
}
