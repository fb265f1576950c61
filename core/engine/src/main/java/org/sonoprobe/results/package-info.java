/**
 * What came out of a run: rows with their places, the files of a run, and what follows from scores.
 * Readable without the engine. Depends on {@code api}, {@code component}, {@code files}, {@code
 * json} and {@code statistics}.
 */
@NullMarked
package org.sonoprobe.results;

import org.jspecify.annotations.NullMarked;
