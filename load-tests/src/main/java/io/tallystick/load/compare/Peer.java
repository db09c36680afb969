package io.tallystick.load.compare;

/** Who is compared. */
enum Peer {
  /** A node with its Cassandra journal, fsync and hashing on. */
  TALLYSTICK("Tallystick"),
  /** From Debian's packages, durable. */
  POSTGRESQL("PostgreSQL"),
  /** Joins where a program is named. */
  TIGERBEETLE("TigerBeetle");

  private final String title;

  Peer(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
