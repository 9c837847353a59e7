package io.earshot.calibration;

/**
 * A threshold and how often it is to be expected to alarm.
 *
 * @param score the threshold, before calibration
 * @param perDay alarms a day that it was chosen for
 * @param lowPerDay lower end of the 95 % interval of the alarms a day really to be expected
 * @param highPerDay its upper end
 */
record ExpectedAlarms(double score, double perDay, double lowPerDay, double highPerDay) {}
