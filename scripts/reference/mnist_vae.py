"""The VAE of scripts/reference/mnistVae.ts in PyTorch: the same initial weights, order of images and noise.

python3 mnist_vae.py IMAGES.gz WEIGHTS PLAN prints {"torch": version, "losses": [[−ELBO, reconstruction, KL] of every epoch]}.
WEIGHTS are the engine's parameters, float32, one after the other, as PLAN["parameters"] lists them: [[name, shape], …].
"""

import gzip
import json
import pathlib
import sys

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "oracles"))
import chance

CHUNK = 250  # of an evaluation, each with noise of its own


def uniforms(stream, count):
    """chance.uniform of every counter at once."""
    state = (np.uint32(stream) + np.arange(count, dtype=np.uint32)) * np.uint32(747796405) + np.uint32(2891336453)
    word = ((state >> ((state >> np.uint32(28)) + np.uint32(4))) ^ state) * np.uint32(277803737)
    return (((word >> np.uint32(22)) ^ word) + 0.5) / 2**32


def normals(stream, rows, columns):
    u = uniforms(stream, rows * columns).reshape(-1, 2)
    radius, angle = np.sqrt(-2 * np.log(u[:, 0])), 2 * np.pi * u[:, 1]
    draws = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
    return torch.tensor(draws.reshape(rows, columns).astype(np.float32))


def read_images(path):
    with gzip.open(path) as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16)
    return torch.tensor((pixels.reshape(-1, 784) / 255).astype(np.float32))


def terms(p, x, eps):
    """Reconstruction and KL, means over the batch."""

    def dense(h, name):
        return h @ p[f"{name}.weight"] + p[f"{name}.bias"]

    h = torch.relu(dense(x, "encoder.0"))
    mu, log_var = dense(h, "mu"), dense(h, "logVar")
    logits = dense(torch.relu(dense(mu + torch.exp(log_var / 2) * eps, "decoder.0")), "output")
    reconstruction = binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)
    kl = 0.5 * (mu**2 + log_var.exp() - log_var - 1).sum() / len(x)
    return reconstruction, kl


def evaluate(p, images, latent):
    sums = np.zeros(2)
    for start in range(0, len(images), CHUNK):
        x = images[start : start + CHUNK]
        with torch.no_grad():
            parts = terms(p, x, normals(chance.key(chance.EPSILON, start), len(x), latent))
        sums += [float(part) * len(x) for part in parts]
    reconstruction, kl = sums / len(images)
    return [reconstruction + kl, reconstruction, kl]


def main(images_path, weights_path, plan):
    torch.set_num_threads(1)
    images, values, p, at = read_images(images_path), np.fromfile(weights_path, "<f4"), {}, 0
    for name, shape in plan["parameters"]:
        size = int(np.prod(shape))
        p[name] = torch.tensor(values[at : at + size].reshape(shape), requires_grad=True)
        at += size
    seed, batch, latent = plan["seed"], plan["batch"], plan["latent"]
    train, held_out = images[: plan["train"]], images[plan["train"] :]
    adam = torch.optim.Adam(p.values(), lr=plan["learningRate"], betas=(0.9, 0.999), eps=1e-8)
    losses, per_epoch = [], len(train) // batch
    for epoch in range(plan["epochs"]):
        order = chance.permutation(chance.key(seed, chance.SHUFFLE, epoch), len(train))
        for place in range(per_epoch):
            step = epoch * per_epoch + place + 1
            x = train[order[place * batch : (place + 1) * batch]]
            reconstruction, kl = terms(p, x, normals(chance.key(seed, chance.EPSILON, step), batch, latent))
            adam.zero_grad()
            (reconstruction + kl).backward()
            adam.step()
        losses.append(evaluate(p, held_out, latent))
    print(json.dumps({"torch": torch.__version__, "losses": losses}))


main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
