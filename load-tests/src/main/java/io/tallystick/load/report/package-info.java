/** Reports with charts for people: HTML of one file, SVG inside, nothing loaded from elsewhere. */
package io.tallystick.load.report;
