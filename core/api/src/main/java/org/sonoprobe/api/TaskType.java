package org.sonoprobe.api;

/** What kind of answer a task asks for. */
public enum TaskType {
  /** One class of several; targets are {@link Target.Label}s. */
  MULTICLASS_CLASSIFICATION,
  /** Any subset of the classes; targets are {@link Target.Tags}. */
  MULTILABEL_CLASSIFICATION,
  /** One or more numbers; targets are {@link Target.Values}. */
  REGRESSION
}
