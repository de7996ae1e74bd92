package dev.manna.stream;

import dev.manna.core.ChangeEvent;
import dev.manna.core.Claimant;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.LotteryEvent;
import dev.manna.core.Outline;
import dev.manna.core.ProofEvent;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/**
 * Writes what an event says into a JSON object, with the names that the API has for it. What it
 * keeps does not grow with the log: the names of campaigns and items, their secrets, which are
 * never written before they are shown, and how many claims and grants each campaign has. So it must
 * be told of all events from the first on.
 */
public final class EventFields {
  private final LogNames names = new LogNames();
  private final Counts counts = new Counts();
  private final JsonGenerator json;
  private final Audience audience;
  private final People people;

  /** Writes to a generator, for whom it is meant. */
  public EventFields(JsonGenerator json, Audience audience) {
    this.json = json;
    this.audience = audience;
    people = new People(json, audience == Audience.PUBLIC);
  }

  /** Begins behind a position of the log instead of at its beginning. */
  void begin(Outline outline) {
    names.begin(outline);
    people.begin(outline);
    counts.begin(outline);
  }

  /** Takes in the next event of the log; it can be written from now until the next is taken. */
  public void accept(Event event) {
    if (event instanceof Event.Defined defined) {
      names.accept(defined);
      people.accept(defined);
    }
    counts.accept(event);
  }

  /** What an event is called. */
  public static String type(Event event) {
    return event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The id of the campaign that an event belongs to, empty for the one that belongs to none. */
  public String campaign(Event event) {
    return switch (event) {
      case Event.Founded founded -> "";
      case Event.Defined defined -> defined.campaign();
      case Event.Steered steered -> names.campaign(steered.campaign());
      case Event.Adjusted adjusted -> names.campaign(adjusted.campaign());
      case Event.Claimed claimed -> names.campaign(claimed.campaign());
      case Event.Settled settled -> names.campaign(settled.campaign());
      case StockEvent stock -> names.campaign(stock.campaign());
      case ProofEvent proof -> names.campaign(proof.campaign());
      case Enlisted enlisted -> names.campaign(enlisted.campaign());
      case LotteryEvent lottery -> names.campaign(lottery.campaign());
      case SaleEvent sale -> names.campaign(sale.campaign());
      case ChangeEvent.Authored authored -> authored.campaign();
      case ChangeEvent.Proposed proposed -> names.campaign(proposed.campaign());
      case ChangeEvent.Approved approved -> names.campaign(approved.campaign());
      case ChangeEvent.Withdrawn withdrawn -> names.campaign(withdrawn.campaign());
      case QuarantineEvent aside -> QuarantineLines.campaign(aside, names);
    };
  }

  /** The ids of the grants that the event taken in last gives, in the order of their numbers. */
  public List<String> grants(Event event) {
    int given = Counts.given(event);
    if (given == 0) {
      return List.of();
    }
    int last =
        switch (event) {
          case Event.Claimed claimed -> counts.grants(claimed.campaign());
          case LotteryEvent lottery -> counts.grants(lottery.campaign());
          case SaleEvent sale -> counts.grants(sale.campaign());
          default -> throw new IllegalArgumentException("it gives nothing");
        };
    String campaign = campaign(event);
    return IntStream.rangeClosed(last - given + 1, last)
        .mapToObj(number -> campaign + '.' + number)
        .toList();
  }

  /** Writes the event taken in last into the object that is open: its place, its type, its own. */
  public void write(Event event, long position, Instant time) {
    json.writeNumberProperty("position", position);
    json.writeStringProperty("time", time.toString());
    json.writeStringProperty("type", type(event));
    String campaign = campaign(event);
    if (!campaign.isEmpty()) {
      json.writeStringProperty("campaign", campaign);
    }
    fields(event, campaign);
  }

  private void fields(Event event, String campaign) {
    switch (event) {
      case Event.Founded founded -> {}
      case Event.Defined defined -> ProofLines.defined(json, defined, people.secret(campaign));
      case ProofEvent proof -> ProofLines.shown(json, proof, people.secret(campaign), names);
      case Event.Steered steered ->
          json.writeStringProperty("move", steered.move().name().toLowerCase(Locale.ROOT));
      case Event.Adjusted adjusted -> adjusted(adjusted);
      case Enlisted enlisted -> LotteryLines.write(json, people, campaign, enlisted);
      case LotteryEvent.Won won -> won(won);
      case LotteryEvent lottery -> {
        int claims = counts.claims(lottery.campaign());
        LotteryLines.write(json, people, campaign, lottery, claims, names);
      }
      case StockEvent.Noticed noticed ->
          StockLines.write(json, noticed, names.item(noticed.campaign(), noticed.item()));
      case ChangeEvent.Authored authored -> ChangeLines.author(json, authored.author());
      case ChangeEvent change -> ChangeLines.write(json, people, campaign, change, names);
      case QuarantineEvent aside -> QuarantineLines.write(json, aside, names);
      case Event.Claimed claimed -> claimed(claimed, campaign);
      case SaleEvent.Served served ->
          SaleLines.served(json, names, served, counts.grants(served.campaign()));
      case SaleEvent sale -> SaleLines.write(json, people, campaign, sale);
      case Event.Settled settled -> {
        json.writeNumberProperty("claim", settled.claim() + 1);
        json.writeStringProperty("ending", settled.ending().name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private void won(LotteryEvent.Won won) {
    json.writeNumberProperty("claim", won.claim() + 1);
    json.writeArrayPropertyStart("grants");
    int number = counts.grants(won.campaign());
    grant(won.campaign(), number, names.item(won.campaign(), won.item()));
    json.writeNumberProperty("quantity", 1);
    json.writeEndObject();
    json.writeEndArray();
  }

  private void adjusted(Event.Adjusted adjusted) {
    Claimant claimant = adjusted.claimant();
    if (claimant != null) {
      json.writeNumberProperty("claim", counts.claims(adjusted.campaign()));
      people.operator(claimant.key());
    }
    ChangeLines.write(json, adjusted.change());
  }

  private void claimed(Event.Claimed claimed, String id) {
    int campaign = claimed.campaign();
    json.writeNumberProperty("claim", counts.claims(campaign));
    people.claimant(id, claimed.claimant());
    int number = counts.grants(campaign) - Counts.given(claimed);
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
    if (!snatched.block().isEmpty() && audience != Audience.STREAMS) {
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
}
