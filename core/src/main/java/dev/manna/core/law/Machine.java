package dev.manna.core.law;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Claimant;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Explanation;
import dev.manna.core.Luck;
import dev.manna.core.ProofQuery;
import dev.manna.core.Query;
import dev.manna.core.Redeem;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.proof.Numbers;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import dev.manna.core.wire.Encoder;
import dev.manna.core.wire.EventCodec;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one log, used by one thread. It decides batch by batch: {@link #begin},
 * {@link #handle} as often as there is something to do, then append {@link #batch} to the log, and
 * {@link #commit} or, where somebody else was first, {@link #undo}. Until then all of it is
 * speculation, and no reply may leave.
 */
public final class Machine {
  /** Large enough that an fsync costs an event nothing, small enough to take a millisecond. */
  private static final int MAX_EVENTS = 8_192;

  private static final int MAX_BYTES = 1 << 20;

  /** So many requests at most are expected at a time. */
  public static final int MOST_EXPECTED = Fetch.MOST;

  private final State state;
  private final Booked booked;
  private final Encoder encoder = new Encoder();
  private final Fetch fetch = new Fetch();
  private long positionAtBegin;
  private long millisAtBegin;
  private long now;
  private boolean open;

  /** The campaign of the last claim. */
  private int claimed;

  /** The next events of the batch that is being replayed. */
  private final List<Event> replayed = new ArrayList<>();

  public Machine() {
    this(new State());
  }

  Machine(State state) {
    this.state = state;
    booked = new Booked(state);
  }

  /**
   * From here on each batch says what it changes of the stock.
   *
   * @param window so many units of an item it gives away at most, as far as claims allow it
   */
  public void tellStock(long window) {
    state.stock.keep(window);
  }

  /** Whether the log has begun: before that, nothing can be prepared. */
  public boolean founded() {
    return state.founded() != null;
  }

  /** The position of the last event applied. */
  public long position() {
    return state.position();
  }

  /** The time of the last event applied, in milliseconds since 1970 UTC. */
  public long lastMillis() {
    return state.millis();
  }

  /** The time at which the batch in flight is decided. */
  public long nowMillis() {
    return now;
  }

  /** When something may happen by itself next, {@link Long#MAX_VALUE} for never. */
  public long nextExpiryMillis() {
    return Math.min(state.timers.nextMillis(), state.quarantine.releaseMillis());
  }

  /** Hashes the names in a request. Safe on any thread once the log is founded. */
  public Prepared prepare(Request request) {
    Numbers numbers = numbers(request);
    Claimant claimant =
        switch (request) {
          case Command command -> claimantOf(command);
          case ProofQuery.OfReceipt receipt -> claimant(receipt.user(), receipt.key());
          case ProofQuery.OfSigned of -> claimant(of.receipt().user(), of.receipt().key());
          case Query.OfClaim of -> claimant(of.user(), of.key());
          case Query query -> query.user() == null ? null : claimant(query.user(), "");
        };
    Command.Claim asked = claim(request);
    int fingerprint = asked == null ? 0 : Fingerprint.of(asked);
    return new Prepared(request, claimant, fingerprint, marks(request), numbers);
  }

  /** The claim that is sent, or sent again with a receipt; null for what is none. */
  private static Command.@Nullable Claim claim(Request request) {
    return switch (request) {
      case Command.Claim claim -> claim;
      case Redeem redeem -> redeem.claim();
      case Command other -> null;
      case Query other -> null;
    };
  }

  /** A value is hashed with its name, so that it is nobody's user and no other's value. */
  private List<Mark> marks(Request request) {
    Command.Claim claim = claim(request);
    if (claim == null || claim.dimensions().isEmpty()) {
      return List.of();
    }
    List<Mark> marks = new ArrayList<>();
    claim
        .dimensions()
        .forEach(
            (name, value) -> {
              SipHash.Digest of = digest(name + '\n' + value);
              marks.add(new Mark(name, of.first(), (int) of.second() & 0xffff));
            });
    return marks;
  }

  private SipHash.Digest digest(String text) {
    Event.Founded founded = state.founded();
    if (founded == null) {
      throw new IllegalStateException("the log is not founded");
    }
    return SipHash.of(founded.seedLow(), founded.seedHigh(), text);
  }

  /** The numbers that will decide a claim, where its campaign is known. */
  private @Nullable Numbers numbers(Request request) {
    int expected =
        switch (request) {
          case Command.Draw draw -> draw.draws();
          case Command.Snatch snatch -> Numbers.A_BLOCK;
          case Command.Enter enter -> 0;
          case Command command -> 0;
          case Query query -> 0;
        };
    if (expected == 0 || !(request instanceof Command.Claim claim)) {
      return null;
    }
    Seal seal = state.seal(claim.campaign());
    return seal == null ? null : seal.numbers(claim.user(), claim.key(), expected);
  }

  /** An operator's key is one of a user without a name. */
  private @Nullable Claimant claimantOf(Command command) {
    String user = command.user();
    String key = command.key();
    return user == null && key == null
        ? null
        : claimant(user == null ? "" : user, key == null ? "" : key);
  }

  private Claimant claimant(String user, String key) {
    return state.claimant(user, key);
  }

  /**
   * Opens a batch at a time, or at the last event's where that is later, and lets happen what is
   * due by itself. Where that fills the batch there is more of it: append it and begin again.
   */
  public void begin(long nowMillis) {
    Check.that(!open, "a batch is committed or undone before the next begins");
    open = true;
    positionAtBegin = state.position();
    millisAtBegin = state.millis();
    now = Math.max(nowMillis, millisAtBegin);
    encoder.reset();
    state.trail.begin();
    state.stock.begin();
    followUp();
  }

  /** Lets happen what must before anything else; what does not fit waits for the next batch. */
  private void followUp() {
    while (!full()) {
      Event event = Consequences.next(state, now);
      if (event == null) {
        return;
      }
      happen(event);
    }
  }

  /** The first event of a new log. */
  public void found(long seedHigh, long seedLow) {
    happen(new Event.Founded(seedHigh, seedLow));
  }

  /**
   * Answers a request as of now. The reply may leave when the batch is durable.
   *
   * @param luck where the secret of a new campaign comes from
   */
  public Reply handle(Prepared prepared, Luck luck) {
    Check.that(open && !full(), "requests are handled within a batch that has room");
    return switch (prepared.request()) {
      case Query query -> Answers.to(state, query, prepared.claimant(), now);
      case Command command -> {
        Decision decision = Law.decide(state, prepared, now);
        Event event = decision.event();
        if (event == null) {
          yield answer(decision);
        }
        for (Event before : Approvals.before(state, command, event)) {
          happen(before);
        }
        happen(sealed(event, luck));
        Reply reply = Approvals.after(state, command, event);
        followUp();
        yield reply;
      }
    };
  }

  /** Who is defined first is given a secret. */
  private static Event sealed(Event event, Luck luck) {
    return event instanceof Event.Defined defined && defined.version() == 1
        ? defined.with(Secret.of(luck))
        : event;
  }

  private static Reply answer(Decision decision) {
    Reply reply = decision.reply();
    if (reply == null) {
      throw new IllegalArgumentException("a decision without an event has a reply");
    }
    return reply;
  }

  /**
   * What each rule looks at for a claim as of now, in the law's order, up to the first that would
   * refuse it. Decides nothing, and is asked by nobody who decides.
   */
  public List<Explanation.Step> trace(Prepared prepared) {
    Command.Claim claim = (Command.Claim) prepared.request();
    Claimant claimant = Law.named(prepared.claimant());
    CampaignState campaign = state.campaign(claim.campaign());
    return campaign == null
        ? List.of(new Explanation.Step(Refusal.UNKNOWN_CAMPAIGN, true, List.of()))
        : Trace.of(campaign, Asked.of(campaign, claim, claimant, prepared.marks()), now);
  }

  private void happen(Event event) {
    EventCodec.write(event, encoder);
    state.apply(event, now);
    if (event instanceof Event.Claimed claim) {
      claimed = claim.campaign();
    }
  }

  /** Whether the batch should be appended before more is decided. */
  public boolean full() {
    return state.position() - positionAtBegin >= MAX_EVENTS
        || encoder.length() >= MAX_BYTES
        || state.stock.full();
  }

  /** What was decided since {@link #begin}, null for nothing; valid until the next batch begins. */
  public @Nullable Batch batch() {
    int count = (int) (state.position() - positionAtBegin);
    return count == 0
        ? null
        : new Batch(positionAtBegin + 1, count, now, encoder.view(), state.stock.changes(state));
  }

  /** The batch is durable. */
  public void commit() {
    Check.that(open, "only an open batch is committed");
    open = false;
    state.stock.end();
    state.trail.commit();
  }

  /** The batch never was. */
  public void undo() {
    Check.that(open, "only an open batch is undone");
    open = false;
    state.stock.end();
    state.trail.undo();
    state.stand(positionAtBegin, millisAtBegin, state.founded());
  }

  /**
   * Applies a batch of the log that follows directly.
   *
   * @return a number without meaning, as {@link #fetchExpected}
   */
  public long replay(Batch batch) {
    return replay(batch, batch.last());
  }

  /**
   * Applies a batch of the log that follows directly up to a position, for who looks back: a
   * machine that stands within a batch can be asked, and nothing else.
   */
  public long replay(Batch batch, long upTo) {
    Check.that(!open, "a batch in flight is undone before the log's is applied");
    Check.that(
        batch.first() == state.position() + 1, "batches follow without a gap", batch.first());
    replayed.clear();
    long[] fetched = {0};
    EventCodec.read(
        batch,
        this::claimant,
        (event, position) -> {
          if (position <= upTo) {
            replayed.add(event);
          }
          if (replayed.size() == Fetch.MOST) {
            fetched[0] += applyReplayed(batch.timeMillis());
          }
        });
    return fetched[0] + applyReplayed(batch.timeMillis());
  }

  /** So few at once that they are still in the cache where they were read to. */
  private long applyReplayed(long millis) {
    long fetched = fetch(replayed);
    for (Event event : replayed) {
      state.apply(event, millis);
    }
    replayed.clear();
    return fetched;
  }

  /** What {@link #fetchExpected} is to requests. */
  private long fetch(List<Event> events) {
    for (Event event : events) {
      if (event instanceof Event.Claimed claim && claim.campaign() < state.campaigns.size()) {
        claimed = claim.campaign();
        fetch.expect(state.campaigns.get(claimed), claim.claimant());
      }
    }
    return fetch.all();
  }

  /**
   * Does some of what the next claims of the busiest campaign would wait for, between batches: a
   * table grows by parts, and each takes as long as a few hundred claims.
   *
   * @return whether there was something to do
   */
  public boolean workAhead() {
    Check.that(!open, "only between batches nothing can be undone");
    if (claimed >= state.campaigns.size()) {
      return false;
    }
    CampaignState campaign = state.campaigns.get(claimed);
    return campaign.claims.workAhead()
        || campaign.users.workAhead()
        || campaign.counters.workAhead();
  }

  /** Whose answers wait for the books, as the state stands, with what is decided already. */
  public Booked booked() {
    return booked;
  }

  /** Answers a query as of a time, between batches; a writer answers within them. */
  public Reply ask(Query query, long asOfMillis) {
    Check.that(!open, "a state is asked between batches");
    long at = Math.max(asOfMillis, state.millis());
    return Answers.to(state, query, prepare(query).claimant(), at);
  }

  /** SHA-256 of all that {@link #save} writes, in hexadecimal. */
  public String digest() {
    return StateCodec.digest(state);
  }

  /** Writes the state, which must not have a batch in flight. */
  public void save(Sink sink) {
    Check.that(!open, "a state is saved between batches");
    StateCodec.save(state, sink);
  }

  /**
   * The state as it stands, for another thread to write down while this one goes on; between
   * batches, and one at a time. That takes two milliseconds for fifteen million rows, and twenty
   * microseconds a campaign; after it the first change of each page copies that page.
   */
  public Frozen freeze() {
    Check.that(!open, "a state is frozen between batches");
    Check.that(!state.trail.lends(), "the state that was frozen before was released");
    Frozen frozen = new Frozen(view().outline());
    state.trail.lend(frozen);
    StateCodec.save(state, frozen.sink());
    return frozen;
  }

  /** Reads what {@link #save} wrote. */
  public static Machine load(Source source) {
    return new Machine(StateCodec.load(source));
  }

  /**
   * Fetches what a request itself consists of, which another thread has made.
   *
   * @return a number without meaning, which keeps the reads from being optimised away
   */
  public static long fetch(Prepared prepared) {
    Claimant claimant = prepared.claimant();
    Numbers numbers = prepared.numbers();
    return (claimant == null ? 0 : claimant.userHigh())
        + (numbers == null ? 0 : numbers.touch())
        + (prepared.request() instanceof Command.Claim claim ? claim.campaign().length() : 0);
  }

  /**
   * A request will be handled soon: what it looks up first is to be fetched. Of more than {@link
   * #MOST_EXPECTED} the others fetch for themselves.
   */
  public void expect(Prepared prepared) {
    Claimant claimant = prepared.claimant();
    if (claimant != null && prepared.request() instanceof Command.Claim claim) {
      CampaignState campaign = guessed(claim.campaign());
      if (campaign != null) {
        fetch.expect(campaign, claimant);
        if (claim instanceof Command.Deduct order && !order.lines().isEmpty()) {
          fetch.expect(campaign, order.lines().getFirst().sku());
        }
      }
    }
  }

  /**
   * The campaign of an id, or of the claim before where that has the same. The processor guesses
   * so, too: it goes on while the id itself is still on its way here, which a look into a map waits
   * for.
   */
  private @Nullable CampaignState guessed(String id) {
    CampaignState last = claimed < state.campaigns.size() ? state.campaigns.get(claimed) : null;
    return last != null && last.id.equals(id) ? last : state.campaign(id);
  }

  /**
   * Fetches what the requests that are expected will look up first, so that their cache misses
   * overlap.
   *
   * @return as {@link #fetch}
   */
  public long fetchExpected() {
    return fetch.all();
  }

  /** Looks at whether the state's books balance; for the thread that uses this machine. */
  public Conservation conservation() {
    return new Conservation(state);
  }

  /** What the state says, for comparing; between batches. */
  public StateView view() {
    Check.that(!open, "a state is compared between batches");
    return new StateView(state);
  }

  /** Bytes and rows of the large tables, summed over all campaigns. */
  public Memory memory() {
    Memory sum = new Memory(0, 0, 0, 0, 0, 0);
    for (CampaignState campaign : state.campaigns) {
      sum =
          new Memory(
              sum.users + campaign.users.count(),
              sum.userBytes + campaign.users.memory(),
              sum.claims + campaign.claims.count(),
              sum.claimBytes + campaign.claims.memory(),
              sum.grants + campaign.grants.count(),
              sum.grantBytes + campaign.grants.memory());
    }
    return sum;
  }

  /** How much memory how many rows take, indexes included. */
  public record Memory(
      long users, long userBytes, long claims, long claimBytes, long grants, long grantBytes) {}
}
