/**
 * The ordering log on disk: preallocated segment files, checksums, group commit, repair of a torn
 * end and refusal of anything else.
 */
package io.tallystick.ordering.log;
