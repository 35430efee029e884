"""The VQ-VAE of mnistVqVae.ts in PyTorch, its codes following by a moving average."""

import torch

import mnist
import vq_vae


def model(p, plan):
    codebook = p["codebook"]
    n, m = torch.zeros(len(codebook)), torch.zeros(codebook.shape)
    chosen = []

    def loss(x, _):
        (total, *_), z, indices = vq_vae.losses(p, x, True, "anywhere", {"commitment": plan["commitment"]})
        chosen[:] = z, indices
        return total

    def evaluate(images):
        """[mean squared error per pixel, perplexity, −log p(x|z_q)]"""
        squares, nats, counts = 0, 0, torch.zeros(len(codebook))
        for _, x in mnist.chunks(images):
            _, e, indices = vq_vae.choose(p, x)
            logits = vq_vae.decode(p, e, len(x))
            squares += (logits.sigmoid() - x).square().sum()
            nats += torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
            counts += torch.bincount(indices, minlength=len(codebook))
        share = counts / counts.sum()
        return [squares / images.numel(), torch.special.entr(share).sum().exp(), nats / len(images)]

    return loss, lambda: vq_vae.follow(codebook, n, m, *chosen), evaluate


mnist.train(model)
