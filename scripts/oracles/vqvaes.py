"""PyTorch's losses and gradients of a VQ-VAE, its codes learning by gradient, by a moving average or not at all, with
each term switched off."""

import numpy as np
import torch

import chance
import fixtures
import images
import vq_vae

torch.set_num_threads(1)

STEPS, BATCH, HIDDEN, SEED = 150, 8, 8, 7
CODES = 6
# As many values for each coordinate of a code on a lattice: 32 codes of 3 numbers
SIDES = [4, 4, 2]
X = torch.tensor(images.training_images())
PIXELS = X.shape[1]
# One convolution, stride 2, of 4 channels: 8 × 8 → 4 × 4.
CHANNELS, FILTER = 4, 4


def shapes(network, latent, space):
    """Parameters in the order in which the engine makes them: name → shape, the inputs of a unit last but one."""
    codebook = {} if space == "lattice" else {"codebook": (CODES, latent)}
    if network == "mlp":
        encoder = {"encoder.0": (PIXELS, HIDDEN), "zE": (HIDDEN, latent)}
        return encoder | codebook | {"decoder.0": (latent, HIDDEN), "output": (HIDDEN, PIXELS)}
    encoder = {"encoder.0": (FILTER, FILTER, 1, CHANNELS), "zE": (CHANNELS, latent)}
    return encoder | codebook | {"decoder.0": (3, 3, latent, CHANNELS), "output": (FILTER, FILTER, 1, CHANNELS)}


def initial_parameters(network, latent, space):
    """Weights of a usual size, biases that are not zero, so that a bias in the wrong place shows, and codes that are far apart."""
    generator = np.random.default_rng(SEED)
    parameters = {}
    for name, shape in shapes(network, latent, space).items():
        if name == "codebook":
            parameters[name] = generator.normal(0, 0.5, shape)
            continue
        part = "weight" if len(shape) == 2 else "filter"
        outputs = 1 if len(shape) == 4 and name == "output" else shape[-1]
        inputs = np.prod(shape) / outputs
        parameters[f"{name}.{part}"] = generator.normal(0, 1 / np.sqrt(inputs), shape)
        parameters[f"{name}.bias"] = generator.normal(0, 0.1, outputs)
    return {key: torch.tensor(value, dtype=torch.float32, requires_grad=True) for key, value in parameters.items()}


def fixture(name, network="conv", latent=3, ema=False, space="anywhere", **switches):
    weights = {"reconstruction": 1, "codebook": 1, "commitment": 0.25} | switches
    parameters = initial_parameters(network, latent, space)
    initial = {key: fixtures.floats(value.detach()) for key, value in parameters.items()}
    learned = [value for key, value in parameters.items() if not (ema and key == "codebook")]
    adam = torch.optim.Adam(learned, lr=1e-3, betas=(0.9, 0.999), eps=1e-8)
    n, m = torch.zeros(CODES), torch.zeros(CODES, latent)
    rows, gradients = [], None
    for step in range(1, STEPS + 1):
        x = X[chance.batch(step, len(X), BATCH, SEED)]
        if space == "lattice":
            row = vq_vae.lattice_losses(parameters, x, SIDES)
        else:
            row, z, indices = vq_vae.losses(parameters, x, ema, space, weights)
        adam.zero_grad()
        row[0].backward()
        if gradients is None:
            zero = {key: torch.zeros_like(value) for key, value in parameters.items()}
            gradients = {key: fixtures.floats(zero[key] if p.grad is None else p.grad) for key, p in parameters.items()}
        adam.step()
        if ema:
            vq_vae.follow(parameters["codebook"], n, m, z, indices)
        rows.append(row.detach().numpy())
    experiment = {"network": network, "codeSpace": space}
    learning = {"codebookLearning": "ema" if ema else "gradient", "codebookInit": "uniform"}
    knobs = {
        "commitment": weights["commitment"],
        "reconstructionWeight": weights["reconstruction"],
        "codebookWeight": weights["codebook"],
    }
    sizes = {"codes": int(np.prod(SIDES)) if space == "lattice" else CODES, "latent": latent, "hidden": HIDDEN, "depth": 1}
    training = {"batch": BATCH, "seed": SEED, "learningRate": 1e-3}
    results = {"weights": initial, "gradients": gradients, "losses": fixtures.floats(rows)}
    fixtures.write(name, {"model": "vqVae"} | experiment | learning | knobs | sizes | training | results)


fixture("vq-gradient")
fixture("vq-ema", ema=True)
fixture("vq-cosine", space="sphere")
fixture("vq-cosine-ema", space="sphere", ema=True)
fixture("vq-lattice", space="lattice")
fixture("vq-mlp", network="mlp", latent=2)
fixture("vq-no-reconstruction", reconstruction=0)
fixture("vq-no-codebook", codebook=0)
fixture("vq-no-commitment", commitment=0)
