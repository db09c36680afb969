package io.tallystick.account.cluster;

import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;
import io.tallystick.account.AccountCommand;
import io.tallystick.base.Checks;
import io.tallystick.ledger.Id;
import java.util.Optional;

/**
 * Which shard an account is in. Every node must count the same number of them. Beside its accounts
 * each shard has a {@link ShardWitness}.
 */
final class AccountShards
    extends ShardingMessageExtractor<ShardingEnvelope<AccountCommand>, AccountCommand> {
  private static final String WITNESS = "witness-";

  private final int count;

  /**
   * @param count {@code akka.cluster.sharding.number-of-shards}
   */
  AccountShards(int count) {
    Checks.that(count > 0, "there are shards");
    this.count = count;
  }

  int count() {
    return count;
  }

  int of(Id account) {
    return Math.floorMod(entity(account).hashCode(), count);
  }

  /** The name of an account's actor. */
  static String entity(Id account) {
    return account.toHex();
  }

  /** The name of a shard's witness. */
  static String witness(int shard) {
    return WITNESS + shard;
  }

  /** The account that an actor is named for; empty for a witness. */
  static Optional<Id> account(String entity) {
    return entity.startsWith(WITNESS) ? Optional.empty() : Optional.of(id(entity));
  }

  /** The id of {@code 0x} and 32 hex digits. */
  private static Id id(String hex) {
    return new Id(Long.parseUnsignedLong(hex, 2, 18, 16), Long.parseUnsignedLong(hex, 18, 34, 16));
  }

  @Override
  public String entityId(ShardingEnvelope<AccountCommand> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entity) {
    return entity.startsWith(WITNESS)
        ? entity.substring(WITNESS.length())
        : Integer.toString(Math.floorMod(entity.hashCode(), count));
  }

  @Override
  public AccountCommand unwrapMessage(ShardingEnvelope<AccountCommand> envelope) {
    return envelope.message();
  }
}
