package io.tallystick.ordering.log;

import java.util.Optional;

/**
 * What is known of the entries up to where a damaged log is whole again, or up to its end if it is
 * damaged there.
 *
 * @param lastIndex index of the last of them, whole or not; {@link DamagedSpot#UNKNOWN} if it
 *     cannot be told
 * @param lastTerm its term, as it stands
 * @param newestPayload the last of them that carries a payload; it may be damaged
 * @param complete whether every entry since then (since the log's first, if {@code newestPayload}
 *     is empty) is known to carry none
 */
public record EndOfDamage(
    long lastIndex, long lastTerm, Optional<EntryAsFound> newestPayload, boolean complete) {}
