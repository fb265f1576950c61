/** An experiment on Apache Spark, from Java. */
@NullMarked
package org.sonoprobe.examples.spark;

import org.jspecify.annotations.NullMarked;
