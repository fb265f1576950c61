package org.sonoprobe.downstream;

/** The function that hidden layers apply to their sums. */
public enum Activation {
  /** {@code max(0, x)}. */
  RELU,
  /** {@code x} where positive, else {@code 0.01 x}. */
  LEAKY_RELU,
  /** {@code x} where positive, else {@code e^x - 1} (Clevert and others, 2016). */
  ELU,
  /** A scaled ELU that keeps mean and variance (Klambauer and others, 2017). */
  SELU,
  /** {@code x Φ(x)} in its form by tanh (Hendrycks and Gimpel, 2016). */
  GELU,
  /** {@code x / (1 + e^-x)} (Ramachandran and others, 2017), also called SiLU. */
  SWISH,
  /** {@code ln(1 + e^x)}. */
  SOFTPLUS,
  /** The hyperbolic tangent. */
  TANH,
  /** {@code 1 / (1 + e^-x)}. */
  SIGMOID,
  /** The sums as they are. */
  LINEAR;

  private static final double LEAK = 0.01;
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double GELU_ROOT = Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBE = 0.044715;

  double apply(double x) {
    return switch (this) {
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : LEAK * x;
      case ELU -> x > 0 ? x : Math.expm1(x);
      case SELU -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
      case GELU -> 0.5 * x * (1 + Math.tanh(GELU_ROOT * (x + GELU_CUBE * x * x * x)));
      case SWISH -> x / (1 + Math.exp(-x));
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case LINEAR -> x;
    };
  }

  /** The derivative at x. */
  double slope(double x) {
    return switch (this) {
      case RELU -> x > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : LEAK;
      case ELU -> x > 0 ? 1 : Math.exp(x);
      case SELU -> SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x));
      case GELU -> {
        double t = Math.tanh(GELU_ROOT * (x + GELU_CUBE * x * x * x));
        yield 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * GELU_ROOT * (1 + 3 * GELU_CUBE * x * x);
      }
      case SWISH -> {
        double s = 1 / (1 + Math.exp(-x));
        yield s + x * s * (1 - s);
      }
      case SOFTPLUS -> 1 / (1 + Math.exp(-x));
      case TANH -> {
        double t = Math.tanh(x);
        yield 1 - t * t;
      }
      case SIGMOID -> {
        double s = 1 / (1 + Math.exp(-x));
        yield s * (1 - s);
      }
      case LINEAR -> 1;
    };
  }
}
