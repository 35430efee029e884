"""PyTorch's losses and gradients of a VQ-VAE-2 of two levels, written a second time from Razavi et al. 2019, figure 2a."""

import math

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, conv2d, conv_transpose2d, pad

import chance
import descent
import fixtures
import images

HIDDEN, LATENT, CODES, STEPS, COMMITMENT = 8, 3, 6, 20, 0.25
X = torch.tensor(images.colours())
# 14 × 15 × 3, then 7 × 8 × 4, which is the bottom level's, and 4 × 4 × 8, which is the top's
PICTURE, BOTTOM, TOP = images.COLOUR_SHAPE, (7, 8, 4), (4, 4, 8)
DECAY, ITSELF = 0.99, 1e-5


def shapes():
    """Parameters in the order in which the engine makes them: name → (shape, inputs of a unit; 0 for a bias)"""
    found = {}

    def layer(name, weight, outputs, part="filter"):
        found[f"{name}.{part}"] = (weight, math.prod(weight[:-1]))
        found[f"{name}.bias"] = ((outputs,), 0)

    layer("encoder.0", (4, 4, PICTURE[2], BOTTOM[2]), BOTTOM[2])
    layer("encoder.1", (4, 4, BOTTOM[2], TOP[2]), TOP[2])
    layer("encoder.told.0", (4, 4, BOTTOM[2], LATENT), BOTTOM[2])
    layer("zE.0", (TOP[2], LATENT), LATENT, "weight")
    layer("zE.1", (2 * BOTTOM[2], LATENT), LATENT, "weight")
    found["codebook.0"] = ((CODES, LATENT), 4)
    found["codebook.1"] = ((CODES, LATENT), 4)
    layer("decoder.told.0", (4, 4, BOTTOM[2], LATENT), BOTTOM[2])
    layer("decoder.0", (3, 3, LATENT + BOTTOM[2], BOTTOM[2]), BOTTOM[2])
    layer("output", (4, 4, PICTURE[2], BOTTOM[2]), PICTURE[2])
    return found


def padding(large, small):
    """TensorFlow's "same": what does not come out even is padded below and on the right."""
    return 2 * (small - 1) + 4 - large


def down(p, name, h, to):
    tall, wide = (padding(large, small) for large, small in zip(h.shape[2:], to))
    h = pad(h, (wide // 2, wide - wide // 2, tall // 2, tall - tall // 2))
    return torch.relu(conv2d(h, p[f"{name}.filter"].permute(3, 2, 0, 1), p[f"{name}.bias"], stride=2))


def up(p, name, h, to):
    tall, wide = (padding(large, small) for large, small in zip(to, h.shape[2:]))
    h = conv_transpose2d(h, p[f"{name}.filter"].permute(3, 2, 0, 1), stride=2)
    h = h[:, :, tall // 2 : tall // 2 + to[0], wide // 2 : wide // 2 + to[1]]
    return h + p[f"{name}.bias"][:, None, None]


def quantize(p, level, h):
    """A 1 × 1 convolution to z_e, and the nearest codes: z_q as a grid, the two distances, and what is chosen by what."""
    cells = h.permute(0, 2, 3, 1)
    z = (cells @ p[f"zE.{level}.weight"] + p[f"zE.{level}.bias"]).reshape(-1, LATENT)
    indices = torch.cdist(z, p[f"codebook.{level}"]).argmin(1)
    e = p[f"codebook.{level}"][indices]
    z_q = (z + (e - z).detach()).reshape(*cells.shape[:3], LATENT).permute(0, 3, 1, 2)
    return z_q, (z.detach() - e).square().sum() / len(h), (z - e.detach()).square().sum() / len(h), (z.detach(), indices)


def losses(p, x, ema):
    picture = x.reshape(-1, *PICTURE).permute(0, 3, 1, 2)
    bottom = down(p, "encoder.0", picture, BOTTOM)
    top = down(p, "encoder.1", bottom, TOP)
    top_q, *top_loss, top_chosen = quantize(p, 0, top)
    told = torch.relu(up(p, "encoder.told.0", top_q, BOTTOM))
    bottom_q, *bottom_loss, bottom_chosen = quantize(p, 1, torch.cat([bottom, told], 1))
    told = torch.relu(up(p, "decoder.told.0", top_q, BOTTOM))
    both = torch.cat([bottom_q, told], 1)
    h = torch.relu(conv2d(both, p["decoder.0.filter"].permute(3, 2, 0, 1), p["decoder.0.bias"], padding=1))
    logits = up(p, "output", h, PICTURE).permute(0, 2, 3, 1).reshape(len(x), -1)
    cells = math.prod(BOTTOM[:2]) + math.prod(TOP[:2])
    terms = [
        binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x),
        *([] if ema else [top_loss[0] + bottom_loss[0]]),
        top_loss[1] + bottom_loss[1],
        torch.tensor(cells * math.log(CODES)),
    ]
    weights = [1, *([] if ema else [1]), COMMITMENT, 1]
    total = sum(weight * term for weight, term in zip(weights, terms))
    return torch.stack([total, *terms]), (top_chosen, bottom_chosen)


def follow(codebook, n, m, z, indices):
    """van den Oord et al. 2017, appendix A.1; a code that nothing chooses stays."""
    chosen = torch.nn.functional.one_hot(indices, CODES).float()
    n.mul_(DECAY).add_(chosen.sum(0), alpha=1 - DECAY)
    m.mul_(DECAY).add_(chosen.T @ z, alpha=1 - DECAY)
    codebook.data = (m + ITSELF * codebook.data) / (n + ITSELF)[:, None]


def fixture(name, ema):
    p = descent.initial_parameters(shapes())
    weights = {key: fixtures.floats(value.detach()) for key, value in p.items()}
    books = ["codebook.0", "codebook.1"]
    learned = [value for key, value in p.items() if not (ema and key in books)]
    adam = torch.optim.Adam(learned, lr=1e-3, betas=(0.9, 0.999), eps=1e-8)
    averages = [(torch.zeros(CODES), torch.zeros(CODES, LATENT)) for _ in books]
    rows, gradients = [], None
    for step in range(1, STEPS + 1):
        x = X[chance.batch(step, len(X), descent.BATCH, descent.SEED)]
        row, chosen = losses(p, x, ema)
        adam.zero_grad()
        row[0].backward()
        if gradients is None:
            slopes = {key: torch.zeros_like(value) if value.grad is None else value.grad for key, value in p.items()}
            gradients = {key: fixtures.floats(slope) for key, slope in slopes.items()}
        adam.step()
        if ema:
            for book, average, choice in zip(books, averages, chosen):
                follow(p[book], *average, *choice)
        rows.append(row.detach().numpy())
    sizes = {"codes": CODES, "codeLevels": 2, "latent": LATENT, "hidden": HIDDEN, "depth": 1}
    experiment = {"model": "vqVae2", "network": "conv", "commitment": COMMITMENT, "codebookInit": "uniform"}
    learning = {"codebookLearning": "ema" if ema else "gradient"}
    found = {"weights": weights, "gradients": gradients, "losses": fixtures.floats(rows)}
    fixtures.write(name, experiment | learning | sizes | descent.EXPERIMENT | {"steps": STEPS} | found)


fixture("vq2-gradient", ema=False)
fixture("vq2-ema", ema=True)
