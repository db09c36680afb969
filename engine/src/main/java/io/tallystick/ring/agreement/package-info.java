/**
 * Whether replicas that applied the same order came to the same batches. Headers are linked by
 * hashes, so two replicas whose hashes are equal at one height are equal at every height below.
 *
 * <p>{@link io.tallystick.ring.agreement.AgreementBook} decides, {@link
 * io.tallystick.ring.agreement.Agreement} carries what replicas know to each other.
 */
package io.tallystick.ring.agreement;
