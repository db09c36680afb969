/**
 * The fault campaign: a group of real nodes under load while processes die and freeze, links break,
 * disks fill up and files change; and the checks of what is left.
 */
package io.tallystick.load.group;
