package io.tallystick.persistence.kryo;

import io.tallystick.persistence.entity.EntityEventSerializer;
import io.tallystick.persistence.journal.JournalUnitSerializer;

/**
 * Identifiers of our Akka serializers. They are stored with every event and snapshot and travel
 * with every message: an assigned one is never changed nor used again. Akka keeps 0 … 40.
 */
public final class SerializerIdentifiers {
  /** {@link JournalUnitSerializer}. */
  public static final int JOURNAL_UNIT = JournalUnitSerializer.IDENTIFIER;

  /** {@link KryoSerializer}. */
  public static final int KRYO = 1_861_002;

  /** Messages between replicas; the class is the engine's {@code RaftMessageSerializer}. */
  public static final int RAFT_MESSAGE = 1_861_003;

  /** {@link EntityEventSerializer}. */
  public static final int ENTITY_EVENT = EntityEventSerializer.IDENTIFIER;

  /** Forwarded bodies and their answers; the class is the engine's {@code ForwardSerializer}. */
  public static final int FORWARD = 1_861_010;

  /** Tables of hashes between replicas; the class is the engine's {@code TableSerializer}. */
  public static final int AGREEMENT_TABLE = 1_861_011;

  /** Questions of nodes without a replica; the class is the engine's {@code LookupSerializer}. */
  public static final int LOOKUP = 1_861_012;

  /** What nodes say of themselves; the class is the engine's {@code NodeCardSerializer}. */
  public static final int NODE_CARD = 1_861_013;

  /** Commands to account actors; the class is the engine's {@code AccountSerializer}. */
  public static final int ACCOUNT = 1_861_014;

  /** Messages between nodes; the class is the engine's {@code MemberMessageSerializer}. */
  public static final int MEMBER_MESSAGE = 1_861_005;

  private SerializerIdentifiers() {}
}
