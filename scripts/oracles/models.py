"""PyTorch's losses and gradients of every model, and its losses over 150 steps of Adam."""

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, mse_loss

import chance
import fixtures
import images

torch.set_num_threads(1)

STEPS, BATCH, HIDDEN, SEED = 150, 8, 16, 7
X = torch.tensor(images.training_images())
PIXELS = X.shape[1]


def layer_sizes(model, network, depth, latent):
    """Layers in the order in which the engine makes them: name → (inputs, outputs)."""
    depth = 0 if network == "linear" else depth
    heads = ["mu", "logVar"] if model == "vae" else ["mu"]
    sizes = {f"encoder.{i}": (HIDDEN if i else PIXELS, HIDDEN) for i in range(depth)}
    sizes |= {head: (HIDDEN if depth else PIXELS, latent) for head in heads}
    sizes |= {f"decoder.{i}": (HIDDEN if i else latent, HIDDEN) for i in range(depth)}
    sizes["output"] = (HIDDEN if depth else latent, PIXELS)
    return sizes


def initial_parameters(sizes):
    """Weights of a usual size, and biases that are not zero, so that a bias in the wrong place shows."""
    generator = np.random.default_rng(SEED)
    parameters = {}
    for name, (inputs, outputs) in sizes.items():
        weight = generator.normal(0, 1 / np.sqrt(inputs), (inputs, outputs))
        bias = generator.normal(0, 0.1, outputs)
        for part, values in (("weight", weight), ("bias", bias)):
            parameters[f"{name}.{part}"] = torch.tensor(values, dtype=torch.float32, requires_grad=True)
    return parameters


def losses(p, x, eps, model, network, depth, beta):
    """[total, …terms]."""

    def dense(h, name):
        return h @ p[f"{name}.weight"] + p[f"{name}.bias"]

    def hidden(h, name):
        for i in range(0 if network == "linear" else depth):
            h = torch.relu(dense(h, f"{name}.{i}"))
        return h

    h = hidden(x, "encoder")
    if model == "ae":
        y = dense(hidden(dense(h, "mu"), "decoder"), "output")
        reconstruction = mse_loss(y if network == "linear" else torch.sigmoid(y), x)
        return torch.stack([reconstruction, reconstruction])
    mu, log_var = dense(h, "mu"), dense(h, "logVar")
    logits = dense(hidden(mu + torch.exp(log_var / 2) * eps, "decoder"), "output")
    reconstruction = binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)
    prior = torch.distributions.Normal(torch.zeros_like(mu), 1)
    kl = torch.distributions.kl_divergence(torch.distributions.Normal(mu, torch.exp(log_var / 2)), prior).sum() / len(x)
    return torch.stack([reconstruction + beta * kl, reconstruction, kl])


def fixture(name, model, network="mlp", depth=1, latent=2, beta=1):
    parameters = initial_parameters(layer_sizes(model, network, depth, latent))
    weights = {key: fixtures.floats(value.detach()) for key, value in parameters.items()}
    adam = torch.optim.Adam(parameters.values(), lr=1e-3, betas=(0.9, 0.999), eps=1e-8)
    rows, gradients = [], None
    for step in range(1, STEPS + 1):
        x = X[chance.batch(step, len(X), BATCH, SEED)]
        eps = chance.normals(chance.key(SEED, chance.EPSILON, step), BATCH * latent).reshape(BATCH, latent)
        row = losses(parameters, x, torch.tensor(eps), model, network, depth, beta)
        adam.zero_grad()
        row[0].backward()
        gradients = gradients or {key: fixtures.floats(value.grad) for key, value in parameters.items()}
        adam.step()
        rows.append(row.detach().numpy())
    fixtures.write(
        name,
        {
            "model": model,
            "network": network,
            "latent": latent,
            "hidden": HIDDEN,
            "depth": depth,
            "beta": beta,
            "batch": BATCH,
            "seed": SEED,
            "learningRate": 1e-3,
            "weights": weights,
            "gradients": gradients,
            "losses": fixtures.floats(rows),
        },
    )


fixture("ae-linear", "ae", network="linear", latent=3)
fixture("ae-depth1", "ae")
fixture("ae-depth2", "ae", depth=2)
fixture("vae-beta1", "vae")
fixture("vae-beta4", "vae", depth=2, latent=3, beta=4)
