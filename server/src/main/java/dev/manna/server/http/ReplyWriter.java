package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.ChangeReply;
import dev.manna.core.Grant;
import dev.manna.core.LotteryReply;
import dev.manna.core.ProofReply;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Waiting;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replies as JSON. Equal replies become equal bytes, which is what makes the repetition of a claim
 * answer the same to the byte. It belongs to one thread.
 */
final class ReplyWriter {
  /** Problems have a name of their own kind; there is no page behind it. */
  static final String TYPE = "urn:manna:problem:";

  private static final byte[] CAMPAIGN = piece("{\"campaign\":");
  private static final byte[] NEXT_USER = piece(",\"user\":");
  private static final byte[] USER = piece("{\"user\":");
  private static final byte[] KEY = piece(",\"key\":");
  private static final byte[] GRANTED = piece(",\"outcome\":\"granted\",\"uses\":");
  private static final byte[] ENTERED = piece(",\"outcome\":\"entered\",\"uses\":");
  private static final byte[] MISSED = piece(",\"outcome\":\"missed\",\"uses\":");
  private static final byte[] WAITING = piece(",\"outcome\":\"waiting\",\"uses\":");
  private static final byte[] GRANTS = piece(",\"grants\":");
  private static final byte[] POSITION = piece(",\"position\":");
  private static final byte[] ID = piece("{\"id\":\"");
  private static final byte[] ITEM = piece("\",\"item\":");
  private static final byte[] OF_CAMPAIGN = piece("\",\"campaign\":");
  private static final byte[] OF_ITEM = piece(",\"item\":");
  private static final byte[] QUANTITY = piece(",\"quantity\":");
  private static final byte[] AMOUNT = piece(",\"amount\":");
  private static final byte[] CURRENCY = piece(",\"currency\":");
  private static final byte[] STATE = piece(",\"state\":\"");
  private static final byte[] EXPIRES_AT = piece(",\"expiresAt\":");
  private static final byte[] RETURNED = piece(",\"returned\":");
  private static final byte[] STATUS = piece(",\"status\":");
  private static final byte[] NEXT = piece(",\"next\":");

  private final JsonWriter json = new JsonWriter();

  /** A refusal that was written before, with its bytes: most refusals of a rush are alike. */
  private Reply.@Nullable Refused lastRefused;

  private int lastStatus;
  private Buffer lastProblem = Buffer.buffer();

  /** The body of a reply that is no refusal. */
  Buffer body(Reply reply) {
    switch (reply) {
      case Reply.Claimed claimed -> claimed(claimed);
      case Reply.Defined defined -> defined(defined);
      case Reply.Adjusted adjusted -> {
        json.put(CAMPAIGN).put(adjusted.campaign());
        position(adjusted.position());
      }
      case Reply.Granted granted -> granted(granted);
      case Reply.Standing standing -> standing(standing);
      case Reply.Cart cart -> cart(cart);
      case Reply.Returned returned -> {
        json.put(piece("{\"grant\":\"")).plain(returned.grant().campaign()).put('.');
        json.put(returned.grant().number()).put('"');
        json.put(piece(",\"returned\":")).put(returned.units());
        position(returned.position());
      }
      case Reply.Pools pools -> {
        PoolWriter.put(json, pools);
        next(pools.next());
        position(pools.position());
      }
      case Reply.Movements movements -> {
        MovementWriter.put(json, movements);
        next(movements.next());
        position(movements.position());
      }
      case ChangeReply changes -> {
        next(ChangeWriter.put(json, changes));
        position(changes.position());
      }
      case Reply.Wallet wallet -> wallet(wallet);
      case Reply.Grants grants -> {
        json.put(USER).put(grants.user()).put(GRANTS);
        grants(grants.grants());
        next(grants.next());
        position(grants.position());
      }
      case ProofReply.Proof proof -> position(ProofWriter.put(json, proof));
      case ProofReply.Signed signed -> position(SignedWriter.put(json, signed));
      case ProofReply.Receipt receipt -> {
        outcome(receipt.claim());
        ProofWriter.put(json, receipt.names());
        position(receipt.claim().position());
      }
      case LotteryReply.Odds odds -> LotteryReplyWriter.put(json, odds);
      case LotteryReply.Raffle raffle -> LotteryReplyWriter.put(json, raffle);
      case Reply.Credited credited -> LotteryReplyWriter.put(json, credited);
      case Reply.Chances chances -> LotteryReplyWriter.put(json, chances);
      case Reply.Enlisted enlisted -> LotteryReplyWriter.put(json, enlisted);
      case Reply.Rolls rolls -> LotteryReplyWriter.put(json, rolls);
      case Reply.Unbooked unbooked -> UnbookedWriter.put(json, unbooked);
      case Reply.Refused refused -> throw new IllegalArgumentException("a refusal is a problem");
    }
    return json.put('}').take();
  }

  Buffer body(Reply.Claimed claimed, String receipt) {
    claimed(claimed);
    return json.put(piece(",\"receipt\":")).put(receipt).put('}').take();
  }

  /** The problem that a refusal is. */
  Buffer problem(int status, Reply.Refused refused) {
    if (lastRefused != null && status == lastStatus && lastRefused.equals(refused)) {
      return lastProblem;
    }
    Refusal refusal = refused.refusal();
    problem(status, refusal.code(), refusal.sentence(), refused.detail());
    if (refused.retryAfterMillis() > 0) {
      json.put(piece(",\"retryAfterMillis\":")).put(refused.retryAfterMillis());
    }
    if (!refused.shortfalls().isEmpty()) {
      json.put(piece(",\"shortfalls\":"));
      char separator = '[';
      for (Reply.Shortfall shortfall : refused.shortfalls()) {
        json.put(separator).put(piece("{\"sku\":")).put(shortfall.sku());
        json.put(piece(",\"asked\":")).put(shortfall.asked());
        json.put(piece(",\"available\":")).put(shortfall.available()).put('}');
        separator = ',';
      }
      json.put(']');
    }
    lastRefused = refused;
    lastStatus = status;
    lastProblem = json.put('}').take();
    return lastProblem;
  }

  /** The problem that a fault of HTTP is. */
  Buffer problem(Fault fault, String detail) {
    problem(fault.status(), fault.code(), fault.sentence(), detail);
    return json.put('}').take();
  }

  private void problem(int status, String code, String title, String detail) {
    json.put(piece("{\"type\":\"" + TYPE)).plain(code).put(piece("\",\"title\":")).put(title);
    json.put(STATUS).put(status).put(piece(",\"code\":")).put(code);
    json.put(piece(",\"detail\":")).put(detail);
  }

  private void claimed(Reply.Claimed claimed) {
    outcome(claimed);
    position(claimed.position());
  }

  private static byte[] outcomeOf(Reply.Claimed claimed) {
    if (claimed.entered()) {
      return ENTERED;
    }
    if (claimed.waitsUntilMillis() > 0) {
      return WAITING;
    }
    return claimed.granted() ? GRANTED : MISSED;
  }

  private void outcome(Reply.Claimed claimed) {
    outcome(claimed, claimed.grants());
  }

  private void outcome(Reply.Claimed claimed, List<Grant> grants) {
    json.put(CAMPAIGN).put(claimed.campaign()).put(NEXT_USER).put(claimed.user());
    json.put(KEY).put(claimed.key()).put(outcomeOf(claimed));
    json.put(claimed.uses());
    if (claimed.waitsUntilMillis() > 0) {
      json.put(piece(",\"waitsUntil\":"));
      Timestamps.put(json, claimed.waitsUntilMillis());
    }
    json.put(GRANTS);
    grants(grants);
  }

  private void standing(Reply.Standing standing) {
    outcome(standing.decided(), standing.grants());
    json.put(piece(",\"kind\":")).put(standing.kind());
    Waiting waiting = standing.waiting();
    if (waiting != null) {
      json.put(piece(",\"waiting\":{\"state\":")).put(waiting.state().word());
      json.put(piece(",\"ahead\":")).put(waiting.ahead()).put('}');
    }
    json.put(piece(",\"claimPosition\":")).put(standing.decided().position());
    position(standing.position());
  }

  private void defined(Reply.Defined defined) {
    json.put(CAMPAIGN).put(defined.campaign());
    json.put(piece(",\"version\":")).put(defined.version());
    json.put(STATUS).put(defined.status().word());
    json.put(piece(",\"definition\":"));
    DefinitionWriter.put(json, defined.definition());
    position(defined.position());
  }

  private void granted(Reply.Granted granted) {
    Grant grant = granted.grant();
    json.put(ID).plain(grant.id().campaign()).put('.').put(grant.id().number());
    json.put(OF_CAMPAIGN).put(grant.id().campaign()).put(OF_ITEM).put(grant.item());
    standing(grant);
    position(grant.position());
    if (granted.claim().size() > 1) {
      json.put(piece(",\"claim\":"));
      grants(granted.claim());
    }
  }

  private void cart(Reply.Cart cart) {
    json.put(CAMPAIGN).put(cart.campaign()).put(NEXT_USER).put(cart.user());
    json.put(piece(",\"lines\":["));
    for (int i = 0; i < cart.lines().size(); i++) {
      json.put(i == 0 ? piece("{\"sku\":") : piece(",{\"sku\":")).put(cart.lines().get(i).sku());
      json.put(QUANTITY).put(cart.lines().get(i).quantity()).put('}');
    }
    json.put(']');
    position(cart.position());
  }

  private void wallet(Reply.Wallet wallet) {
    json.put(USER).put(wallet.user()).put(piece(",\"balances\":"));
    sums(wallet.balances());
    json.put(piece(",\"unopened\":"));
    sums(wallet.unopened());
    json.put(piece(",\"packets\":"));
    grants(wallet.packets());
    next(wallet.next());
    position(wallet.position());
  }

  private void sums(Map<String, Long> sums) {
    json.put('{');
    boolean first = true;
    for (Map.Entry<String, Long> sum : sums.entrySet()) {
      if (!first) {
        json.put(',');
      }
      json.put(sum.getKey()).put(':').put(sum.getValue());
      first = false;
    }
    json.put('}');
  }

  private void grants(List<Grant> grants) {
    json.put('[');
    for (int i = 0; i < grants.size(); i++) {
      Grant grant = grants.get(i);
      if (i > 0) {
        json.put(',');
      }
      json.put(ID).plain(grant.id().campaign()).put('.').put(grant.id().number());
      json.put(ITEM).put(grant.item());
      standing(grant);
      json.put('}');
    }
    json.put(']');
  }

  /** How much a grant is, and where it stands. */
  private void standing(Grant grant) {
    switch (grant.worth()) {
      case Grant.Worth.Quantity quantity -> json.put(QUANTITY).put(quantity.units());
      case Grant.Worth.Amount amount ->
          json.put(AMOUNT).put(amount.cents()).put(CURRENCY).put(amount.currency());
    }
    json.put(STATE).plain(grant.state().word()).put('"');
    if (grant.returned() > 0) {
      json.put(RETURNED).put(grant.returned());
    }
    if (grant.expiresAtMillis() != 0) {
      json.put(EXPIRES_AT);
      Timestamps.put(json, grant.expiresAtMillis());
    }
  }

  private void next(long next) {
    if (next != 0) {
      json.put(NEXT).put(next);
    }
  }

  private void position(long position) {
    json.put(POSITION).put(position);
  }
}
