package dev.manna.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What stands in a journal's directory; looking changes nothing. */
record Inspection(Disk disk, Snapshots.Found snapshots, Catalog catalog) {
  static Inspection of(Disk disk) throws IOException {
    return new Inspection(disk, Snapshots.find(disk), Catalog.read(disk));
  }

  /** Scans what a start has to read: from the newest good snapshot on. */
  Scan.End scanFromSnapshot(long provenPosition) throws IOException {
    SnapshotHeader snapshot = snapshots.newest();
    return scan(snapshot == null ? 0 : catalog.holding(snapshot.position()), provenPosition);
  }

  /** Scans all. */
  Scan.End scanAll() throws IOException {
    return scan(0, 0);
  }

  private Scan.End scan(int from, long provenPosition) throws IOException {
    SnapshotHeader snapshot = snapshots.newest();
    List<Scan.Witness> witnesses = new ArrayList<>(snapshots.witnesses());
    if (provenPosition > 0) {
      witnesses.add(new Scan.Witness("somebody who has seen it", provenPosition));
    }
    if (catalog.isEmpty()) {
      for (Scan.Witness witness : witnesses) {
        String what = "it is missing, although " + witness.what() + " proves that there is a log";
        throw new Damaged(disk.where() + "/" + Layout.segmentName(1), 0, what);
      }
      return Scan.End.OF_NOTHING;
    }
    Catalog.Entry oldest = catalog.entries().get(0);
    String where = disk.where() + "/" + oldest.header().name();
    if (from < 0 || (snapshot == null && oldest.number() > 1)) {
      String what = "the log begins there, and no good snapshot reaches up to it";
      throw new Damaged(where, Layout.FIRST_FRAME, what);
    }
    if (snapshot != null && snapshot.logId() != oldest.header().logId()) {
      throw new Damaged(where, 16, snapshot.name() + " was made of another log");
    }
    return Scan.run(disk, catalog, from, snapshot, witnesses);
  }
}
