"""The autoencoder's family: denoising, tied, sparse, contractive, and with convolutions."""

import math

import numpy as np
import torch
from torch.nn.functional import conv2d, conv_transpose2d, mse_loss, pad

import chance
import descent
import images

HIDDEN, LATENT = 8, 2
BLOBS = torch.tensor(images.training_images())
COLOURS = torch.tensor(images.colours())


def stages(hidden, depth):
    """Height, width and channels of the colour pictures at every layer of a convolutional network."""
    found = [images.COLOUR_SHAPE]
    for i in range(depth + 1):
        height, width = (math.ceil(side / 2) for side in found[-1][:2])
        if i > 0 and min(height, width) < 4:
            break
        found.append((height, width, max(4, round(hidden / 8)) * 2**i))
    return found


class Autoencoder:
    """The engine's network, with its names of the parameters in its order."""

    def __init__(self, network="mlp", depth=1, tie="free", sparsity=0, contraction=0, corruption=None, strength=0):
        self.network, self.depth, self.tied = network, 0 if network == "linear" else depth, tie == "tied"
        self.sparsity, self.contraction, self.corruption, self.strength = sparsity, contraction, corruption, strength
        self.x = COLOURS if network == "conv" else BLOBS
        self.stages = stages(HIDDEN, depth)
        self.p = descent.initial_parameters(self.shapes())

    def shapes(self):
        """name → (shape, inputs of a unit; 0 for a bias)"""
        found, pixels = {}, self.x.shape[1]

        def layer(name, bias, weight=None, part="weight"):
            if weight:
                found[f"{name}.{part}"] = (weight, math.prod(weight[:-1]))
            found[f"{name}.bias"] = ((bias,), 0)

        if self.network == "conv":
            channels = [channels for _, _, channels in self.stages]
            flat = math.prod(self.stages[-1])
            ways = list(zip(channels, channels[1:]))
            for i, (few, many) in enumerate(ways):
                layer(f"encoder.{i}", many, (4, 4, few, many), "filter")
            layer("mu", LATENT, (flat, LATENT))
            layer("decoder.0", flat, None if self.tied else (LATENT, flat))
            for i, (few, many) in enumerate(reversed(ways)):
                name = "output" if i == len(ways) - 1 else f"decoder.{i + 1}"
                layer(name, few, None if self.tied else (4, 4, few, many), "filter")
            return found
        for i in range(self.depth):
            layer(f"encoder.{i}", HIDDEN, (HIDDEN if i else pixels, HIDDEN))
        layer("mu", LATENT, (HIDDEN if self.depth else pixels, LATENT))
        for i in range(self.depth):
            layer(f"decoder.{i}", HIDDEN, None if self.tied else (HIDDEN if i else LATENT, HIDDEN))
        layer("output", pixels, None if self.tied else (HIDDEN if self.depth else LATENT, pixels))
        return found

    def dense(self, h, name):
        return h @ self.p[f"{name}.weight"] + self.p[f"{name}.bias"]

    def turned(self, h, name, of):
        """A layer of the decoder; tied, it has the transposed weights of layer `of` of the encoder."""
        weight = self.p[f"{of}.weight"].T if self.tied else self.p[f"{name}.weight"]
        return h @ weight + self.p[f"{name}.bias"]

    def encode(self, x, drop):
        if self.network == "conv":
            height, width, channels = self.stages[0]
            h = x.reshape(-1, height, width, channels).permute(0, 3, 1, 2)
            for i, (height, width, _) in enumerate(self.stages[1:]):
                # TensorFlow's "same": what does not come out even is padded below and on the right
                across, down = (2 * (after - 1) + 4 - before for after, before in ((width, h.shape[3]), (height, h.shape[2])))
                h = pad(h, (across // 2, across - across // 2, down // 2, down - down // 2))
                h = torch.relu(conv2d(h, self.p[f"encoder.{i}.filter"].permute(3, 2, 0, 1), self.p[f"encoder.{i}.bias"], 2))
            return self.dense(h.permute(0, 2, 3, 1).reshape(len(x), -1), "mu")
        for i in range(self.depth):
            x = drop(torch.relu(self.dense(x, f"encoder.{i}")), i)
        return self.dense(x, "mu")

    def decode(self, z, drop):
        if self.network == "conv":
            height, width, channels = self.stages[-1]
            h = torch.relu(self.turned(z, "decoder.0", "mu")).reshape(-1, height, width, channels).permute(0, 3, 1, 2)
            last = len(self.stages) - 2
            for i, (height, width, _) in enumerate(reversed(self.stages[:-1])):
                name = "output" if i == last else f"decoder.{i + 1}"
                kernel = self.p[f"encoder.{last - i}.filter" if self.tied else f"{name}.filter"].permute(3, 2, 0, 1)
                across, down = (2 * (before - 1) + 4 - after for after, before in ((width, h.shape[3]), (height, h.shape[2])))
                h = conv_transpose2d(h, kernel, stride=2)
                h = h[:, :, down // 2 : down // 2 + height, across // 2 : across // 2 + width]
                h = h + self.p[f"{name}.bias"].reshape(1, -1, 1, 1)
                h = h if i == last else torch.relu(h)
            return torch.sigmoid(h.permute(0, 2, 3, 1).reshape(len(z), -1))
        for i in range(self.depth):
            of = f"encoder.{self.depth - i}" if i else "mu"
            z = drop(torch.relu(self.turned(z, f"decoder.{i}", of)), self.depth + i)
        y = self.turned(z, "output", "encoder.0" if self.depth else "mu")
        return y if self.network == "linear" else torch.sigmoid(y)

    def spoilt(self, x, draw):
        noise = chance.normals(draw, x.numel()).reshape(x.shape)
        hit = torch.tensor(chance.hits(draw, x.numel(), self.strength).reshape(x.shape))
        coin = torch.tensor(chance.coins(draw, x.numel()).reshape(x.shape))
        match self.corruption:
            case "gaussian":
                return x + self.strength * torch.tensor(noise)
            case "masking":
                return torch.where(hit, torch.zeros_like(x), x)
            case "saltAndPepper":
                return torch.where(hit, coin, x)
            case "dropout":
                return torch.where(hit, torch.zeros_like(x), x) / (1 - self.strength)
        return x

    def losses(self, step):
        x = self.x[chance.batch(step, len(self.x), descent.BATCH, descent.SEED)]
        draw = chance.key(descent.SEED, chance.CORRUPTION, step)

        def drop(h, layer):
            if self.corruption != "hiddenDropout":
                return h
            out = chance.hits((draw + layer * h.numel()) & chance.MASK, h.numel(), self.strength)
            return torch.where(torch.tensor(out.reshape(h.shape)), torch.zeros_like(h), h / (1 - self.strength))

        x_tilde = self.spoilt(x, draw)
        z = self.encode(x_tilde, drop)
        terms, weights = [mse_loss(self.decode(z, drop), x)], [1]
        if self.sparsity:
            terms.append(z.abs().sum() / len(x))
            weights.append(self.sparsity)
        if self.contraction:
            v = chance.normals(chance.key(descent.SEED, chance.DIRECTION, step), x.numel()).reshape(x.shape)
            encode = lambda at: self.encode(at, drop)
            _, along = torch.autograd.functional.jvp(encode, x_tilde, torch.tensor(v), create_graph=True)
            terms.append((along**2).sum() / len(x))
            weights.append(self.contraction)
        return torch.stack([sum(weight * term for weight, term in zip(weights, terms)), *terms])


def fixture(name, model, **choices):
    model_of_torch = Autoencoder(**choices)
    experiment = {"model": model, "hidden": HIDDEN, "latent": LATENT, **choices}
    descent.write(name, experiment, model_of_torch.p, model_of_torch.losses)


fixture("dae-gaussian", "dae", corruption="gaussian", strength=0.3)
fixture("dae-masking", "dae", corruption="masking", strength=0.3)
fixture("dae-salt-and-pepper", "dae", corruption="saltAndPepper", strength=0.2)
fixture("dae-dropout", "dae", corruption="dropout", strength=0.4)
fixture("dae-hidden-dropout", "dae", depth=2, corruption="hiddenDropout", strength=0.3, contraction=0.05)
fixture("ae-tied", "ae", depth=2, tie="tied")
fixture("ae-tied-linear", "ae", network="linear", tie="tied")
fixture("ae-sparse", "ae", sparsity=0.02)
fixture("ae-contractive", "ae", depth=2, sparsity=0.01, contraction=0.1)
fixture("ae-conv", "ae", network="conv", contraction=0.05)
fixture("ae-conv-tied", "ae", network="conv", tie="tied")
fixture("dae-conv", "dae", network="conv", depth=3, corruption="masking", strength=0.3)
