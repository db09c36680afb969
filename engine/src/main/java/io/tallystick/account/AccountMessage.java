package io.tallystick.account;

/** What travels between nodes about accounts. */
public interface AccountMessage {}
