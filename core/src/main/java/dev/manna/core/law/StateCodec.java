package dev.manna.core.law;

import dev.manna.core.Check;
import dev.manna.core.Event;
import dev.manna.core.Outline;
import dev.manna.core.Reply.Status;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import dev.manna.core.wire.CampaignCodec;
import dev.manna.core.wire.Decoder;
import dev.manna.core.wire.Encoder;
import dev.manna.core.wire.SecretCodec;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A state as bytes: a header, then each campaign with its rows. What follows from the rows
 * (indexes, weights of what is left, timers) is not written but made again, so two states that mean
 * the same have the same bytes.
 */
final class StateCodec {
  private static final long FORMAT = 3;

  /** By code. */
  private static final List<Status> STATUSES =
      List.of(
          Status.LIVE, Status.PAUSED, Status.CLOSED, Status.DRAFT, Status.SETTLED, Status.ALARMED);

  private StateCodec() {}

  static String digest(State state) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      save(state, digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static void save(State state, Sink sink) {
    Encoder encoder = new Encoder();
    encoder.number(FORMAT);
    encoder.number(state.position());
    encoder.number(state.millis());
    Event.Founded founded = state.founded();
    encoder.put(founded == null ? 0 : 1);
    if (founded != null) {
      encoder.fixed64(founded.seedHigh());
      encoder.fixed64(founded.seedLow());
    }
    encoder.number(state.campaigns.size());
    flush(encoder, sink);
    state.quarantine.save(sink);
    for (CampaignState campaign : state.campaigns) {
      save(campaign, encoder, sink);
    }
  }

  private static void save(CampaignState campaign, Encoder encoder, Sink sink) {
    CampaignState.Rules rules = campaign.rules();
    encoder.ascii(campaign.id);
    encoder.number(campaign.baseMillis);
    encoder.number(rules.version());
    encoder.put(STATUSES.indexOf(rules.status()));
    encoder.number(rules.position());
    encoder.number(rules.catalog().size());
    for (int item = 0; item < rules.catalog().size(); item++) {
      encoder.ascii(rules.catalog().id(item));
    }
    CampaignCodec.write(rules.definition(), encoder);
    SecretCodec.write(campaign.seal.secret(), encoder);
    encoder.put(campaign.revealed() ? 1 : 0);
    flush(encoder, sink);
    campaign.items.save(sink);
    campaign.users.save(sink);
    campaign.claims.save(sink);
    campaign.grants.save(sink);
    campaign.tallies.save(sink);
    campaign.milestones.save(sink);
    campaign.counters.save(sink);
    campaign.pools.save(sink);
    campaign.history.write(encoder);
    flush(encoder, sink);
  }

  private static void flush(Encoder encoder, Sink sink) {
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    sink.put(length.putLong(encoder.length()).flip());
    sink.put(encoder.view());
    encoder.reset();
  }

  /** What stands before the campaigns. */
  private record Head(long position, long millis, Event.@Nullable Founded founded, int campaigns) {}

  private static Head head(Source source) {
    Decoder from = section(source);
    long format = from.number();
    Check.that(format == FORMAT, "the state's format is the one this version reads", format);
    long position = from.number();
    long millis = from.number();
    Event.Founded founded =
        from.get() == 0 ? null : new Event.Founded(from.fixed64(), from.fixed64());
    return new Head(position, millis, founded, from.count());
  }

  static State load(Source source) {
    State state = new State();
    Head head = head(source);
    state.quarantine.load(source);
    for (int i = 0; i < head.campaigns(); i++) {
      load(state, section(source), source);
    }
    state.stand(head.position(), head.millis(), head.founded());
    return state;
  }

  /** Reads all of a state and keeps its outline: of its campaigns one at a time is in memory. */
  static Outline outline(Source source) {
    Head head = head(source);
    new State().quarantine.load(source);
    List<Outline.CampaignOutline> campaigns = new ArrayList<>();
    for (int i = 0; i < head.campaigns(); i++) {
      campaigns.add(StateView.outline(load(new State(), section(source), source)));
    }
    return new Outline(head.position(), head.founded(), campaigns);
  }

  private static CampaignState load(State state, Decoder from, Source source) {
    String id = from.ascii();
    long baseMillis = from.number();
    int version = from.count();
    Status status = STATUSES.get(from.get());
    long position = from.number();
    int items = from.count();
    List<String> ids = new ArrayList<>();
    for (int item = 0; item < items; item++) {
      ids.add(from.ascii());
    }
    var definition = CampaignCodec.read(from);
    Secret secret = SecretCodec.read(from);
    Check.that(secret != null, "a campaign has a secret");
    Seal seal = new Seal(id, Objects.requireNonNull(secret));
    CampaignState campaign = state.add(id, baseMillis, definition, seal, status);
    campaign.restoreRevealed(from.get() == 1);
    campaign.items.load(source);
    campaign.users.load(source);
    campaign.claims.load(source);
    campaign.grants.load(source);
    campaign.tallies.load(source);
    campaign.milestones.load(source);
    Catalog catalog = new Catalog(ids);
    Odds odds = Odds.of(state.trail, definition, catalog, campaign.items);
    campaign.setRules(
        new CampaignState.Rules(definition, version, status, position, catalog, odds));
    campaign.counters.load(source);
    campaign.pools.load(source);
    campaign.history.read(section(source));
    campaign.pools.startTimers();
    Settlements.setTimer(campaign, state.timers, 0);
    return campaign;
  }

  private static Decoder section(Source source) {
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    source.fill(length);
    long bytes = length.flip().getLong();
    Check.that(bytes >= 0 && bytes <= 1 << 28, "a section of a state has a size", bytes);
    ByteBuffer section = ByteBuffer.allocate((int) bytes);
    source.fill(section);
    return new Decoder(section.flip());
  }
}
