package io.tallystick.persistence.entity;

/** One event of an entity, as bytes. */
record EntityEvent(byte[] bytes) {}
