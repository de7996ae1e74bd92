package dev.manna.server.crowd;

import dev.manna.server.Complaint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Many clients on one thread, each with a connection of its own and one request out at a time. They
 * ask as fast as they are answered, or together at a fixed rate, and then the latency counts from
 * the moment at which a request was due, whoever was free to send it.
 *
 * <p>A request that got no answer (its connection was lost, nothing came in time, the server was
 * failing or too busy, its outcome was not in the books yet) is unknown: it may have had its effect
 * or not. Its client sends the same bytes again, the idempotency key among them, until an answer
 * comes; only then does the script hear of it. A crowd gives up when nobody at all was answered for
 * its patience.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} and the counts may be used from any.
 */
public final class Crowd {
  /** Between two attempts of a client whose request is unknown. */
  static final long PAUSE_NANOS = 25_000_000;

  /** How often clients that wait are looked after. */
  private static final long SWEEP_NANOS = 2_000_000;

  private static final int ACCEPTED = 202;
  private static final byte[] TOO_BUSY = "\"too-busy\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOT_IN_BOOKS = "\"not-in-books\"".getBytes(StandardCharsets.US_ASCII);

  private final List<URI> servers;
  private final Script script;
  private final Terms terms;
  private final Selector selector;
  private final List<Client> clients = new ArrayList<>();
  private final ArrayDeque<Client> idle = new ArrayDeque<>();
  private final Answer answer = new Answer();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private long lastAnswerNanos;
  private volatile boolean stopped;
  private volatile boolean abandoned;
  private volatile boolean ended;
  private String lastFailure = "nothing was tried";
  private long sweptNanos;
  private long nextArrivalNanos;

  /**
   * How a crowd behaves.
   *
   * @param clients how many ask at a time
   * @param perSecond how many requests are due in a second; 0 for as fast as they are answered
   * @param timeout after which a request without an answer is unknown
   * @param patience after which, without any answer to anybody, the crowd gives up
   */
  public record Terms(int clients, double perSecond, Duration timeout, Duration patience) {
    public static Terms closedLoop(int clients) {
      return new Terms(clients, 0, Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    public Terms at(double requestsPerSecond) {
      return new Terms(clients, requestsPerSecond, timeout, patience);
    }

    public Terms patientFor(Duration other) {
      return new Terms(clients, perSecond, timeout, other);
    }
  }

  /** A crowd before a server, which need not be there yet. */
  public Crowd(URI server, Terms terms, Script script) {
    this(List.of(server), terms, script);
  }

  /**
   * A crowd before servers any of which can be asked for anything. Its clients spread over them,
   * and one whose request is unknown sends it to the next.
   */
  public Crowd(List<URI> servers, Terms terms, Script script) {
    this.servers = List.copyOf(servers);
    this.terms = terms;
    this.script = script;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<InetSocketAddress> addresses = servers.stream().map(Balancing::address).toList();
    // Where fewer ask at a time than there are servers, they take turns, so that each is asked.
    for (int i = 0; i < Math.max(terms.clients(), servers.size()); i++) {
      Client client = new Client(selector, new Balancing(addresses, i % servers.size()));
      clients.add(client);
      idle.add(client);
    }
  }

  /**
   * Asks what the script says until it is over or the crowd is stopped, and all is answered.
   *
   * @throws Complaint if nobody is answered for the crowd's patience
   */
  public void run() {
    long now = System.nanoTime();
    lastAnswerNanos = now;
    nextArrivalNanos = now;
    try (selector) {
      do {
        doWork();
      } while (!abandoned && (idle.size() < clients.size() || (!stopped && !script.over())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      clients.forEach(Client::lose);
      ended = true;
    }
  }

  /** Lets no further request go; {@link #run} returns when those that are out are answered. */
  public void stop() {
    stopped = true;
  }

  /** Ends {@link #run} at once, whatever is out. */
  public void abandon() {
    abandoned = true;
  }

  /** Whether {@link #run} has returned. */
  public boolean ended() {
    return ended;
  }

  /** How many requests were answered. */
  public long answered() {
    return answered.get();
  }

  /** How many times a request was sent and remained unknown, so that it is sent again. */
  public long repeated() {
    return repeated.get();
  }

  private void doWork() throws IOException {
    long now = System.nanoTime();
    dispatch(now);
    boolean soon = terms.perSecond() > 0 && nextArrivalNanos - now < SWEEP_NANOS && !stopped;
    if (soon && mayAsk()) {
      // The selector's timer counts in milliseconds; arrivals are due in microseconds.
      LockSupport.parkNanos(Math.min(nextArrivalNanos - now, 50_000));
      selector.selectNow(this::ready);
    } else {
      selector.select(this::ready, 1);
    }
    now = System.nanoTime();
    if (now - sweptNanos > SWEEP_NANOS) {
      sweptNanos = now;
      sweep(now);
    }
  }

  /** Gives what is due to clients that are free. */
  private void dispatch(long now) {
    while (!stopped && mayAsk() && due(now)) {
      Ask ask = script.next();
      if (ask == null) {
        return;
      }
      idle.poll().take(ask, arrival(now), now);
    }
  }

  private boolean mayAsk() {
    return !idle.isEmpty() && clients.size() - idle.size() < terms.clients();
  }

  private boolean due(long now) {
    return terms.perSecond() == 0 || nextArrivalNanos - now <= 0;
  }

  /** When the request that is being handed out was due. */
  private long arrival(long now) {
    if (terms.perSecond() == 0) {
      return now;
    }
    long intended = nextArrivalNanos;
    nextArrivalNanos += (long) (1e9 / terms.perSecond());
    return intended;
  }

  private void ready(SelectionKey key) {
    Client client = (Client) key.attachment();
    long now = System.nanoTime();
    try {
      if (client.ready(now)) {
        take(client, now);
      }
    } catch (IOException | CancelledKeyException e) {
      fail(client, e, now);
    }
  }

  private void take(Client client, long now) {
    client.describe(answer, now);
    if (unknown(answer)) {
      lastFailure = "the server answers " + answer.status();
      repeated.lazySet(repeated.get() + 1);
      client.again(now);
      return;
    }
    lastAnswerNanos = now;
    answered.lazySet(answered.get() + 1);
    Ask ask = client.ask();
    script.answered(ask, answer);
    client.finish();
    boolean takesTurns = clients.size() > terms.clients();
    Ask next = stopped || takesTurns || !due(now) ? null : script.next();
    if (next == null) {
      idle.add(client);
    } else {
      client.take(next, arrival(now), now);
    }
  }

  /** Whether this is no answer to the request: it says that there is none at the moment. */
  private static boolean unknown(Answer answer) {
    return answer.status() >= 500
        || (answer.status() == 429 && holds(answer, TOO_BUSY))
        || (answer.status() == ACCEPTED && holds(answer, NOT_IN_BOOKS));
  }

  private static boolean holds(Answer answer, byte[] words) {
    byte[] bytes = answer.array();
    int last = answer.offset() + answer.length() - words.length;
    for (int i = answer.offset(); i <= last; i++) {
      if (Arrays.equals(bytes, i, i + words.length, words, 0, words.length)) {
        return true;
      }
    }
    return false;
  }

  private void fail(Client client, Exception why, long now) {
    if (client.awaitsAnswer()) {
      repeated.lazySet(repeated.get() + 1);
    }
    client.lose();
    if (!client.idle()) {
      lastFailure = why.getMessage() == null ? why.toString() : why.getMessage();
      client.pause(now);
    }
  }

  private String named() {
    return servers.stream().map(URI::toString).collect(Collectors.joining(", "));
  }

  /** Looks after everybody who waits: for an answer, a connection, the end of a pause. */
  private void sweep(long now) {
    boolean waiting = false;
    for (Client client : clients) {
      if (client.idle()) {
        continue;
      }
      waiting = true;
      if (client.overdue(now, terms.timeout().toNanos())) {
        fail(
            client, new IOException("no answer within " + terms.timeout().toSeconds() + " s"), now);
      }
      client.advance(now);
    }
    if (!waiting) {
      lastAnswerNanos = now;
    } else if (now - lastAnswerNanos > terms.patience().toNanos()) {
      throw new Complaint(
          "no answer from %s for %d s: %s"
              .formatted(named(), terms.patience().toSeconds(), lastFailure));
    }
  }
}
