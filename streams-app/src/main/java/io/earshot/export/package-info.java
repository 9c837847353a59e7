/** Events as files for other programs: tables (CSV, Parquet), JSON lines, label tracks. */
package io.earshot.export;
