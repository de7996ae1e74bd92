package dev.manna.server.verify;

import dev.manna.simulation.fair.Hashes;
import dev.manna.simulation.fair.Oracle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a published log twice: once for the keys, and once to check each line against what follows
 * from the lines before it.
 */
public final class Verification {
  /** Types of lines that belong to no campaign, or tell of the next line only. */
  private static final Set<String> OF_THE_LOG = Set.of("founded", "authored", "epochopened");

  /** Whoever finds more of them has seen enough. */
  private static final int MOST_FINDINGS = 1_000;

  /** UTC, to the millisecond. */
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");

  private final Map<String, byte[]> keys = new HashMap<>();
  private final Map<String, byte[]> keyHashes = new HashMap<>();
  private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
  private final Approvals approvals = new Approvals();
  private final List<Finding> findings = new ArrayList<>();
  private byte[] hash = new byte[32];
  private boolean chained = true;
  private boolean stopped;
  private long lines;
  private String time = "";

  /** First reading: what a line tells of keys. */
  public void learn(byte[] bytes) {
    PublishedLine line = new PublishedLine(bytes);
    if (!line.isAboutAKey()) {
      return;
    }
    try {
      JsonNode fields = line.fields();
      String campaign = fields.path("campaign").asString();
      String type = fields.path("type").asString();
      if (type.equals("defined")) {
        keyHashes.putIfAbsent(campaign, Ledger.bits(fields, "keyHash"));
      } else if (shows(type) && isBound(campaign, fields)) {
        keys.put(campaign, Ledger.bits(fields, "key"));
      }
    } catch (RuntimeException e) {
      // The second reading says so.
    }
  }

  private static boolean shows(String type) {
    return type.equals("revealed") || type.equals("campaignsettled");
  }

  private boolean isBound(String campaign, JsonNode fields) {
    byte[] keyHash = Hashes.sha256(Ledger.bits(fields, "key"), Ledger.bits(fields, "saltHash"));
    return Arrays.equals(keyHash, keyHashes.get(campaign));
  }

  /** Second reading: checks a line, which comes without what ends it. */
  public void check(byte[] bytes) {
    lines++;
    if (stopped) {
      return;
    }
    PublishedLine line = new PublishedLine(bytes);
    link(line);
    try {
      JsonNode fields = line.fields();
      order(fields);
      take(line, fields);
    } catch (PublishedLine.Unreadable e) {
      stop(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Of what a line may be that no server writes, not all has a sentence of its own.
      stop("cannot be followed (" + e.getMessage() + ')');
    }
  }

  private void stop(String why) {
    found("the line " + why + "; what follows it was not checked", null);
    stopped = true;
  }

  /** The file ends within a line. */
  public void cutShort() {
    found("the last line is not ended: the file was cut", null);
  }

  private void link(PublishedLine line) {
    if (!chained) {
      return;
    }
    boolean whole = line.hasHash();
    if (whole) {
      hash = Hashes.sha256(hash, line.withoutHash());
    }
    if (!whole || !line.statedHash().equals(head())) {
      chained = false;
      found("the line is not the one that was published: its hash does not fit it", null);
    }
  }

  private void order(JsonNode fields) {
    long position = Fields.number(fields, "position");
    if (position != lines) {
      throw new PublishedLine.Unreadable(
          "has position " + position + " where " + lines + " is due");
    }
    String now = Fields.text(fields, "time");
    Fields.demand(TIME.matcher(now).matches(), "has no time");
    if (!time.isEmpty() && Instant.parse(now).isBefore(Instant.parse(time))) {
      found("time goes back from " + time + " to " + now, null);
    }
    time = now;
  }

  private void take(PublishedLine line, JsonNode fields) {
    String type = Fields.text(fields, "type");
    if (OF_THE_LOG.contains(type)) {
      return;
    }
    String campaign = Fields.text(fields, "campaign");
    if (type.equals("defined")) {
      define(line, fields, campaign);
      return;
    }
    Ledger ledger = ledgers.get(campaign);
    if (ledger == null) {
      throw new PublishedLine.Unreadable("tells of \"" + campaign + "\" before it is defined");
    }
    switch (type) {
      case "steered" -> ledger.draft &= !Fields.text(fields, "move").equals("publish");
      case "proposed", "approved", "withdrawn" -> decide(fields, campaign);
      case "enlisted", "credited", "extended" -> {}
      case "noticed", "cartset", "cartemptied" -> {}
      case "quarantined" -> ledger.quarantine.move(fields, 1);
      case "released" -> ledger.quarantine.move(fields, -1);
      case "redeemed" -> ledger.quarantine.redeem(fields);
      case "allocated" -> ledger.allocations.add(fields);
      case "allocationended" -> ledger.allocations.end(fields);
      case "regained" -> ledger.regain(fields);
      case "returned" -> ledger.giveBack(fields);
      case "adjusted" -> ledger.adjust(fields);
      case "entered" -> ledger.raffle.enter(fields);
      case "won" -> differs(ledger.raffle.win(fields), fields);
      case "raffleended" -> differs(ledger.raffle.end(), fields);
      case "drawn" -> differs(ledger.draw(fields), fields);
      case "snatched" -> differs(ledger.snatch(fields), fields);
      case "waited" -> ledger.queue(fields);
      case "waitended" -> ledger.leave(fields);
      case "served" -> ledger.serve(fields);
      case "deducted" -> ledger.deduct(fields);
      case "settled" -> ledger.settle(fields);
      case "revealed" -> reveal(ledger, fields);
      case "campaignsettled" -> {
        if (ledger.pools.all().stream().anyMatch(pool -> pool.held != 0)) {
          found(ledger.id + " is settled while something of it is held", ledger.id);
        }
        reveal(ledger, fields);
      }
      default ->
          throw new PublishedLine.Unreadable(
              "has the type \"" + type + "\", which this version does not know");
    }
  }

  private void decide(JsonNode fields, String campaign) {
    String wrong = approvals.take(fields);
    if (wrong != null) {
      found(wrong, campaign);
    }
  }

  private void define(PublishedLine line, JsonNode fields, String campaign) {
    byte[] keyHash = Ledger.bits(fields, "keyHash");
    if (!Arrays.equals(keyHash, keyHashes.get(campaign))) {
      found(campaign + " has another key than before", campaign);
    }
    byte[] definition = line.definition();
    long version = Fields.number(fields, "version");
    byte[] commitment = Hashes.commitment(keyHash, definition, version, campaign);
    if (!Arrays.equals(commitment, Ledger.bits(fields, "commitment"))) {
      found("the commitment of " + campaign + " does not bind key and definition", campaign);
    }
    byte[] key = keys.get(campaign);
    Ledger before = ledgers.get(campaign);
    boolean draft = fields.has("draft");
    long due = before == null ? 1 : before.version + 1;
    Fields.demand(version == due, "has version " + version + " where " + due + " is due");
    Fields.demand(
        !draft || before == null || before.draft, "is a draft of what was published before");
    Ledger ledger = before;
    if (ledger == null || draft) {
      ledger = new Ledger(campaign, key == null ? null : new Oracle(key, campaign));
      ledgers.put(campaign, ledger);
    }
    ledger.version = version;
    ledger.draft = draft;
    ledger.define(fields.path("definition"), definition);
  }

  private void reveal(Ledger ledger, JsonNode fields) {
    if (!isBound(ledger.id, fields)) {
      found("the key of " + ledger.id + " is not the one that was bound", ledger.id);
    }
    Ledger.Difference difference = ledger.close(fields);
    if (difference != null) {
      found(
          ledger.id + " closes with " + difference.found() + ", expected " + difference.expected(),
          ledger.id);
    }
  }

  private void differs(Ledger.@Nullable Difference difference, JsonNode fields) {
    if (difference == null) {
      return;
    }
    String campaign = fields.path("campaign").asString();
    if (!fields.has("ticket")) {
      found(
          "%s: expected %s, found %s"
              .formatted(campaign, difference.expected(), difference.found()),
          campaign);
      return;
    }
    String ticket = fields.path("ticket").asString();
    add(
        new Finding(
            lines,
            lines,
            "%s, ticket %s: expected %s, found %s"
                .formatted(campaign, ticket, difference.expected(), difference.found()),
            campaign,
            ticket));
  }

  private void found(String what, @Nullable String campaign) {
    add(new Finding(lines, lines, what, campaign, null));
  }

  private void add(Finding finding) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(finding);
    }
  }

  /** What is wrong, in the order of the lines. */
  public List<Finding> findings() {
    return findings;
  }

  public long lines() {
    return lines;
  }

  /** The hash of the last line. */
  public String head() {
    return HexFormat.of().formatHex(hash);
  }

  /** Claims by chance that were worked out again. */
  public long proven() {
    return ledgers.values().stream().mapToLong(each -> each.claims - each.unproven).sum();
  }

  /** Claims by chance whose campaign's key is not revealed. */
  public long unproven() {
    return ledgers.values().stream().mapToLong(each -> each.unproven).sum();
  }

  Collection<Ledger> ledgers() {
    return ledgers.values();
  }
}
