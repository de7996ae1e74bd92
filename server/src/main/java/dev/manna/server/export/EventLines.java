package dev.manna.server.export;

import dev.manna.core.Batch;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Claimant;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.LotteryEvent;
import dev.manna.core.ProofEvent;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import dev.manna.core.wire.EventCodec;
import dev.manna.server.proof.LogNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.MinimalPrettyPrinter;

/**
 * Writes each event of a log as one JSON object on a line of its own. What it keeps does not grow
 * with the log: the names of campaigns and items, and how many claims and grants each has. What is
 * published has aliases for users and tickets for keys, and ends each line with a hash.
 */
public final class EventLines implements AutoCloseable {
  private final LogNames names = new LogNames();
  private final List<Counts> counts = new ArrayList<>();
  private final Writer out;
  private final JsonGenerator json;
  private final long from;
  private final People people;
  private long written;

  /** How many rows a campaign's tables have so far. */
  private static final class Counts {
    int claims;
    int grants;
  }

  /**
   * Writes to {@code out}, which stays open.
   *
   * @param from the first position to write
   */
  public EventLines(Writer out, long from) {
    this(out, from, false);
  }

  /** Writes what everybody may see, from the first event on. */
  public static EventLines published(HashChain out) {
    return new EventLines(out, 1, true);
  }

  private EventLines(Writer out, long from, boolean published) {
    this.out = out;
    this.from = from;
    json =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build()
            .createGenerator(new Lines(), out);
    people = new People(json, published);
  }

  /** Nothing between two values: each line is ended where it is written. */
  private static final class Lines extends ObjectWriteContext.Base {
    @Override
    public MinimalPrettyPrinter getPrettyPrinter() {
      return new MinimalPrettyPrinter("");
    }
  }

  /** Writes the events of a batch; all batches from the first on are needed, for the names. */
  public void write(Batch batch) {
    Instant time = Instant.ofEpochMilli(batch.timeMillis());
    EventCodec.read(
        batch,
        EventCodec.Claimants.NAMES_ONLY,
        (event, position) -> {
          count(event);
          if (position >= from) {
            line(event, position, time);
            written++;
          }
        });
  }

  private void count(Event event) {
    switch (event) {
      case Event.Defined defined -> {
        names.accept(defined);
        people.accept(defined);
        if (defined.version() == 1) {
          counts.add(new Counts());
        }
      }
      case Event.Adjusted adjusted -> {
        if (adjusted.claimant() != null) {
          counts.get(adjusted.campaign()).claims++;
        }
      }
      case Event.Claimed claimed -> {
        Counts row = counts.get(claimed.campaign());
        row.claims++;
        row.grants += grants(claimed);
      }
      case LotteryEvent.Credited credited -> counts.get(credited.campaign()).claims++;
      case LotteryEvent.Allocated allocated -> counts.get(allocated.campaign()).claims++;
      case LotteryEvent.AllocationEnded ended -> {}
      case LotteryEvent.Won won -> counts.get(won.campaign()).grants++;
      case LotteryEvent.RaffleEnded ended -> {}
      case Enlisted enlisted -> {}
      case Event.Founded founded -> {}
      case Event.Steered steered -> {}
      case StockEvent stock -> {}
      case Event.Settled settled -> {}
      case ProofEvent proof -> {}
      case SaleEvent.Returned returned -> counts.get(returned.campaign()).claims++;
      case SaleEvent.Served served -> counts.get(served.campaign()).grants += served.taken().size();
      case SaleEvent sale -> {}
      case ChangeEvent change -> {}
    }
  }

  private static int grants(Event.Claimed claimed) {
    return switch (claimed) {
      case Event.Drawn drawn -> drawn.prizes().size();
      case Event.Entered entered -> 0;
      case Event.Snatched snatched -> snatched.hit() ? 1 : 0;
      case Event.Deducted deducted -> deducted.taken().size();
      case Event.Waited waited -> 0;
    };
  }

  private void line(Event event, long position, Instant time) {
    json.writeStartObject();
    json.writeNumberProperty("position", position);
    json.writeStringProperty("time", time.toString());
    json.writeStringProperty("type", event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    fields(event);
    json.writeEndObject();
    json.flush();
    endLine();
  }

  private void fields(Event event) {
    switch (event) {
      case Event.Founded founded -> {}
      case Event.Defined defined ->
          ProofLines.defined(json, defined, people.secret(defined.campaign()));
      case ProofEvent proof -> {
        String campaign = names.campaign(proof.campaign());
        json.writeStringProperty("campaign", campaign);
        ProofLines.shown(json, proof, people.secret(campaign), names);
      }
      case Event.Steered steered -> {
        json.writeStringProperty("campaign", names.campaign(steered.campaign()));
        json.writeStringProperty("move", steered.move().name().toLowerCase(Locale.ROOT));
      }
      case Event.Adjusted adjusted -> adjusted(adjusted);
      case Enlisted enlisted -> {
        String campaign = names.campaign(enlisted.campaign());
        json.writeStringProperty("campaign", campaign);
        LotteryLines.write(json, people, campaign, enlisted);
      }
      case LotteryEvent.Won won -> won(won);
      case LotteryEvent lottery -> {
        String campaign = names.campaign(lottery.campaign());
        json.writeStringProperty("campaign", campaign);
        int claims = counts.get(lottery.campaign()).claims;
        LotteryLines.write(json, people, campaign, lottery, claims, names);
      }
      case StockEvent.Noticed noticed -> {
        json.writeStringProperty("campaign", names.campaign(noticed.campaign()));
        StockLines.write(json, noticed, names.item(noticed.campaign(), noticed.item()));
      }
      case ChangeEvent.Authored authored -> {
        json.writeStringProperty("campaign", authored.campaign());
        json.writeStringProperty("actor", authored.author().actor());
        json.writeStringProperty("reason", authored.author().reason());
      }
      case ChangeEvent change -> ChangeLines.write(json, people, change, names);
      case Event.Claimed claimed -> claimed(claimed);
      case SaleEvent.Served served ->
          SaleLines.served(json, names, served, counts.get(served.campaign()).grants);
      case SaleEvent sale -> SaleLines.write(json, people, names.campaign(sale.campaign()), sale);
      case Event.Settled settled -> {
        json.writeStringProperty("campaign", names.campaign(settled.campaign()));
        json.writeNumberProperty("claim", settled.claim() + 1);
        json.writeStringProperty("ending", settled.ending().name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private void endLine() {
    try {
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void won(LotteryEvent.Won won) {
    json.writeStringProperty("campaign", names.campaign(won.campaign()));
    json.writeNumberProperty("claim", won.claim() + 1);
    json.writeArrayPropertyStart("grants");
    int number = counts.get(won.campaign()).grants;
    grant(won.campaign(), number, names.item(won.campaign(), won.item()));
    json.writeNumberProperty("quantity", 1);
    json.writeEndObject();
    json.writeEndArray();
  }

  private void adjusted(Event.Adjusted adjusted) {
    json.writeStringProperty("campaign", names.campaign(adjusted.campaign()));
    Claimant claimant = adjusted.claimant();
    if (claimant != null) {
      json.writeNumberProperty("claim", counts.get(adjusted.campaign()).claims);
      people.operator(claimant.key());
    }
    ChangeLines.write(json, adjusted.change());
  }

  private void claimed(Event.Claimed claimed) {
    int campaign = claimed.campaign();
    Counts row = counts.get(campaign);
    json.writeStringProperty("campaign", names.campaign(campaign));
    json.writeNumberProperty("claim", row.claims);
    people.claimant(names.campaign(campaign), claimed.claimant());
    int number = row.grants - grants(claimed);
    switch (claimed) {
      case Event.Drawn drawn -> drawn(drawn, number);
      case Event.Entered entered -> {
        json.writeNumberProperty("entries", entered.entries());
        json.writeArrayPropertyStart("grants");
      }
      case Event.Snatched snatched -> {
        snatched(snatched, number + 1);
      }
      case Event.Deducted deducted -> {
        SaleLines.taken(
            json, names, campaign, number, deducted.taken(), deducted.expiresAtMillis());
      }
      case Event.Waited waited -> SaleLines.waited(json, names, waited);
    }
    json.writeEndArray();
  }

  private void drawn(Event.Drawn drawn, int before) {
    int campaign = drawn.campaign();
    int number = before;
    json.writeNumberProperty("draws", drawn.draws());
    json.writeNumberProperty("allocated", drawn.allocated());
    json.writeArrayPropertyStart("wins");
    for (int draw = 0; draw < drawn.draws(); draw++) {
      if (drawn.outcomes().get(draw) != Event.Drawn.MISS) {
        json.writeNumber(draw + 1);
      }
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("grants");
    for (int prize : drawn.prizes()) {
      grant(campaign, ++number, names.item(campaign, prize));
      json.writeNumberProperty("quantity", 1);
      json.writeEndObject();
    }
  }

  private void snatched(Event.Snatched snatched, int number) {
    if (snatched.round() > 0) {
      json.writeNumberProperty("round", snatched.round());
    }
    if (!snatched.block().isEmpty()) {
      json.writeArrayPropertyStart("block");
      snatched.block().forEach(json::writeNumber);
      json.writeEndArray();
    }
    if (snatched.returnsAtMillis() > 0) {
      Instant returns = Instant.ofEpochMilli(snatched.returnsAtMillis());
      json.writeStringProperty("expiresAt", returns.toString());
    }
    json.writeArrayPropertyStart("grants");
    if (!snatched.hit()) {
      return;
    }
    if (snatched.cents() == 0) {
      grant(snatched.campaign(), number, names.item(snatched.campaign(), snatched.item()));
      json.writeNumberProperty("quantity", 1);
    } else {
      grant(snatched.campaign(), number, Grant.PACKET);
      json.writeNumberProperty("amount", snatched.cents());
      json.writeStringProperty("currency", names.currency(snatched.campaign()));
    }
    json.writeEndObject();
  }

  private void grant(int campaign, int number, String item) {
    json.writeStartObject();
    json.writeStringProperty("id", names.campaign(campaign) + '.' + number);
    json.writeStringProperty("item", item);
  }

  /** How many lines were written. */
  public long written() {
    return written;
  }

  @Override
  public void close() {
    json.close();
  }
}
