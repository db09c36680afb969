/** The journal of policies and workflows: small events of many entities. Bytes only. */
package io.tallystick.persistence.entity;
