"""PyTorch's losses and gradients of a VAE with every decoder, network and estimator, and its losses over 150 steps of Adam."""

import math

import numpy as np
import torch
from torch.distributions import Normal, kl_divergence
from torch.nn.functional import binary_cross_entropy_with_logits, conv2d, conv_transpose2d

import chance
import decoders
import fixtures
import images

torch.set_num_threads(1)

STEPS, BATCH, HIDDEN, LATENT, SEED = 150, 8, 8, 2, 7
X = torch.tensor(images.training_images())
WIDTH, PIXELS = images.WIDTH, X.shape[1]
# One convolution, stride 2, of 4 channels: 8 × 8 → 4 × 4.
SIDE, CHANNELS, FILTER = 4, 4, 4
LEARNED = {"learned": ("decoder.logSigma", math.log(0.2)), "logistic": ("decoder.logScale", math.log(0.1))}


def shapes(network):
    """Parameters in the order in which the engine makes them: name → shape, the inputs of a unit last but one."""
    features = {"linear": PIXELS, "mlp": HIDDEN, "conv": SIDE * SIDE * CHANNELS}[network]
    heads = {"mu": (features, LATENT), "logVar": (features, LATENT)}
    if network == "linear":
        return heads | {"output": (LATENT, PIXELS)}
    if network == "mlp":
        return {"encoder.0": (PIXELS, HIDDEN)} | heads | {"decoder.0": (LATENT, HIDDEN), "output": (HIDDEN, PIXELS)}
    down, up = (FILTER, FILTER, 1, CHANNELS), (FILTER, FILTER, 1, CHANNELS)
    return {"encoder.0": down} | heads | {"decoder.0": (LATENT, features), "output": up}


def initial_parameters(network, decoder):
    """Weights of a usual size, and biases that are not zero, so that a bias in the wrong place shows."""
    generator = np.random.default_rng(SEED)
    parameters = {}
    for name, shape in shapes(network).items():
        part = "weight" if len(shape) == 2 else "filter"
        outputs = 1 if len(shape) == 4 and name == "output" else shape[-1]
        inputs = np.prod(shape) / outputs
        parameters[f"{name}.{part}"] = generator.normal(0, 1 / np.sqrt(inputs), shape)
        parameters[f"{name}.bias"] = generator.normal(0, 0.1, outputs)
    if decoder in LEARNED:
        name, value = LEARNED[decoder]
        parameters[name] = np.array([value])
    return {key: torch.tensor(value, dtype=torch.float32, requires_grad=True) for key, value in parameters.items()}


def networks(p, network):
    """The encoder and the decoder, as functions of rows."""

    def dense(h, name):
        return h @ p[f"{name}.weight"] + p[f"{name}.bias"]

    def filters(name):  # channels last in the engine: [height, width, …, …]
        return p[f"{name}.filter"].permute(3, 2, 0, 1), p[f"{name}.bias"]

    def down(x):
        h = torch.relu(conv2d(x.reshape(-1, 1, WIDTH, WIDTH), *filters("encoder.0"), stride=2, padding=1))
        return h.permute(0, 2, 3, 1).reshape(len(x), -1)

    def up(z):
        h = torch.relu(dense(z, "decoder.0")).reshape(-1, SIDE, SIDE, CHANNELS).permute(0, 3, 1, 2)
        return conv_transpose2d(h, *filters("output"), stride=2, padding=1).reshape(len(z), -1)

    if network == "linear":
        return lambda x: x, lambda z: dense(z, "output")
    if network == "conv":
        return down, up
    return lambda x: torch.relu(dense(x, "encoder.0")), lambda z: dense(torch.relu(dense(z, "decoder.0")), "output")


def nll(p, x, output, decoder, sigma, squash):
    """−log p(x|z) of each row."""
    mean = torch.sigmoid(output) if squash else output
    if decoder == "bernoulli":
        return binary_cross_entropy_with_logits(output, x, reduction="none").sum(1)
    if decoder == "logistic":
        return -decoders.logistic_levels(x, output, torch.exp(p["decoder.logScale"])).sum(1)
    scale = sigma if decoder == "gaussian" else torch.exp(p["decoder.logSigma"])
    return -Normal(mean, scale).log_prob(x).sum(1)


def losses(p, x, eps, network, decoder, sigma, estimator, free_bits, beta):
    """[total, …terms], and what to differentiate."""
    encode, decode = networks(p, network)
    h = encode(x)
    mu, log_var = (h @ p[f"{name}.weight"] + p[f"{name}.bias"] for name in ("mu", "logVar"))
    q = Normal(mu, torch.exp(log_var / 2))
    z = mu + torch.exp(log_var / 2) * eps
    if estimator == "score":
        z = z.detach()
    costs = nll(p, x, decode(z), decoder, sigma, squash=network != "linear")
    kl = kl_divergence(q, Normal(torch.zeros_like(mu), 1)).mean(0)
    objective = costs.mean() + beta * torch.clamp(kl, min=free_bits).sum()
    terms = [costs.mean(), kl.sum()] + ([(free_bits - kl).clamp(min=0).sum()] if free_bits > 0 else [])
    row = torch.stack([objective, *terms]).detach()
    if estimator == "score":
        others = (costs.sum() - costs) / (len(costs) - 1)
        objective = objective + ((costs - others).detach() * q.log_prob(z).sum(1)).mean()
    return row, objective


def fixture(name, network="mlp", decoder="bernoulli", sigma=0.2, estimator="reparameterized", free_bits=0, beta=1):
    parameters = initial_parameters(network, decoder)
    weights = {key: fixtures.floats(value.detach()) for key, value in parameters.items()}
    adam = torch.optim.Adam(parameters.values(), lr=1e-3, betas=(0.9, 0.999), eps=1e-8)
    rows, gradients = [], None
    for step in range(1, STEPS + 1):
        x = X[chance.batch(step, len(X), BATCH, SEED)]
        eps = chance.normals(chance.key(SEED, chance.EPSILON, step), BATCH * LATENT).reshape(BATCH, LATENT)
        row, objective = losses(parameters, x, torch.tensor(eps), network, decoder, sigma, estimator, free_bits, beta)
        adam.zero_grad()
        objective.backward()
        gradients = gradients or {key: fixtures.floats(value.grad) for key, value in parameters.items()}
        adam.step()
        rows.append(row.numpy())
    experiment = {"network": network, "decoder": decoder, "sigma": sigma, "estimator": estimator}
    numbers = {"freeBits": free_bits, "beta": beta, "latent": LATENT, "hidden": HIDDEN, "depth": 1}
    training = {"batch": BATCH, "seed": SEED, "learningRate": 1e-3}
    results = {"weights": weights, "gradients": gradients, "losses": fixtures.floats(rows)}
    fixtures.write(name, {"model": "vae"} | experiment | numbers | training | results)


fixture("vae-gaussian", decoder="gaussian")
fixture("vae-learned", decoder="learned")
fixture("vae-logistic", decoder="logistic")
fixture("vae-linear", network="linear", decoder="gaussian")
fixture("vae-conv-bernoulli", network="conv")
fixture("vae-conv-gaussian", network="conv", decoder="gaussian")
fixture("vae-conv-learned", network="conv", decoder="learned")
fixture("vae-conv-logistic", network="conv", decoder="logistic")
fixture("vae-free-bits", free_bits=0.04, beta=0.5)
fixture("vae-score", estimator="score")
