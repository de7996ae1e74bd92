package dev.manna.server.http;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.Command;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.GrantId;
import dev.manna.core.LotteryQuery;
import dev.manna.core.Malformed;
import dev.manna.core.ProofCommand;
import dev.manna.core.ProofQuery;
import dev.manna.core.Query;
import dev.manna.core.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a request over HTTP asks the engine: path, query, headers and body become a value. */
final class Requests {
  private static final Set<Route> WITH_QUERY =
      EnumSet.of(
          Route.DEFINE,
          Route.POOLS,
          Route.CHANGES,
          Route.MOVEMENTS,
          Route.WALLET,
          Route.GRANTS,
          Route.CHANCES,
          Route.LISTS,
          Route.ODDS);

  /** What operators do, and have a reason for. */
  private static final Set<Route> AUTHORED =
      EnumSet.of(
          Route.DEFINE,
          Route.PUBLISH,
          Route.PAUSE,
          Route.RESUME,
          Route.CLOSE,
          Route.REVEAL,
          Route.ADJUST,
          Route.CREDIT,
          Route.ALLOCATE,
          Route.BLOCK,
          Route.ALLOW);

  private static final Fields RECEIPT = new Fields("receipt");
  private static final Set<String> PAGE_OF_POOLS = Set.of("after", "limit");
  private static final Set<String> PAGE_OF_GRANTS = Set.of("before", "limit");

  /** A page of a user's packets or grants, where nothing else is asked for. */
  private static final int PAGE = 100;

  private Requests() {}

  /** A request of any route but claims. */
  static Request read(
      Route route, String id, String uri, Head head, Arrival body, JsonReader json) {
    if (!WITH_QUERY.contains(route)) {
      Uri.parameters(uri, Set.of());
    }
    boolean hasBody =
        switch (route.body()) {
          case NONE -> false;
          case EMPTY -> body.length() > 0;
          case CLAIM, DEFINITION, LIST, SMALL -> true;
        };
    if (!hasBody) {
      return authored(route, id, uri, head, json);
    }
    json.open(body.bytes(), body.length());
    if (route.body() == Route.Body.EMPTY) {
      CommandReader.nothing(json);
    }
    Request request = authored(route, id, uri, head, json);
    json.close();
    return request;
  }

  /** With whoever the headers name for it. */
  private static Request authored(Route route, String id, String uri, Head head, JsonReader json) {
    Request request = request(route, id, uri, head, json);
    Author author = AUTHORED.contains(route) ? head.author() : null;
    return author == null ? request : new ChangeCommand.Authored((Command) request, author);
  }

  private static Request request(Route route, String id, String uri, Head head, JsonReader json) {
    return switch (route) {
      case DEFINE -> define(id, uri, head, json);
      case CAMPAIGN -> new Query.OfCampaign(id);
      case POOLS -> pools(id, uri);
      case CHANGES -> changes(id, uri);
      case PROPOSAL -> new Query.OfProposal(Uri.segments(id).get(0), number(id));
      case APPROVE, WITHDRAW -> ending(route, id, head);
      case PUBLISH -> new Command.Steer(id, Command.Move.PUBLISH);
      case PAUSE -> new Command.Steer(id, Command.Move.PAUSE);
      case RESUME -> new Command.Steer(id, Command.Move.RESUME);
      case CLOSE -> new Command.Steer(id, Command.Move.CLOSE);
      case PROOF -> new ProofQuery.OfProof(id);
      case REVEAL -> new ProofCommand.Reveal(id);
      case CLAIMED, EXPLAIN, RECEIPT -> ofClaim(route, Uri.segments(id));
      case LEAVE -> SaleCommandReader.leave(id);
      case ADJUST -> new Command.Adjust(id, head.key(), CommandReader.change(json));
      case CREDIT -> LotteryReader.credit(id, head.requiredKey(), json);
      case CHANCES -> new Query.OfChances(id, user(uri));
      case ALLOCATE -> LotteryReader.allocate(id, head.requiredKey(), json);
      case ODDS -> odds(id, uri);
      case BLOCK -> LotteryReader.enlist(id, Roll.BLOCK, json);
      case ALLOW -> LotteryReader.enlist(id, Roll.ALLOW, json);
      case LISTS -> new Query.OfRolls(id, user(uri));
      case MOVEMENTS -> movements(Uri.segments(id).get(0), Uri.segments(id).get(1), uri);
      case GRANT -> new Query.OfGrant(GrantId.parse(id));
      case OPEN -> new Command.Settle(GrantId.parse(id), Command.Settlement.OPEN);
      case CONFIRM -> new Command.Settle(GrantId.parse(id), Command.Settlement.CONFIRM);
      case CANCEL -> new Command.Settle(GrantId.parse(id), Command.Settlement.CANCEL);
      case EXTEND -> SaleCommandReader.extend(GrantId.parse(id), json);
      case RETURN -> SaleCommandReader.giveBack(GrantId.parse(id), head.requiredKey(), json);
      case CART -> new Query.OfCart(Uri.segments(id).get(0), Uri.segments(id).get(1));
      case EMPTY_CART, SET_CART, UNSET_CART -> SaleCommandReader.cart(route, id, json);
      case WALLET, GRANTS -> ofUser(route, id, Uri.parameters(uri, PAGE_OF_GRANTS));
      case BOOKS_GRANTS,
          BOOKS_CLAIMS,
          BOOKS_MOVEMENTS,
          BOOKS_VERSIONS,
          BOOKS_SERIES,
          BOOKS_USER,
          BOOKS_SEARCH,
          BOOKS_EXPORT,
          BOOKS,
          CLAIM,
          CHECK_RECEIPT,
          LIVE,
          READY,
          METRICS,
          OPENAPI,
          PAGE ->
          throw new IllegalArgumentException(route + " is answered elsewhere");
    };
  }

  private static Request define(String id, String uri, Head head, JsonReader json) {
    boolean draft = Uri.flag(Uri.parameters(uri, Set.of("draft")), "draft");
    return new Command.Define(id, DefinitionReader.read(json), head.version(), draft);
  }

  private static Request ofClaim(Route route, List<String> claim) {
    return route == Route.RECEIPT
        ? new ProofQuery.OfReceipt(claim.get(0), claim.get(1), claim.get(2))
        : new Query.OfClaim(claim.get(0), claim.get(1), claim.get(2));
  }

  private static Request ofUser(Route route, String user, Map<String, String> page) {
    return route == Route.WALLET
        ? new Query.OfWallet(user, before(page), limit(page, PAGE))
        : new Query.OfGrants(user, before(page), limit(page, PAGE));
  }

  /** The text of a receipt that somebody wants to be checked. */
  static String receipt(String uri, Arrival body, JsonReader json) {
    Uri.parameters(uri, Set.of());
    json.open(body.bytes(), body.length());
    String text = null;
    json.beginObject(RECEIPT);
    while (json.nextField() >= 0) {
      text = json.string();
    }
    json.close();
    return Required.present(text, "receipt");
  }

  /** A claim, before it is known what kind of campaign it is for. */
  static CommandReader.Claim claim(String uri, Arrival body, JsonReader json) {
    Uri.parameters(uri, Set.of());
    json.open(body.bytes(), body.length());
    CommandReader.Claim claim = CommandReader.claim(json);
    json.close();
    return claim;
  }

  private static Query changes(String id, String uri) {
    Map<String, String> page = Uri.parameters(uri, PAGE_OF_POOLS);
    return new Query.OfChanges(id, after(page), limit(page, PAGE));
  }

  /** What becomes of a change that waits; somebody answers for it. */
  private static Request ending(Route route, String id, Head head) {
    List<String> change = Uri.segments(id);
    Author author = head.author();
    if (author == null) {
      throw new Malformed(Author.ACTOR, "the header is missing, and " + Author.REASON + " with it");
    }
    return route == Route.APPROVE
        ? new ChangeCommand.Approve(change.get(0), number(id), author)
        : new ChangeCommand.Withdraw(change.get(0), number(id), author);
  }

  /** The number of a change, behind its campaign. */
  private static int number(String id) {
    String text = Uri.segments(id).get(1);
    long number = Uri.integer(Map.of("change", text), "change", 0);
    if (number > Integer.MAX_VALUE) {
      throw new Malformed("change", number + " is not within 1 to " + Integer.MAX_VALUE);
    }
    return (int) number;
  }

  private static Query pools(String id, String uri) {
    Map<String, String> page = Uri.parameters(uri, PAGE_OF_POOLS);
    return new Query.OfPools(id, after(page), limit(page, Query.MAX_PAGE));
  }

  private static Query odds(String id, String uri) {
    Map<String, String> query = Uri.parameters(uri, Set.of("user", "after", "limit"));
    return new LotteryQuery.OfOdds(
        id, query.get("user"), after(query), limit(query, Query.MAX_PAGE));
  }

  private static Query movements(String campaign, String item, String uri) {
    Map<String, String> page = Uri.parameters(uri, PAGE_OF_POOLS);
    return new Query.OfMovements(campaign, item, after(page), limit(page, PAGE));
  }

  private static String user(String uri) {
    return LotteryReader.present("user", Uri.parameters(uri, Set.of("user")).get("user"));
  }

  private static int after(Map<String, String> page) {
    long after = Uri.integer(page, "after", 0);
    if (after > Integer.MAX_VALUE) {
      throw new Malformed("after", after + " is not within 0 to " + Integer.MAX_VALUE);
    }
    return (int) after;
  }

  private static long before(Map<String, String> page) {
    return Uri.integer(page, "before", Long.MAX_VALUE);
  }

  private static int limit(Map<String, String> page, int assumed) {
    return (int) Math.min(Uri.integer(page, "limit", assumed), Integer.MAX_VALUE);
  }
}
