package dev.manna.log.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Connections to the server that holds a log. Whoever asks has one for himself as long as he asks:
 * his own thread writes to the socket and reads from it, so that no answer waits for another
 * thread, nor behind a large one.
 */
final class Link implements AutoCloseable {
  private final Master master;
  private final Deque<Jedis> idle = new ConcurrentLinkedDeque<>();
  private final Set<Jedis> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Link(Master master) {
    this.master = master;
  }

  /**
   * Connects.
   *
   * @param key one of the log's
   * @param timeout so long a connection is waited for, and an answer
   */
  static Link to(RedisLogOptions options, String key, Duration timeout) {
    Link link = new Link(Master.of(options, key, Math.toIntExact(timeout.toMillis())));
    try {
      link.connectFirst();
      return link;
    } catch (Trouble e) {
      link.close();
      throw e;
    }
  }

  /** The first connection of a process loads the client's classes; the second does not. */
  private void connectFirst() {
    Jedis made;
    try {
      made = connect();
    } catch (Trouble e) {
      if (!e.passes()) {
        throw e;
      }
      made = connect();
    }
    idle.add(made);
  }

  private Jedis connect() {
    Jedis made = master.connect();
    open.add(made);
    if (closed) {
      drop(made);
      throw new Trouble(Trouble.Kind.AWAY, "this side is closed", null);
    }
    return made;
  }

  /** Runs a script on the log's keys. */
  List<?> run(Script script, String[] keys, byte[]... arguments) {
    byte[][] all = all(keys, arguments);
    return ask(redis -> run(redis, script, keys.length, all));
  }

  /**
   * Runs a script, and returns when replicas have what it did or found. Nobody else is asked where
   * the connection ends: whether the script has done it is in doubt, and whoever asks must know.
   */
  List<?> runOnce(Replicas replicas, Script script, String[] keys, byte[]... arguments) {
    byte[][] all = all(keys, arguments);
    return askOnce(
        redis -> {
          List<?> reply = run(redis, script, keys.length, all);
          replicas.await(redis, reply);
          return reply;
        });
  }

  private static byte[][] all(String[] keys, byte[][] arguments) {
    byte[][] all = new byte[keys.length + arguments.length][];
    for (int i = 0; i < keys.length; i++) {
      all[i] = bytes(keys[i]);
    }
    System.arraycopy(arguments, 0, all, keys.length, arguments.length);
    return all;
  }

  private static List<?> run(Jedis redis, Script script, int keys, byte[][] all) {
    try {
      return (List<?>) redis.evalsha(bytes(script.digest()), keys, all);
    } catch (JedisNoScriptException e) {
      // A server that was restarted or flushed has forgotten it; this teaches it again.
      return (List<?>) redis.eval(bytes(script.text()), keys, all);
    }
  }

  /** A hash; empty where there is none. */
  Map<String, byte[]> hash(String key) {
    Map<String, byte[]> fields = new HashMap<>();
    ask(redis -> redis.hgetAll(bytes(key)))
        .forEach((name, value) -> fields.put(Script.text(name), value));
    return fields;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Asks the server; whatever goes wrong is a {@link Trouble}. A connection may have ended long ago
   * where nobody has looked since: then the question is put again, which each but an append bears.
   */
  <T> T ask(Function<Jedis, T> question) {
    boolean made = idle.isEmpty();
    try {
      return askOnce(question);
    } catch (Trouble e) {
      if (made || closed || !e.isOfTheConnection() || e.timedOut()) {
        throw e;
      }
      return askOnce(question);
    }
  }

  private <T> T askOnce(Function<Jedis, T> question) {
    Jedis used = idle.pollFirst();
    return ask(used == null ? connect() : used, question);
  }

  private <T> T ask(Jedis used, Function<Jedis, T> question) {
    boolean usable = false;
    try {
      T answer = question.apply(used);
      usable = true;
      return answer;
    } catch (JedisException e) {
      Trouble trouble =
          closed ? new Trouble(Trouble.Kind.AWAY, "this side is closed", e) : Trouble.of(e);
      usable = !trouble.isOfTheConnection();
      throw trouble;
    } catch (Trouble e) {
      usable = true;
      throw e;
    } finally {
      if (usable && !closed) {
        idle.addFirst(used);
      } else {
        drop(used);
        leaveIdle();
      }
    }
  }

  /** The server of the others is not there any more either, or not the one to ask. */
  private void leaveIdle() {
    Jedis left = idle.pollFirst();
    while (left != null) {
      drop(left);
      left = idle.pollFirst();
    }
  }

  /** Also ends the wait of whoever waits for an answer there. */
  private void drop(Jedis left) {
    open.remove(left);
    try {
      left.getConnection().forceDisconnect();
    } catch (IOException | JedisException e) {
      // It is gone, as it should be.
    }
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(this::drop);
  }
}
