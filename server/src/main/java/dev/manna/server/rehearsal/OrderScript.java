package dev.manna.server.rehearsal;

import dev.manna.server.crowd.Answer;
import dev.manna.server.crowd.Ask;
import dev.manna.server.crowd.History;
import dev.manna.server.crowd.Operator;
import dev.manna.server.crowd.Problem;
import dev.manna.server.crowd.Requests;
import dev.manna.server.crowd.Script;
import dev.manna.server.orders.Order;
import dev.manna.server.proof.Asked;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Sends the orders of a file, one after the other as clients are free, and notes the answers. */
final class OrderScript implements Script, Asked {
  private final List<Order> orders;
  private final Stock stock;
  private final String campaign;
  private final Requests requests;
  private final History history = new History();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final String[] outcomes;
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Histogram latency = new Histogram(3);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong granted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private long beganNanos;
  private @Nullable String unexpected;

  OrderScript(List<Order> orders, Stock stock, String campaign, Requests requests) {
    this.orders = orders;
    this.stock = stock;
    this.campaign = campaign;
    this.requests = requests;
    outcomes = new String[orders.size()];
    for (int i = 0; i < orders.size(); i++) {
      numbers.put(name(orders.get(i).user(), orders.get(i).key()), i);
    }
  }

  /** Users and keys hold no space. */
  private static String name(String user, String key) {
    return user + ' ' + key;
  }

  @Override
  public @Nullable Ask next() {
    int number = (int) sent.get();
    if (number == orders.size()) {
      return null;
    }
    if (number == 0) {
      beganNanos = System.nanoTime();
    }
    sent.lazySet(number + 1L);
    return new Ask(number, request(number));
  }

  /** An order as it goes over the wire. */
  byte[] request(int number) {
    Order order = orders.get(number);
    StringBuilder body = new StringBuilder(64 + 40 * order.lines().size());
    body.append("{\"user\":").append(Operator.json(order.user())).append(",\"lines\":");
    char separator = '[';
    for (Order.Line line : order.lines()) {
      body.append(separator).append("{\"sku\":\"").append(stock.id(line.sku()));
      body.append("\",\"quantity\":").append(line.quantity()).append('}');
      separator = ',';
    }
    body.append("]}");
    return requests.post("/v1/campaigns/" + campaign + "/claims", order.key(), body.toString());
  }

  @Override
  public void answered(Ask ask, Answer answer) {
    int number = ask.number();
    history.answered(number, answer);
    latency.recordValue(Math.max(0, answer.latencyNanos() / 1_000));
    if (answer.status() == 200) {
      outcomes[number] = "granted";
      granted.lazySet(granted.get() + 1);
      stock.take(orders.get(number), (System.nanoTime() - beganNanos) / 1e9);
      return;
    }
    String code = Problem.code(answer);
    outcomes[number] = code;
    refused.lazySet(refused.get() + 1);
    refusals.merge(code, 1L, Long::sum);
    if (answer.status() != 409 && unexpected == null) {
      unexpected = "order %s: %s".formatted(orders.get(number).id(), answer.text());
    }
  }

  @Override
  public boolean over() {
    return granted.get() + refused.get() == orders.size();
  }

  @Override
  public int number(String inCampaign, String user, String key) {
    return inCampaign.equals(campaign) ? numbers.getOrDefault(name(user, key), NOBODY) : NOBODY;
  }

  List<Order> orders() {
    return orders;
  }

  Stock stock() {
    return stock;
  }

  /** How many orders were sent so far, from any thread. */
  long sent() {
    return sent.get();
  }

  /** How many were granted so far, from any thread. */
  long granted() {
    return granted.get();
  }

  /** How many were refused so far, from any thread. */
  long refused() {
    return refused.get();
  }

  /** {@code granted}, or the refusal's code, of an order that was answered. */
  String outcome(int number) {
    return outcomes[number];
  }

  Map<String, Long> refusals() {
    return refusals;
  }

  /** Times in microseconds. */
  Histogram latency() {
    return latency;
  }

  History history() {
    return history;
  }

  /** The first answer that no order should get, null if there was none. */
  @Nullable String unexpected() {
    return unexpected;
  }
}
