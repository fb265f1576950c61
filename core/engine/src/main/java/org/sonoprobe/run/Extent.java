package org.sonoprobe.run;

/** The stage at which a session ends. */
enum Extent {
  EXTRACT,
  VECTORS,
  TRAIN,
  EVALUATE,
  ALL
}
