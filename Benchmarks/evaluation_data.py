"""The invented columns of the evaluation benchmark, bit by bit those of the Swift program.

The formula stands in Benchmarks/evaluation/Sources/EvaluationBenchmark/SyntheticSurvey.swift: SplitMix64 by counter, and
operations that IEEE 754 rounds in one way alone.
"""

import numpy as np


def uniform(rows, number, first=0):
    """Number `number` of each row, inside 0…1."""
    with np.errstate(over="ignore"):
        row = np.arange(first, first + rows, dtype=np.uint64) if np.isscalar(rows) else rows
        z = (np.uint64(8) * row + np.uint64(number + 1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return ((z >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def survey(rows, rounded=False):
    """Living standard, weight, benefit, stratum, primary unit."""
    u = uniform(rows, 0)
    root = np.sqrt(np.sqrt(u / (1 - u)))
    x = 442_413 * (root * np.sqrt(root))
    if rounded:
        x = np.rint(x)
    w = 100 * (uniform(rows, 1) + uniform(rows, 2) + uniform(rows, 3))
    ratio = x / 327_748
    received = uniform(rows, 4) < 1 / (1 + ratio * ratio)
    b = np.where(received, 100_000 * np.floor(12 * uniform(rows, 5) + 1), 0.0)
    st = (50 * uniform(rows, 6)).astype(np.int32)
    return x, w, b, st, st * np.int32(200) + (200 * uniform(rows, 7)).astype(np.int32)


def differences(count, scale=200):
    """Whole numbers that tie and are never 0."""
    total = np.zeros(count)
    row = np.arange(count, dtype=np.uint64)
    for number in range(12):
        total += uniform(np.uint64(2) * row + np.uint64(number // 8), number % 8)
    value = np.rint(scale * (total - 5.85))
    return np.where(value == 0, 1.0, value)


def checksum(columns):
    """The sum of all bit patterns, modulo 2⁶⁴."""
    total = 0
    for column in columns:
        patterns = column.view(np.uint64) if column.dtype == np.float64 else column.astype(np.uint64)
        total += int(patterns.sum(dtype=np.uint64))
    return str(total % 2**64)
