package org.sonoprobe.run;

/**
 * What a score would be for draws of its test tracks.
 *
 * @param values one per draw; NaN where undefined
 * @param tracks what was drawn: equal for equal tracks in equal units alone
 */
record Draws(float[] values, String tracks) {}
