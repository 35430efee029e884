"""The VAE of mnistVae.ts in PyTorch: the same noise, too."""

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

import mnist
from mnist import chance


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


def vae(p, plan):
    seed, latent = plan["seed"], plan["latent"]

    def loss(x, step):
        return sum(terms(p, x, normals(chance.key(seed, chance.EPSILON, step), len(x), latent)))

    def evaluate(images):
        """[−ELBO, reconstruction, KL], each chunk with noise of its own."""
        sums = np.zeros(2)
        for start, x in mnist.chunks(images):
            parts = terms(p, x, normals(chance.key(chance.EPSILON, start), len(x), latent))
            sums += [float(part) * len(x) for part in parts]
        reconstruction, kl = sums / len(images)
        return [reconstruction + kl, reconstruction, kl]

    return loss, lambda: None, evaluate


mnist.train(vae)
