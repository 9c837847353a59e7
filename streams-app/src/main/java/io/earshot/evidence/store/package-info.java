/**
 * Where evidence is kept: a folder, or a bucket of a store that speaks S3. An event's files are a set; sets are named by ids alone
 * and lie below their query: {@code QUERY/EVENT/audio.flac}.
 */
package io.earshot.evidence.store;
