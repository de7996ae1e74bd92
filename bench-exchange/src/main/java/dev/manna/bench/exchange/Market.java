package dev.manna.bench.exchange;

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.ExchangeCore;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.L2MarketData;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.api.ApiAddUser;
import exchange.core2.core.common.api.ApiAdjustUserBalance;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.api.ApiPlaceOrder;
import exchange.core2.core.common.api.binary.BatchAddSymbolsCommand;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.common.config.InitialStateConfiguration;
import exchange.core2.core.common.config.PerformanceConfiguration;
import exchange.core2.core.common.config.SerializationConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One symbol, of which one seller offers more than is ever bought, and many users who each buy one
 * unit at a time: exchange-core's nearest to claims of one hot SKU. Each order takes a unit from
 * the book, moves money between two accounts and is in the journal before it is answered. The
 * journal's file is opened with {@code rwd}, so every write of it is synced; waiting is as by
 * default.
 */
final class Market {
  private static final int SYMBOL = 1;
  private static final int GOODS = 1;
  private static final int MONEY = 2;
  private static final long PRICE = 10;
  private static final long SELLER = 1;
  private static final long OFFERED = 1_000_000_000_000L;
  private static final long PURSE = 1_000_000_000_000L;
  private static final long PATIENCE_SECONDS = 120;

  private final ExchangeApi api;
  private final int users;
  private final SplittableRandom random = new SplittableRandom(7);

  /** Counted by the exchange's last stage; publishes the two sums after it. */
  private final AtomicLong answered = new AtomicLong();

  private long bought;
  private long failed;
  private long asked;
  private long orders;

  Market(int users) throws Exception {
    this.users = users;
    ExchangeCore core =
        ExchangeCore.builder()
            .resultsConsumer((command, sequence) -> answered(command))
            .exchangeConfiguration(
                ExchangeConfiguration.defaultBuilder()
                    .initStateCfg(InitialStateConfiguration.cleanStartJournaling("bench"))
                    .performanceCfg(PerformanceConfiguration.baseBuilder().build())
                    .serializationCfg(SerializationConfiguration.DISK_JOURNALING)
                    .build())
            .build();
    core.startup();
    api = core.getApi();
    open();
  }

  private void open() throws Exception {
    CommandResultCode added =
        api.submitBinaryDataAsync(
                new BatchAddSymbolsCommand(
                    CoreSymbolSpecification.builder()
                        .symbolId(SYMBOL)
                        .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
                        .baseCurrency(GOODS)
                        .quoteCurrency(MONEY)
                        .baseScaleK(1)
                        .quoteScaleK(1)
                        .build()))
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (added != CommandResultCode.SUCCESS) {
      throw new IllegalStateException("the symbol was not added: " + added);
    }
    answered.set(0);
    for (int user = 0; user <= users; user++) {
      long uid = SELLER + user;
      int currency = uid == SELLER ? GOODS : MONEY;
      submit(ApiAddUser.builder().uid(uid).build());
      submit(new ApiAdjustUserBalance(uid, currency, PURSE, 1));
    }
    submit(order(SELLER, OrderAction.ASK, OrderType.GTC, OFFERED));
    awaitAnswers();
    verify();
  }

  private void submit(ApiCommand command) {
    asked++;
    api.submitCommand(command);
  }

  private ApiPlaceOrder order(long uid, OrderAction action, OrderType type, long size) {
    return ApiPlaceOrder.builder()
        .uid(uid)
        .orderId(++orders)
        .symbol(SYMBOL)
        .action(action)
        .orderType(type)
        .price(PRICE)
        .reservePrice(PRICE)
        .size(size)
        .build();
  }

  /** Orders of random users, made before the clock runs. */
  List<ApiPlaceOrder> prepare(int count) {
    List<ApiPlaceOrder> prepared = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long uid = SELLER + 1 + random.nextInt(users);
      prepared.add(order(uid, OrderAction.BID, OrderType.IOC, 1));
    }
    return prepared;
  }

  /** Sends all and waits until the last is answered. The exchange's ring bounds what is out. */
  void run(List<ApiPlaceOrder> prepared) {
    for (ApiPlaceOrder order : prepared) {
      submit(order);
    }
    awaitAnswers();
  }

  private void awaitAnswers() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (answered.get() < asked) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(answered.get() + " of " + asked + " were answered");
      }
      LockSupport.parkNanos(50_000);
    }
  }

  private void answered(OrderCommand command) {
    OrderCommandType type = command.command;
    if (type != OrderCommandType.PLACE_ORDER
        && type != OrderCommandType.ADD_USER
        && type != OrderCommandType.BALANCE_ADJUSTMENT) {
      return;
    }
    if (command.resultCode != CommandResultCode.SUCCESS) {
      failed++;
    }
    if (command.matcherEvent != null && command.matcherEvent.eventType == MatcherEventType.TRADE) {
      bought += command.matcherEvent.size;
    }
    answered.lazySet(answered.get() + 1);
  }

  /** What was bought is what is missing from the seller's offer. */
  void verify() throws Exception {
    L2MarketData book =
        api.requestOrderBookAsync(SYMBOL, 1).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    long left = book.askVolumes[0];
    if (failed > 0 || left + bought != OFFERED || bought != orders - 1) {
      throw new IllegalStateException(
          "%d orders, %d bought, %d left of %d, %d failed"
              .formatted(orders - 1, bought, left, OFFERED, failed));
    }
  }
}
