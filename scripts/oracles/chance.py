"""src/engine/random.ts and src/engine/data/batches.ts, written a second time from their description."""

import math

import numpy as np

INIT, SHUFFLE, EPSILON, CORRUPTION, DIRECTION = 1, 2, 3, 7, 8
MASK = 0xFFFFFFFF


def pcg(value):
    """PCG-RXS-M-XS-32 (O'Neill 2014)."""
    state = (value * 747796405 + 2891336453) & MASK
    word = (((state >> ((state >> 28) + 4)) ^ state) * 277803737) & MASK
    return (word >> 22) ^ word


def key(*parts):
    mixed = 0x9E3779B9
    for part in parts:
        mixed = pcg(mixed ^ part)
    return mixed


def bits(stream, counter):
    return pcg((stream + counter) & MASK)


def uniform(stream, counter):
    return (bits(stream, counter) + 0.5) / 2**32


def normals(stream, count):
    """Box & Muller (1958): a cosine, then a sine."""
    out = []
    for i in range(0, count, 2):
        radius = math.sqrt(-2 * math.log(uniform(stream, i)))
        angle = 2 * math.pi * uniform(stream, i + 1)
        out += [radius * math.cos(angle), radius * math.sin(angle)]
    return np.array(out[:count], np.float32)


def hits(stream, count, probability):
    """Which of `count` pixels or units are hit: the first 24 bits of a draw decide."""
    drawn = np.array([(bits(stream, i) >> 8) / 2**24 for i in range(count)], np.float32)
    return drawn < np.float32(probability)


def coins(stream, count):
    """The last bit of each draw."""
    return np.array([bits(stream, i) & 1 for i in range(count)], np.float32)


def permutation(stream, count):
    """Fisher & Yates (1938), from the end."""
    order = list(range(count))
    for i in range(count - 1, 0, -1):
        j = math.floor(uniform(stream, i) * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


def batch(step, count, size, seed):
    """Which images a step sees, counted from 1."""
    epoch, place = divmod(step - 1, count // size)
    order = permutation(key(seed, SHUFFLE, epoch), count)
    return order[place * size : (place + 1) * size]
