package dev.manna.simulation;

import dev.manna.core.Log;
import dev.manna.core.SnapshotStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Snapshots in memory, where nodes sometimes cannot leave any. */
public final class SimSnapshots implements SnapshotStore {
  private static final int KEPT = 2;

  private final @Nullable Chance chance;
  private final Consumer<NodeFault> faults;
  private final List<Kept> kept = new ArrayList<>();

  private record Kept(long position, ByteBuffer bytes) {}

  /** Snapshots that can always be left. */
  public static SimSnapshots calm() {
    return new SimSnapshots(null, fault -> {});
  }

  SimSnapshots(@Nullable Chance chance, Consumer<NodeFault> faults) {
    this.chance = chance;
    this.faults = faults;
  }

  @Override
  public boolean write(long position, Body body) {
    if (chance != null && chance.oneIn(6)) {
      faults.accept(NodeFault.SNAPSHOTS_AWAY);
      throw new Log.Away("the network is gone", new IllegalStateException("as chance has it"));
    }
    if (!kept.isEmpty() && kept.getLast().position() >= position) {
      return false;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.writeTo(
        part -> {
          byte[] copy = new byte[part.remaining()];
          part.get(copy);
          bytes.writeBytes(copy);
        });
    kept.add(new Kept(position, ByteBuffer.wrap(bytes.toByteArray())));
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    return true;
  }

  @Override
  public <T> @Nullable Found<T> newest(Reader<T> reader) {
    if (kept.isEmpty()) {
      return null;
    }
    Kept last = kept.getLast();
    ByteBuffer saved = last.bytes().duplicate();
    T state =
        reader.readFrom(
            into -> {
              ByteBuffer part = saved.slice(saved.position(), into.remaining());
              saved.position(saved.position() + into.remaining());
              into.put(part);
            });
    return new Found<>(last.position(), state);
  }

  @Override
  public long newestPosition() {
    return kept.isEmpty() ? 0 : kept.getLast().position();
  }

  @Override
  public long older() {
    return kept.size() < KEPT ? 0 : kept.getFirst().position();
  }

  @Override
  public void close() {}
}
