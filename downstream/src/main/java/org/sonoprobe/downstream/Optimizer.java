package org.sonoprobe.downstream;

/** How parameters are changed along their gradients. */
public enum Optimizer {
  /** D. Kingma, J. Ba, ICLR 2015; beta 0.9 and 0.999, epsilon 1e-7 as in Keras. */
  ADAM,
  /** Adam with decoupled weight decay (I. Loshchilov, F. Hutter, ICLR 2019). */
  ADAMW,
  /** Plain gradient descent. */
  SGD
}
