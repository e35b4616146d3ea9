"""Logistic regression, small enough to be fitted in a blink whenever content is published."""

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

PULL_HOME = 1.0
"""Strength of the pull of every weight to zero, as much as one lesson's."""
ROUNDS = 30


def fitted(table: Doubles, right: NDArray[np.bool_], shares: Doubles) -> Doubles:
    """The weights of the columns of `table` that tell `right`, by Newton's method.

    `shares`: how much each row counts. Give a column of ones for a constant.
    """
    weights = np.zeros(table.shape[1])
    for _ in range(ROUNDS):
        sure = probability(table @ weights)
        slope = table.T @ (shares * (right - sure)) - PULL_HOME * weights
        bend = (table.T * (shares * sure * (1 - sure))) @ table
        step = np.linalg.solve(bend + PULL_HOME * np.eye(len(weights)), slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def probability(odds: Doubles) -> Doubles:
    """From the logarithm of the odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))
