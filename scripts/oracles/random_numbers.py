"""A few values of every function in src/engine/random.ts."""

import chance
import fixtures

STREAM = chance.key(7, chance.EPSILON, 42)

fixtures.write(
    "random",
    {
        "key": STREAM,
        "keyOfLargeSeed": chance.key(4294967295, chance.INIT, 0),
        "uniform": [chance.uniform(STREAM, i) for i in range(4)],
        "uniformPastTheEnd": chance.uniform(4294967295, 5),
        "normals": [float(value) for value in chance.normals(STREAM, 5)],
        "permutation": chance.permutation(STREAM, 12),
        "batch": chance.batch(step=38, count=280, size=8, seed=7),
    },
)
