package dev.manna.stream.rocketmq.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.common.BrokerConfig;
import org.apache.rocketmq.common.MQVersion;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.namesrv.NamesrvConfig;
import org.apache.rocketmq.namesrv.NamesrvController;
import org.apache.rocketmq.proxy.ProxyStartup;
import org.apache.rocketmq.remoting.netty.NettyClientConfig;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import org.apache.rocketmq.store.config.MessageStoreConfig;

/**
 * The process: a folder and five ports of loopback are its arguments. Commands come in by standard
 * input, one a line; answers go out behind {@link #MARK}. It ends with its input.
 */
final class BrokerMain {
  /** What tells an answer from whatever else is printed. */
  static final String MARK = "@ ";

  private static final String LOOPBACK = "127.0.0.1";
  private static final int ROUTE_TRIES = 400;
  private static final int TRY_MILLIS = 50;

  private final Path folder;
  private final Ports ports;
  private final NamesrvController names;
  private final BrokerController broker;

  private BrokerMain(Path folder, Ports ports) throws Exception {
    this.folder = folder;
    this.ports = ports;
    // Without it nobody learns of a topic's route.
    System.setProperty(
        RemotingCommand.REMOTING_VERSION_KEY, Integer.toString(MQVersion.CURRENT_VERSION));
    names = names();
    broker = broker();
  }

  /** Starts everything, then does as it is told. */
  public static void main(String[] arguments) throws Exception {
    BrokerMain main = new BrokerMain(Path.of(arguments[0]), Ports.parse(arguments[1]));
    main.start();
    PrintStream out = System.out;
    out.println(MARK + "ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        main.obey(List.of(line.split(" ", -1))).forEach(answer -> out.println(MARK + answer));
        out.println(MARK + "done");
        out.flush();
      }
    } finally {
      // An orderly stop takes 15 seconds, and nobody wants what it would save.
      Runtime.getRuntime().halt(0);
    }
  }

  private NamesrvController names() {
    NamesrvConfig config = new NamesrvConfig();
    config.setRocketmqHome(folder.toString());
    config.setKvConfigPath(folder + "/names/kv.json");
    config.setConfigStorePath(folder + "/names/names.properties");
    NettyServerConfig server = new NettyServerConfig();
    server.setListenPort(ports.names());
    server.setBindAddress(LOOPBACK);
    return new NamesrvController(config, server);
  }

  private BrokerController broker() throws Exception {
    BrokerConfig config = new BrokerConfig();
    config.setRocketmqHome(folder.toString());
    config.setBrokerName("broker");
    config.setBrokerIP1(LOOPBACK);
    config.setBrokerIP2(LOOPBACK);
    config.setNamesrvAddr(LOOPBACK + ":" + ports.names());
    config.setListenPort(ports.broker());
    config.setAutoCreateTopicEnable(false);
    config.setAutoCreateSubscriptionGroup(true);
    NettyServerConfig server = new NettyServerConfig();
    server.setListenPort(ports.broker());
    server.setBindAddress(LOOPBACK);
    return new BrokerController(config, server, new NettyClientConfig(), store());
  }

  private MessageStoreConfig store() {
    MessageStoreConfig config = new MessageStoreConfig();
    config.setStorePathRootDir(folder + "/store");
    config.setStorePathCommitLog(folder + "/store/commitlog");
    config.setMappedFileSizeCommitLog(16 << 20);
    config.setMappedFileSizeConsumeQueue(20 * 2_000);
    config.setMaxHashSlotNum(10_000);
    config.setMaxIndexNum(40_000);
    config.setHaListenPort(ports.replicas());
    config.setDiskMaxUsedSpaceRatio(99);
    return config;
  }

  private void start() throws Exception {
    if (!names.initialize() || !broker.initialize()) {
      throw new IllegalStateException("name server or broker did not come up");
    }
    // Its own start() would also dial the machine's other addresses.
    names.getRemotingServer().start();
    broker.start();
    for (int i = 0; i < ROUTE_TRIES && !registered(); i++) {
      broker.registerBrokerAll(true, false, true);
      Thread.sleep(TRY_MILLIS);
    }
    Path config = folder.resolve("proxy.json");
    Files.writeString(config, proxy());
    System.setProperty("com.rocketmq.proxy.configPath", config.toString());
    ProxyStartup.main(
        new String[] {"-pm", "cluster", "-n", LOOPBACK + ":" + ports.names(), "-pc", "" + config});
  }

  private boolean registered() {
    return names
        .getRouteInfoManager()
        .getAllClusterInfo()
        .getBrokerAddrTable()
        .containsKey("broker");
  }

  private String proxy() {
    return """
    {"rocketMQClusterName": "DefaultCluster", "proxyMode": "CLUSTER",
     "namesrvAddr": "127.0.0.1:%d", "localServeAddr": "127.0.0.1", "grpcServerPort": %d,
     "remotingListenPort": %d, "grpcBossLoopNum": 1, "grpcWorkerLoopNum": 2,
     "useEndpointPortFromRequest": true, "topicRouteServiceCacheExpiredSeconds": 1,
         "topicRouteServiceCacheRefreshSeconds": 1}
    """
        .formatted(ports.names(), ports.proxy(), ports.remoting());
  }

  private List<String> obey(List<String> command) throws IOException {
    return switch (command.getFirst()) {
      case "topic" -> topic(command.get(1), command.get(2));
      case "group" -> group(command.get(1));
      case "read" -> new TopicReader(broker.getMessageStore()).read(command.get(1));
      default -> List.of("what is " + command + "?");
    };
  }

  /** Makes a group of consumers that take messages in order. */
  private List<String> group(String name) {
    SubscriptionGroupConfig group = new SubscriptionGroupConfig();
    group.setGroupName(name);
    group.setConsumeMessageOrderly(true);
    broker.getSubscriptionGroupManager().updateSubscriptionGroupConfig(group);
    return List.of();
  }

  private List<String> topic(String name, String type) throws IOException {
    TopicConfig topic = new TopicConfig(name, 4, 4);
    topic.setAttributes(Map.of("+message.type", type));
    broker.getTopicConfigManager().updateTopicConfig(topic);
    List<String> answer = new ArrayList<>();
    for (int i = 0; i < ROUTE_TRIES; i++) {
      broker.registerBrokerAll(true, false, true);
      if (names.getRouteInfoManager().pickupTopicRouteData(name) != null) {
        return answer;
      }
      try {
        Thread.sleep(TRY_MILLIS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    answer.add("no route to " + name);
    return answer;
  }
}
