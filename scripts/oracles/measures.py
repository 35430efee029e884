"""SciPy's and scikit-learn's figures for latents whose factors are known, for feature sets, and for log p(x)."""

import numpy as np
from scipy import linalg, special, stats
from sklearn import linear_model, metrics

import chance
import fixtures

rng = np.random.RandomState(9)

# Two factors of 3 and 4 values; a dimension that knows the first, two that share the second, noise, and a constant.
COUNT, BINS = 200, 20
ANALYSIS = 6  # Stream.analysis
factors = np.stack([rng.randint(3, size=COUNT), rng.randint(4, size=COUNT)], 1)
noise = rng.randn(COUNT, 4)
mu = np.stack(
    [
        factors[:, 0] + 0.1 * noise[:, 0],
        factors[:, 1] + 0.3 * noise[:, 1],
        -factors[:, 1] + 1.2 * noise[:, 2],
        0.08 * noise[:, 3],
        np.full(COUNT, 0.5),
    ],
    1,
).astype("<f4")
log_var = (rng.randn(COUNT, 5) - 1).astype("<f4")


def binned(z):
    low, high = z.min(), z.max()
    if low == high:
        return np.zeros(len(z), int)
    return np.minimum(np.floor((z - low) / (high - low) * BINS), BINS - 1).astype(int)


def mutual_information_gap(information):
    top = -np.sort(-information, 1)
    entropies = [stats.entropy(np.bincount(factors[:, f])) for f in range(2)]
    return float(np.mean((top[:, 0] - top[:, 1]) / entropies))


codes, variances = mu.astype(np.float64), np.exp(log_var.astype(np.float64))
information = np.array(
    [[metrics.mutual_info_score(factors[:, f], binned(codes[:, d])) for d in range(5)] for f in range(2)]
)


def beta_vae_examples(count, pairs, stream):
    """Examples of Higgins et al. (2017), § 3, drawn as the engine draws them."""
    drawn = 0

    def pick(most):
        nonlocal drawn
        drawn += 1
        return chance.bits(stream, drawn - 1) % most

    x, y = np.zeros((count, codes.shape[1])), []
    for i in range(count):
        y.append(pick(2))
        for _ in range(pairs):
            first = pick(COUNT)
            alike = np.flatnonzero(factors[:, y[i]] == factors[first, y[i]])
            x[i] += np.abs(codes[first] - codes[alike[pick(len(alike))]]) / pairs
    return x, y


def beta_vae_score(pairs, examples):
    x, y = beta_vae_examples(examples, pairs, chance.key(1, ANALYSIS, 0))
    x_test, y_test = beta_vae_examples(examples, pairs, chance.key(1, ANALYSIS, 1))
    # With two factors scikit-learn must be told to treat them as two classes with weights each.
    model = linear_model.LogisticRegression(C=1e4, multi_class="multinomial", solver="newton-cg", max_iter=10000)
    return {"pairs": pairs, "examples": examples, "score": model.fit(x, y).score(x_test, y_test)}


def frechet(a, b):
    a, b = a.astype(np.float64), b.astype(np.float64)
    ca, cb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = linalg.sqrtm(ca @ cb).real
    return float(np.sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(ca + cb - 2 * root))


real = (rng.randn(40, 6) @ rng.randn(6, 6)).astype("<f4")
made = (0.3 + rng.randn(30, 6) @ rng.randn(6, 6)).astype("<f4")

nodes, weights = np.polynomial.hermite_e.hermegauss(16)
log_weights = (10 * rng.randn(6, 8) - 300).astype("<f4")

fixtures.write(
    "measures",
    {
        "latents": {
            "dimensions": 5,
            "mu": fixtures.floats(mu),
            "logVar": fixtures.floats(log_var),
            "activity": codes.var(0).tolist(),
            "mean": codes.mean(0).tolist(),
            "covariance": (np.cov(codes, rowvar=False, bias=True) + np.diag(variances.mean(0))).reshape(-1).tolist(),
        },
        "factors": {
            "count": 2,
            "values": factors.reshape(-1).tolist(),
            "bins": BINS,
            "information": information.reshape(-1).tolist(),
            "gap": mutual_information_gap(information),
        },
        "betaVae": [beta_vae_score(pairs, 200) for pairs in (1, 2, 4)],
        "frechet": {
            "dimensions": 6,
            "real": fixtures.floats(real),
            "made": fixtures.floats(made),
            "distance": frechet(real, made),
        },
        "hermite": {"nodes": nodes.tolist(), "weights": (weights / weights.sum()).tolist()},
        "importance": {
            "samples": 8,
            "logWeights": fixtures.floats(log_weights),
            "logMeans": (special.logsumexp(log_weights.astype(np.float64), axis=1) - np.log(8)).tolist(),
        },
    },
    part="metrics",
)
