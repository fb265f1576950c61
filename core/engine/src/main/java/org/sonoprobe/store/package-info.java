/**
 * What a run keeps on disk: embeddings by content, and the files of a run. Every file appears whole
 * or not at all. Depends on {@code api}, {@code component}, {@code files} and Jackson.
 */
@NullMarked
package org.sonoprobe.store;

import org.jspecify.annotations.NullMarked;
