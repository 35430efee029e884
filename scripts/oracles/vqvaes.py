"""PyTorch's losses and gradients of a VQ-VAE, its codes learning by gradient or by a moving average, with each term switched off."""

import math

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, conv2d, conv_transpose2d, normalize

import chance
import fixtures
import images

torch.set_num_threads(1)

STEPS, BATCH, HIDDEN, SEED = 150, 8, 8, 7
CODES, DECAY, ITSELF, SHORT = 6, 0.99, 1e-5, 1e-4
X = torch.tensor(images.training_images())
WIDTH, PIXELS = images.WIDTH, X.shape[1]
# One convolution, stride 2, of 4 channels: 8 × 8 → 4 × 4.
SIDE, CHANNELS, FILTER = 4, 4, 4


def shapes(network, latent):
    """Parameters in the order in which the engine makes them: name → shape, the inputs of a unit last but one."""
    codebook = {"codebook": (CODES, latent)}
    if network == "mlp":
        encoder = {"encoder.0": (PIXELS, HIDDEN), "zE": (HIDDEN, latent)}
        return encoder | codebook | {"decoder.0": (latent, HIDDEN), "output": (HIDDEN, PIXELS)}
    encoder = {"encoder.0": (FILTER, FILTER, 1, CHANNELS), "zE": (CHANNELS, latent)}
    return encoder | codebook | {"decoder.0": (3, 3, latent, CHANNELS), "output": (FILTER, FILTER, 1, CHANNELS)}


def initial_parameters(network, latent):
    """Weights of a usual size, biases that are not zero, so that a bias in the wrong place shows, and codes that are far apart."""
    generator = np.random.default_rng(SEED)
    parameters = {}
    for name, shape in shapes(network, latent).items():
        if name == "codebook":
            parameters[name] = generator.normal(0, 0.5, shape)
            continue
        part = "weight" if len(shape) == 2 else "filter"
        outputs = 1 if len(shape) == 4 and name == "output" else shape[-1]
        inputs = np.prod(shape) / outputs
        parameters[f"{name}.{part}"] = generator.normal(0, 1 / np.sqrt(inputs), shape)
        parameters[f"{name}.bias"] = generator.normal(0, 0.1, outputs)
    return {key: torch.tensor(value, dtype=torch.float32, requires_grad=True) for key, value in parameters.items()}


def networks(p, network):
    """x → a vector for each cell [B · cells, D], and rows of such cells → logits."""

    def dense(h, name):
        return h @ p[f"{name}.weight"] + p[f"{name}.bias"]

    def filters(name):  # channels last in the engine: [height, width, …, …]
        return p[f"{name}.filter"].permute(3, 2, 0, 1), p[f"{name}.bias"]

    def down(x):
        h = torch.relu(conv2d(x.reshape(-1, 1, WIDTH, WIDTH), *filters("encoder.0"), stride=2, padding=1))
        return dense(h.permute(0, 2, 3, 1).reshape(-1, CHANNELS), "zE")

    def up(z):
        grid = z.reshape(-1, SIDE, SIDE, z.shape[1]).permute(0, 3, 1, 2)
        h = torch.relu(conv2d(grid, *filters("decoder.0"), padding=1))
        return conv_transpose2d(h, *filters("output"), stride=2, padding=1).reshape(len(h), -1)

    if network == "conv":
        return down, up
    return (
        lambda x: dense(torch.relu(dense(x, "encoder.0")), "zE"),
        lambda z: dense(torch.relu(dense(z, "decoder.0")), "output"),
    )


def losses(p, x, network, ema, cosine, weights):
    """[total, …terms], and what the encoder says with the codes that it chooses."""
    encode, decode = networks(p, network)
    z, codes = encode(x), p["codebook"]
    if cosine:
        z, codes = z / (z.square().sum(1, keepdim=True) + SHORT).sqrt(), normalize(codes, dim=1)
    indices = torch.cdist(z, codes).argmin(1)
    e = codes[indices]
    z_q = z + (e - z).detach()
    terms = {
        "reconstruction": binary_cross_entropy_with_logits(decode(z_q), x, reduction="sum") / len(x),
        "codebook": (z.detach() - e).square().sum() / len(x),
        "commitment": (z - e.detach()).square().sum() / len(x),
        "kl": torch.tensor(len(z) / len(x) * math.log(CODES)),
    }
    if ema:
        del terms["codebook"]
    total = sum(weights.get(name, 1) * value for name, value in terms.items())
    return torch.stack([total, *terms.values()]), z.detach(), indices


def follow(codebook, n, m, z, indices):
    """van den Oord et al. 2017, appendix A.1; a code that nothing chooses stays."""
    chosen = torch.nn.functional.one_hot(indices, CODES).float()
    n.mul_(DECAY).add_(chosen.sum(0), alpha=1 - DECAY)
    m.mul_(DECAY).add_(chosen.T @ z, alpha=1 - DECAY)
    codebook.data = (m + ITSELF * codebook.data) / (n + ITSELF)[:, None]


def fixture(name, network="conv", latent=3, ema=False, cosine=False, **switches):
    weights = {"reconstruction": 1, "codebook": 1, "commitment": 0.25} | switches
    parameters = initial_parameters(network, latent)
    initial = {key: fixtures.floats(value.detach()) for key, value in parameters.items()}
    learned = [value for key, value in parameters.items() if not (ema and key == "codebook")]
    adam = torch.optim.Adam(learned, lr=1e-3, betas=(0.9, 0.999), eps=1e-8)
    n, m = torch.zeros(CODES), torch.zeros(CODES, latent)
    rows, gradients = [], None
    for step in range(1, STEPS + 1):
        x = X[chance.batch(step, len(X), BATCH, SEED)]
        row, z, indices = losses(parameters, x, network, ema, cosine, weights)
        adam.zero_grad()
        row[0].backward()
        if gradients is None:
            zero = {key: torch.zeros_like(value) for key, value in parameters.items()}
            gradients = {key: fixtures.floats(zero[key] if p.grad is None else p.grad) for key, p in parameters.items()}
        adam.step()
        if ema:
            follow(parameters["codebook"], n, m, z, indices)
        rows.append(row.detach().numpy())
    experiment = {"network": network, "codeDistance": "cosine" if cosine else "euclidean"}
    learning = {"codebookLearning": "ema" if ema else "gradient", "codebookInit": "uniform"}
    knobs = {
        "commitment": weights["commitment"],
        "reconstructionWeight": weights["reconstruction"],
        "codebookWeight": weights["codebook"],
    }
    sizes = {"codes": CODES, "latent": latent, "hidden": HIDDEN, "depth": 1}
    training = {"batch": BATCH, "seed": SEED, "learningRate": 1e-3}
    results = {"weights": initial, "gradients": gradients, "losses": fixtures.floats(rows)}
    fixtures.write(name, {"model": "vqVae"} | experiment | learning | knobs | sizes | training | results)


fixture("vq-gradient")
fixture("vq-ema", ema=True)
fixture("vq-cosine", cosine=True)
fixture("vq-cosine-ema", cosine=True, ema=True)
fixture("vq-mlp", network="mlp", latent=2)
fixture("vq-no-reconstruction", reconstruction=0)
fixture("vq-no-codebook", codebook=0)
fixture("vq-no-commitment", commitment=0)
