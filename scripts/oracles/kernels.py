"""PyTorch's values and gradients of what the kernels compute, in double precision."""

import numpy as np
import torch
from torch.distributions import Normal, kl_divergence
from torch.nn.functional import batch_norm, conv2d, cross_entropy, gaussian_nll_loss, group_norm, mse_loss

import chance
import fixtures

torch.set_num_threads(1)

generator = np.random.default_rng(11)


def draw(*shape, factor=1.0):
    """Numbers that a float32 holds exactly, as the engine is given them."""
    values = (factor * generator.normal(size=shape)).astype(np.float32)
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def arrays(tensors):
    return {name: fixtures.floats(tensor.detach()) for name, tensor in tensors.items()}


def case(inputs, value, constants=(), **numbers):
    """A function's inputs, its value and its gradients: Σ value·weight is differentiated, for a value of any shape."""
    weight = draw(*value.shape).detach()
    wanted = {name: tensor for name, tensor in inputs.items() if name not in constants}
    gradients = torch.autograd.grad((value * weight).sum(), list(wanted.values()))
    return {
        **numbers,
        "shapes": {name: list(tensor.shape) for name, tensor in inputs.items()},
        "inputs": arrays(inputs),
        "weight": fixtures.floats(weight),
        "value": fixtures.floats(value.detach()),
        "gradients": arrays(dict(zip(wanted, gradients))),
    }


def quantization(n=33, k=17, d=5, beta=0.25):
    """All of a VQ-VAE's loss but its decoder, for which Σ z_q·w stands (van den Oord et al. 2017, eq. 3)."""
    z, codebook, w = draw(n, d), draw(k, d), draw(n, d)
    indices = torch.cdist(z, codebook).argmin(1)
    codes = codebook[indices]
    z_q = z + (codes - z).detach()
    loss = (z_q * w).sum() + mse_loss(codes, z.detach()) + beta * mse_loss(z, codes.detach())
    inputs = {"z": z, "codebook": codebook, "w": w}
    return case(inputs, loss, ["w"], beta=beta, indices=indices.tolist())


def classification(n=17, classes=11):
    logits = draw(n, classes, factor=5)
    labels = torch.tensor(generator.integers(classes, size=n))
    return case({"logits": logits}, cross_entropy(logits, labels), labels=labels.tolist())


def likelihood(shape=(3, 5, 4, 2)):
    x, x_hat, log_var = draw(*shape), draw(*shape), draw(*shape)
    loss = gaussian_nll_loss(x_hat, x, log_var.exp(), full=True, eps=1e-12, reduction="sum") / shape[0]
    return case({"x": x, "xHat": x_hat, "logVar": log_var}, loss, ["x"])


def squared_error(shape=(3, 5, 4, 2)):
    x, x_hat = draw(*shape), draw(*shape)
    return case({"x": x, "xHat": x_hat}, mse_loss(x_hat, x), ["x"])


def normalization(shape=(3, 5, 4, 6), groups=2):
    x, scale, shift = draw(*shape, factor=3), draw(shape[3]), draw(shape[3])
    value = group_norm(x.permute(0, 3, 1, 2), groups, scale, shift, eps=1e-5).permute(0, 2, 3, 1)
    return case({"x": x, "scale": scale, "shift": shift}, value, groups=groups)


def attention(mask, batch=2, length=9, d=5, e=7):
    q, k, v = draw(batch, length, d, factor=2), draw(batch, length, d), draw(batch, length, e)
    scores = q @ k.transpose(1, 2) / d**0.5
    if mask != "none":
        seen = torch.ones(length, length).tril(0 if mask == "causal" else -1).bool()
        scores = scores.masked_fill(~seen, -1e300)
        p = scores.softmax(2) * seen
    else:
        p = scores.softmax(2)
    return case({"q": q, "k": k, "v": v}, p @ v, mask=mask)


def corruption(kind, strength, shape=(3, 17), clamp=False):
    """x̃ from the description of src/engine/kernels/corrupt.ts, with the generator of chance.py."""
    x = generator.random(size=shape).astype(np.float32)
    draw = chance.key(7, chance.CORRUPTION, 42)
    if kind == "gaussian":
        spoilt = x + strength * chance.normals(draw, x.size).reshape(shape)
        spoilt = spoilt.clip(0, 1) if clamp else spoilt
    else:
        words = np.array([chance.bits(draw, i) for i in range(x.size)]).reshape(shape)
        spoilt = np.where((words >> 8) / 2**24 < strength, 0 if kind == "masking" else words & 1, x)
    given = {"kind": kind, "strength": strength, "clamp": clamp}
    return {"corruption": given, "draw": draw, "shape": list(shape), "x": fixtures.floats(x), "xTilde": fixtures.floats(spoilt)}


def divergence(shape=(17, 3)):
    mu, log_var = draw(*shape), draw(*shape, factor=2)
    value = kl_divergence(Normal(mu, (log_var / 2).exp()), Normal(0, 1)).sum(1).mean()
    return case({"mu": mu, "logVar": log_var}, value)


def reparameterization(shape=(17, 3)):
    mu, log_var, eps = draw(*shape), draw(*shape, factor=2), draw(*shape)
    return case({"mu": mu, "logVar": log_var, "eps": eps}, mu + (log_var / 2).exp() * eps, ["eps"])


def batch_normalization(shape=(3, 5, 4, 6)):
    """With a momentum of 1, PyTorch's running averages are those of the batch; its variance is the unbiased one."""
    x, scale, shift = draw(*shape, factor=3), draw(shape[3]), draw(shape[3])
    mean, variance = torch.zeros(shape[3]).double(), torch.ones(shape[3]).double()
    inputs = {"x": x, "scale": scale, "shift": shift}
    value = batch_norm(x.permute(0, 3, 1, 2), mean, variance, scale, shift, True, 1.0, 1e-5).permute(0, 2, 3, 1)
    training = case(inputs, value, mean=fixtures.floats(mean), unbiasedVariance=fixtures.floats(variance))
    value = batch_norm(x.permute(0, 3, 1, 2), mean, variance, scale, shift, False, 0.0, 1e-5).permute(0, 2, 3, 1)
    return {"training": training, "inference": case({**inputs, "mean": mean, "variance": variance}, value, ["mean", "variance"])}


def masked_convolution(kind, colours, size=3, inputs=2, outputs=3, shape=(2, 5, 4)):
    """A PixelCNN's layer; `inputs` and `outputs` count the channels of each colour."""
    x, bias = draw(*shape, inputs * colours), draw(outputs * colours)
    weights = draw(size, size, inputs * colours, outputs * colours)
    mask, middle = torch.zeros(weights.shape).double(), size // 2
    mask[:middle] = 1
    mask[middle, :middle] = 1
    for i in range(inputs * colours):
        for o in range(outputs * colours):
            mask[middle, middle, i, o] = i // inputs < o // outputs or (kind == "B" and i // inputs == o // outputs)
    filters = (weights * mask).permute(3, 2, 0, 1)
    value = conv2d(x.permute(0, 3, 1, 2), filters, bias, padding=middle).permute(0, 2, 3, 1)
    return case({"x": x, "filter": weights, "bias": bias}, value, mask={"kind": kind, "colours": colours})


fixtures.write(
    "kernels",
    {
        "quantization": quantization(),
        "classification": classification(),
        "likelihood": likelihood(),
        "squaredError": squared_error(),
        "normalization": normalization(),
        "attention": [attention(mask) for mask in ("none", "causal", "strict")],
        "corruption": [
            corruption("gaussian", 0.25),
            corruption("gaussian", 0.5, clamp=True),
            corruption("masking", 0.25),
            corruption("saltAndPepper", 0.5),
        ],
        "divergence": divergence(),
        "reparameterization": reparameterization(),
        "batchNormalization": batch_normalization(),
        "maskedConvolution": [masked_convolution("A", 1), masked_convolution("A", 3, size=5), masked_convolution("B", 3)],
    },
    part="kernels",
)
