"""log p(x|z) of a few images under each decoder, in double precision: the Bernoulli and the Gaussian by torch.distributions."""

import math

import numpy as np
import torch
from torch.distributions import Bernoulli, Normal

import chance
import fixtures

ROWS, PIXELS = 4, 784
SIGMA, LOG_SCALE = 0.2, -2.5
HALF = 0.5 / 255


def logistic_levels(x, location, scale):
    """log of the mass that a logistic has between the half levels around x; the first and the last level have all beyond, too.

    The difference of two sigmoids in double precision, taken on the side where both are small."""
    x, location, scale = x.double(), location.double(), scale.double()
    high = torch.where(x > 1 - HALF, math.inf, (x + HALF - location) / scale)
    low = torch.where(x < HALF, -math.inf, (x - HALF - location) / scale)
    flipped = x > location
    a, b = torch.where(flipped, -low, high), torch.where(flipped, -high, low)
    return torch.log(torch.sigmoid(a) - torch.sigmoid(b))


def images():
    """[ROWS, PIXELS] levels k/255: a third of them paper, a third of them ink."""
    stream = chance.key(31)
    draws = np.array([chance.uniform(stream, i) for i in range(ROWS * PIXELS)])
    levels = np.clip(np.floor(768 * draws) - 256, 0, 255)
    return torch.tensor((levels / 255).astype(np.float32).reshape(ROWS, PIXELS)).double()


if __name__ == "__main__":
    x = images()
    output = torch.tensor(chance.normals(chance.key(32), ROWS * PIXELS).reshape(ROWS, PIXELS)).double()
    mean = torch.sigmoid(output)
    rows = {
        "bernoulli": Bernoulli(logits=output, validate_args=False).log_prob(x),
        "gaussian": Normal(mean, SIGMA).log_prob(x),
        "logistic": logistic_levels(x, output, torch.exp(torch.tensor(LOG_SCALE).double())),
    }
    sums = {name: row.sum(1).tolist() for name, row in rows.items()}
    fixtures.write("decoders", {"rows": ROWS, "pixels": PIXELS, "sigma": SIGMA, "logScale": LOG_SCALE} | sums)
