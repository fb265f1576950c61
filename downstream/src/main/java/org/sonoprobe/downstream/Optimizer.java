package org.sonoprobe.downstream;

/** The rule by which parameters are changed along their gradients. */
public enum Optimizer {
  /** D. Kingma, J. Ba, ICLR 2015; beta 0.9 and 0.999, epsilon 1e-7 as in Keras. */
  ADAM,
  /** Adam with decoupled weight decay (I. Loshchilov, F. Hutter, ICLR 2019). */
  ADAMW,
  /** Adam by the largest gradient so far (the same paper as Adam). */
  ADAMAX,
  /** Adam with Nesterov's momentum (T. Dozat, 2016), its schedule left out. */
  NADAM,
  /** By the root of the mean of squared gradients (T. Tieleman, G. Hinton, 2012); rho 0.9. */
  RMSPROP,
  /** By the root of the sum of squared gradients (J. Duchi and others, JMLR 2011). */
  ADAGRAD,
  /** Gradient descent with momentum 0.9 (B. Polyak, 1964). */
  MOMENTUM,
  /** Plain gradient descent. */
  SGD
}
