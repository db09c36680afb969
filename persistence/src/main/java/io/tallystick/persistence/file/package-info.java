/** Shared helpers for local durable files: locks, small files, folders, failures, channels. */
package io.tallystick.persistence.file;
