package io.tallystick.persistence.entity;

import akka.serialization.SerializerWithStringManifest;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/**
 * Events and snapshots as they are; identifier and manifest are stored with each and never change.
 */
public final class EntityEventSerializer extends SerializerWithStringManifest {
  /** Entered in the kryo package's table of all identifiers. */
  public static final int IDENTIFIER = 1_861_004;

  /** Stored as the event's serializer manifest. */
  public static final String MANIFEST = "event-1";

  /** Stored as the snapshot's serializer manifest. */
  public static final String SNAPSHOT_MANIFEST = "snapshot-1";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object object) {
    return object instanceof EntityState ? SNAPSHOT_MANIFEST : MANIFEST;
  }

  @Override
  public byte[] toBinary(Object object) {
    return object instanceof EntityState state
        ? state.snapshot().orElseThrow()
        : ((EntityEvent) object).bytes();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return switch (manifest) {
      case MANIFEST -> new EntityEvent(bytes);
      case SNAPSHOT_MANIFEST -> new EntityState(bytes);
      default ->
          throw TallystickException.of(
              ErrorKind.DAMAGED, "journal_foreign_event", "Unknown manifest " + manifest);
    };
  }
}
