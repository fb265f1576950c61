/**
 * A backend on Apache Spark: jobs travel as data, extractions and trials are carried out by
 * executors, and only rows come back. Depends on {@code run}, {@code hadoop} and Spark.
 */
@NullMarked
package org.sonoprobe.spark;

import org.jspecify.annotations.NullMarked;
