package dev.manna.bench;

import java.util.List;

/** Measurements that belong together and share a process. */
public interface Group {
  String name();

  /** The most heap that the process of this group takes, as {@code -Xmx} is told. */
  String heap();

  /** Measures, verifies, and only then says what came out. */
  List<Row> measure(Bench bench) throws Exception;
}
