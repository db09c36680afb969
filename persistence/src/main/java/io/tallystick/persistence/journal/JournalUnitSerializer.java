package io.tallystick.persistence.journal;

import akka.serialization.SerializerWithStringManifest;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/**
 * The plain serializer of {@link JournalUnit} for Akka: identifier {@link #IDENTIFIER}, manifest
 * {@link #MANIFEST}, bytes by {@link JournalUnitCodec}. All three are stored with every event and
 * never change.
 */
public final class JournalUnitSerializer extends SerializerWithStringManifest {
  /** Stored with every event; entered in the kryo package's table of all identifiers. */
  public static final int IDENTIFIER = 1_861_001;

  /** Stored as the event's serializer manifest. */
  public static final String MANIFEST = "unit-1";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object object) {
    return MANIFEST;
  }

  @Override
  public byte[] toBinary(Object object) {
    return JournalUnitCodec.encode((JournalUnit) object);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    if (!manifest.equals(MANIFEST)) {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "journal_foreign_event", "Unknown manifest " + manifest);
    }
    return JournalUnitCodec.decode(bytes);
  }
}
