/**
 * From tracks to stored embeddings, and from there to the vectors of tracks. Depends on {@code
 * api}, {@code assets}, {@code audio}, {@code component}, {@code config}, {@code experiment},
 * {@code files}, {@code plan}, {@code results}, {@code store} and {@code work}.
 */
@NullMarked
package org.sonoprobe.run.extract;

import org.jspecify.annotations.NullMarked;
