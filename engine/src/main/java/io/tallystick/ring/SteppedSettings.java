package io.tallystick.ring;

/**
 * Bounds of {@link SteppedPipelines}; a node's are in its settings.
 *
 * @param bodiesWaitingMax bodies that wait to be batched; past it {@code queue_full}
 * @param bodiesPerBatchMax bodies that one step of the batcher takes
 * @param proposalsInFlightMax proposals on their way
 * @param unitBytes entry bytes that close a journal unit
 * @param unitAgeMaxMs age of its first batch that closes a journal unit
 * @param checkpointLogBytes bytes of log between two checkpoints
 * @param checkpointPagesPerSlice pages copied in one step of the apply stage
 * @param clockJumpMaxMs forward jump of the wall clock past which stamping stops
 */
public record SteppedSettings(
    int bodiesWaitingMax,
    int bodiesPerBatchMax,
    int proposalsInFlightMax,
    long unitBytes,
    long unitAgeMaxMs,
    long checkpointLogBytes,
    int checkpointPagesPerSlice,
    long clockJumpMaxMs) {}
