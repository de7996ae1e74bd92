package dev.manna.simulation.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.engine.journal.Disk;
import dev.manna.simulation.Chance;
import dev.manna.simulation.Faults;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The simulated disk keeps what it must keep, and no more. */
class SimDiskTest {
  private final SimDisk disk = new SimDisk(new Chance(1), new Faults());

  private static ByteBuffer bytes(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return ByteBuffer.wrap(bytes);
  }

  private static byte[] contents(Disk disk, String name) throws IOException {
    try (Disk.File file = disk.open(name)) {
      ByteBuffer into = ByteBuffer.allocate((int) file.size());
      file.read(0, into);
      return into.array();
    }
  }

  private Disk.File synced(String name, int value, int length) throws IOException {
    Disk.File file = disk.create(name);
    file.write(0, bytes(value, length));
    file.force();
    disk.sync();
    return file;
  }

  @Test
  void shouldKeepWhatWasWrittenWhenOnlyTheProcessEnds() throws IOException {
    disk.create("a").write(0, bytes(7, 1_000));
    disk.crash(Crash.Kind.PROCESS_KILLED);
    assertThat(contents(disk, "a")).hasSize(1_000).containsOnly(7);
  }

  @Test
  void shouldKeepWhatWasSyncedWhenThePowerGoes() throws IOException {
    synced("a", 7, 1_000);
    disk.crash(Crash.Kind.POWER_LOST);
    assertThat(contents(disk, "a")).hasSize(1_000).containsOnly(7);
  }

  @Test
  void shouldTearWhatWasNotSyncedAtSectors() throws IOException {
    Set<Integer> sectorsKept = new HashSet<>();
    for (int round = 0; round < 100; round++) {
      synced("a" + round, 1, 2_048).write(0, bytes(2, 2_048));
      disk.crash(Crash.Kind.POWER_LOST);
      byte[] left = contents(disk, "a" + round);
      int kept = 0;
      for (int at = 0; at < 2_048; at += 512) {
        assertThat(Arrays.copyOfRange(left, at, at + 512)).containsOnly(left[at]);
        kept = kept * 2 + (left[at] == 2 ? 1 : 0);
      }
      sectorsKept.add(kept);
    }
    assertThat(sectorsKept).hasSizeGreaterThan(12).contains(0, 15);
  }

  @Test
  void shouldForgetNamesThatWereNotSynced() throws IOException {
    int kept = 0;
    for (int round = 0; round < 100; round++) {
      Disk.File file = disk.create("a" + round);
      file.write(0, bytes(1, 512));
      file.force();
      disk.crash(Crash.Kind.POWER_LOST);
      kept += disk.list().contains("a" + round) ? 1 : 0;
    }
    assertThat(kept).isBetween(20, 80);
  }

  @Test
  void shouldRenameAtOnceOrNotAtAll() throws IOException {
    for (int round = 0; round < 100; round++) {
      synced("new", 2, 512).close();
      if (round == 0) {
        synced("old", 1, 512).close();
      }
      disk.rename("new", "old");
      disk.crash(Crash.Kind.POWER_LOST);
      assertThat(disk.list()).contains("old");
      assertThat(contents(disk, "old")).hasSize(512);
      if (disk.list().contains("new")) {
        disk.delete("new");
        disk.sync();
      }
    }
  }

  @Test
  void shouldNeverWriteWhatAFailedForceHasDropped() throws IOException {
    int lost = 0;
    for (int round = 0; round < 50; round++) {
      Disk.File file = synced("a" + round, 1, 512);
      file.write(0, bytes(2, 512));
      disk.weather().forceFails = 1_000_000;
      assertThatThrownBy(file::force).isInstanceOf(IOException.class);
      disk.weather().clear();
      file.force();
      assertThat(contents(disk, "a" + round)).containsOnly(2);
      disk.crash(Crash.Kind.POWER_LOST);
      lost += contents(disk, "a" + round)[0] == 1 ? 1 : 0;
    }
    assertThat(lost).isBetween(10, 40);
  }

  @Test
  void shouldRunOutOfSpace() throws IOException {
    disk.weather().capacity = 1_024;
    Disk.File file = disk.create("a");
    file.write(0, bytes(1, 1_000));
    assertThat(disk.free()).isEqualTo(24);
    assertThatThrownBy(() -> file.write(1_000, bytes(1, 25))).isInstanceOf(Disk.NoSpace.class);
    file.write(0, bytes(2, 1_000));
  }

  @Test
  void shouldEndTheProcessAtTheGivenChange() throws IOException {
    disk.crashAfter(2);
    Disk.File file = disk.create("a");
    assertThatThrownBy(() -> file.write(0, bytes(1, 9))).isInstanceOf(Crash.class);
    assertThatThrownBy(disk::list).isInstanceOf(Crash.class);
    disk.crash(Crash.Kind.PROCESS_KILLED);
    assertThat(disk.list()).containsExactly("a");
    assertThatThrownBy(file::force).isInstanceOf(Crash.class);
  }

  @Test
  void shouldLockUntilTheProcessEnds() throws IOException {
    Closeable lock = disk.lock("lock", false);
    assertThat(lock).isNotNull();
    assertThat(disk.lock("lock", false)).isNull();
    disk.crash(Crash.Kind.PROCESS_KILLED);
    assertThat(disk.lock("lock", false)).isNotNull();
  }

  @Test
  void shouldUndoWhatItSpoiled() throws IOException {
    synced("a", 1, 9_000);
    Spoiler spoiler = disk.spoiler("a");
    spoiler.flip(5, 3);
    spoiler.forget(1);
    assertThat(spoiler.spoiled()).isTrue();
    assertThat(contents(disk, "a")[5]).isEqualTo((byte) 9);
    assertThat(contents(disk, "a")[4_096]).isZero();
    spoiler.restore();
    assertThat(contents(disk, "a")).containsOnly(1);
  }
}
