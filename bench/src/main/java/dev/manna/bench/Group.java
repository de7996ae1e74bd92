package dev.manna.bench;

import java.util.List;

/** Measurements that belong together and share a process. */
public interface Group {
  String name();

  /** The most heap that the process of this group takes, as {@code -Xmx} is told. */
  String heap();

  /**
   * Whether the heap is there before anything is measured, in pages of 2 MiB: a virtual machine may
   * take long for each page that it has not used yet, and whoever runs a server takes care of that.
   */
  default boolean heapTouched() {
    return false;
  }

  /** Measures, verifies, and only then says what came out. */
  List<Row> measure(Bench bench) throws Exception;
}
