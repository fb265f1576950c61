/**
 * Networks as embedding models: what they hear, how that is cut, what is read from them, and the
 * well-known ones by name. Run by whichever engine of DJL is on the class path for the kind of
 * file.
 */
@NullMarked
package org.sonoprobe.embeddings.networks;

import org.jspecify.annotations.NullMarked;
