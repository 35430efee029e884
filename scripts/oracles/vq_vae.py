"""A VQ-VAE in PyTorch, written a second time from the paper (van den Oord, Vinyals & Kavukcuoglu 2017)."""

import math

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, conv2d, conv_transpose2d, normalize, one_hot

DECAY, ITSELF, SHORT = 0.99, 1e-5, 1e-4


def dense(p, h, name):
    return h @ p[f"{name}.weight"] + p[f"{name}.bias"]


def filters(p, name):  # channels last in the engine: [height, width, …, …]
    return p[f"{name}.filter"].permute(3, 2, 0, 1), p[f"{name}.bias"]


def layers(p, part):
    """The names of its layers, as many as there are."""
    return [key.rsplit(".", 1)[0] for key in p if key.startswith(part) and key.endswith(("weight", "filter"))]


def is_convolutional(p):
    return "encoder.0.filter" in p


def encode(p, x):
    """z_e(x), a vector for each cell: [B · cells, D]."""
    if not is_convolutional(p):
        return dense(p, torch.relu(dense(p, x, "encoder.0")), "zE")
    side = math.isqrt(x.shape[1])
    h = x.reshape(-1, 1, side, side)
    for name in layers(p, "encoder"):
        h = torch.relu(conv2d(h, *filters(p, name), stride=2, padding=1))
    return dense(p, h.permute(0, 2, 3, 1).reshape(-1, h.shape[1]), "zE")


def decode(p, z, batch):
    """Rows of cells → logits [B, P]."""
    if not is_convolutional(p):
        return dense(p, torch.relu(dense(p, z, "decoder.0")), "output")
    side = math.isqrt(len(z) // batch)
    h = z.reshape(batch, side, side, z.shape[1]).permute(0, 3, 1, 2)
    first, *others = layers(p, "decoder")
    h = torch.relu(conv2d(h, *filters(p, first), padding=1))
    for name in others:
        h = torch.relu(conv_transpose2d(h, *filters(p, name), stride=2, padding=1))
    return conv_transpose2d(h, *filters(p, "output"), stride=2, padding=1).reshape(batch, -1)


def choose(p, x, space="anywhere"):
    """What the encoder says, the nearest codes [cells, D] where they are compared, and their numbers."""
    z, codes = encode(p, x), p["codebook"]
    if space == "sphere":
        z, codes = z / (z.square().sum(1, keepdim=True) + SHORT).sqrt(), normalize(codes, dim=1)
    indices = torch.cdist(z, codes, compute_mode="donot_use_mm_for_euclid_dist").argmin(1)
    return z, codes[indices], indices


def rounded(z, sides):
    """Every coordinate in [−1, 1], to the nearest of as many values as its side has (Mentzer et al. 2024)."""
    steps = torch.tensor([side - 1.0 for side in sides])
    return torch.where(steps > 0, 2 * ((z + 1) / 2 * steps).round() / steps.clamp(min=1) - 1, torch.zeros(()))


def lattice_losses(p, x, sides):
    """[total, reconstruction, KL], and the coordinates that are chosen."""
    z = torch.tanh(encode(p, x))
    e = rounded(z, sides)
    logits = decode(p, z + (e - z).detach(), len(x))
    reconstruction = binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)
    kl = torch.tensor(len(z) / len(x) * math.log(math.prod(sides)))
    return torch.stack([reconstruction + kl, reconstruction, kl])


def losses(p, x, ema, space, weights):
    """[total, …terms], and what the encoder says with the codes that it chooses."""
    z, e, indices = choose(p, x, space)
    z_q = z + (e - z).detach()
    terms = {
        "reconstruction": binary_cross_entropy_with_logits(decode(p, z_q, len(x)), x, reduction="sum") / len(x),
        "codebook": (z.detach() - e).square().sum() / len(x),
        "commitment": (z - e.detach()).square().sum() / len(x),
        "kl": torch.tensor(len(z) / len(x) * math.log(len(p["codebook"]))),
    }
    if ema:
        del terms["codebook"]
    total = sum(weights.get(name, 1) * value for name, value in terms.items())
    return torch.stack([total, *terms.values()]), z.detach(), indices


def follow(codebook, n, m, z, indices):
    """van den Oord et al. 2017, appendix A.1; a code that nothing chooses stays."""
    chosen = one_hot(indices, len(codebook)).float()
    n.mul_(DECAY).add_(chosen.sum(0), alpha=1 - DECAY)
    m.mul_(DECAY).add_(chosen.T @ z, alpha=1 - DECAY)
    codebook.data = (m + ITSELF * codebook.data) / (n + ITSELF)[:, None]
