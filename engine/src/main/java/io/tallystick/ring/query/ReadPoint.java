package io.tallystick.ring.query;

/**
 * Where in the order a read stands.
 *
 * @param height everything up to this batch is in what {@code queries} answer; maybe more
 * @param sealedHeight the newest batch that {@code batches} and its like know; at most {@code
 *     height}
 * @param queries answers without another barrier
 */
public record ReadPoint(long height, long sealedHeight, Queries queries) {}
