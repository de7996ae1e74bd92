package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.LotteryReply;
import dev.manna.core.Reply;
import java.math.BigInteger;

/** What is answered of lotteries and of lists, but claims. */
final class LotteryReplyWriter {
  private static final byte[] CAMPAIGN = piece("{\"campaign\":");
  private static final byte[] USER = piece(",\"user\":");
  private static final byte[] CHANCES = piece(",\"chances\":");
  private static final byte[] POSITION = piece(",\"position\":");

  private LotteryReplyWriter() {}

  static void put(JsonWriter json, LotteryReply.Odds odds) {
    json.put(CAMPAIGN).put(odds.campaign());
    if (odds.user() != null) {
      json.put(USER).put(odds.user());
    }
    json.put(piece(",\"draw\":")).put(odds.draw());
    json.put(piece(",\"denominator\":")).put(odds.denominator());
    json.put(piece(",\"odds\":["));
    for (int i = 0; i < odds.prizes().size(); i++) {
      LotteryReply.Chance chance = odds.prizes().get(i);
      json.put(piece(i == 0 ? "{\"item\":" : ",{\"item\":")).put(chance.item());
      share(json.put(','), chance.numerator(), odds.denominator());
      json.put(piece(",\"reserved\":")).put(chance.reserved()).put('}');
    }
    json.put(piece("],\"miss\":{"));
    share(json, odds.miss(), odds.denominator());
    json.put('}');
    if (odds.next() > 0) {
      json.put(piece(",\"next\":")).put(odds.next());
    }
    json.put(POSITION).put(odds.position());
  }

  static void put(JsonWriter json, LotteryReply.Raffle raffle) {
    json.put(CAMPAIGN).put(raffle.campaign());
    if (raffle.user() != null) {
      json.put(USER).put(raffle.user());
      json.put(piece(",\"own\":")).put(raffle.own());
    }
    json.put(piece(",\"entries\":")).put(raffle.entries());
    json.put(piece(",\"drawn\":")).put(raffle.drawn());
    json.put(piece(",\"prizes\":["));
    for (int i = 0; i < raffle.prizes().size(); i++) {
      LotteryReply.Units prize = raffle.prizes().get(i);
      json.put(piece(i == 0 ? "{\"item\":" : ",{\"item\":")).put(prize.item());
      json.put(piece(",\"units\":")).put(prize.units()).put('}');
    }
    json.put(']');
    if (raffle.next() > 0) {
      json.put(piece(",\"next\":")).put(raffle.next());
    }
    json.put(POSITION).put(raffle.position());
  }

  private static void share(JsonWriter json, long numerator, long denominator) {
    json.put(piece("\"numerator\":")).put(numerator);
    long perMillion =
        BigInteger.valueOf(numerator)
            .multiply(BigInteger.valueOf(1_000_000))
            .divide(BigInteger.valueOf(denominator))
            .longValue();
    json.put(piece(",\"perMillion\":")).put(perMillion);
  }

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
