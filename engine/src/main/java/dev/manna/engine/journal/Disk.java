package dev.manna.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One directory of files on a disk, as much of it as a journal needs. A file is written by whoever
 * created it and only read afterwards. What a file holds is durable after {@link File#force}; that
 * it exists, and under which name, after {@link #sync}. Different files may be used by different
 * threads; one file is used by one thread at a time.
 */
public interface Disk {
  /** What operators call this directory; stands in messages. */
  String where();

  /** The names of all files, sorted. */
  List<String> list() throws IOException;

  /** Creates an empty file, to write and to read. Fails where the name is taken. */
  File create(String name) throws IOException;

  /** Opens a file that exists, to read only. */
  File open(String name) throws IOException;

  /** Gives a file another name, atomically; a file that has this name already is replaced. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** Makes what was created, renamed and deleted so far durable. */
  void sync() throws IOException;

  /** How many bytes there is room for. */
  long free() throws IOException;

  /**
   * Locks the directory by a file of the given name until the lock is closed or the process ends.
   * Many processes may share a lock, one may own it. Only an owner creates the file; sharing the
   * lock of a file that does not exist succeeds.
   *
   * @return null where somebody else, in this process or in another, stands in the way
   */
  @Nullable Closeable lock(String name, boolean shared) throws IOException;

  /** An open file. */
  interface File extends Closeable {
    /**
     * Writes all remaining bytes at an offset. After a failure any part of them may stand there; a
     * short write is a failure.
     *
     * @throws NoSpace where there is no room for them
     */
    void write(long offset, ByteBuffer bytes) throws IOException;

    /**
     * Reads from an offset, as much as the buffer has room for unless the file ends before.
     *
     * @return how many bytes were read, 0 at the end of the file and beyond
     */
    int read(long offset, ByteBuffer bytes) throws IOException;

    /**
     * Makes all that was written durable, and the size with it. When this has failed, nothing is
     * known about what was written since it last succeeded, and calling it again tells nothing.
     */
    void force() throws IOException;

    long size() throws IOException;
  }

  /** There is no room on the disk. */
  final class NoSpace extends IOException {
    private static final long serialVersionUID = 1L;

    public NoSpace(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
