"""PyTorch's loss, gradients and first steps of a classifier of pictures, by cross-entropy of its class scores."""

import math

import torch
from torch.nn.functional import conv2d, cross_entropy, pad

import chance
import descent
import images

FILTER, CHANNELS, FEATURES, CLASSES = 5, 3, 6, 4
X = torch.tensor(images.colours())
LABELS = torch.tensor([chance.bits(chance.key(9), i) % CLASSES for i in range(len(X))])

stages = [images.COLOUR_SHAPE]
while len(stages) == 1 or min(stages[-1][:2]) >= 7:
    height, width, channels = stages[-1]
    outputs = CHANNELS if len(stages) == 1 else 2 * channels
    stages.append((math.ceil(height / 2), math.ceil(width / 2), outputs))

shapes = {}
for i, (before, after) in enumerate(zip(stages, stages[1:])):
    shapes[f"conv.{i}.filter"] = ((FILTER, FILTER, before[2], after[2]), FILTER * FILTER * before[2])
    shapes[f"conv.{i}.bias"] = ((after[2],), 0)
flat = math.prod(stages[-1])
for name, before, after in (("features", flat, FEATURES), ("logits", FEATURES, CLASSES)):
    shapes[f"{name}.weight"] = ((before, after), before)
    shapes[f"{name}.bias"] = ((after,), 0)
p = descent.initial_parameters(shapes)


def loss(step):
    batch = chance.batch(step, len(X), descent.BATCH, descent.SEED)
    height, width, channels = stages[0]
    h = X[batch].reshape(-1, height, width, channels).permute(0, 3, 1, 2)
    for i, (height, width, _) in enumerate(stages[1:]):
        # TensorFlow's "same": what does not come out even is padded below and on the right
        across, down = (2 * (to - 1) + FILTER - of for to, of in ((width, h.shape[3]), (height, h.shape[2])))
        h = pad(h, (across // 2, across - across // 2, down // 2, down - down // 2))
        h = torch.relu(conv2d(h, p[f"conv.{i}.filter"].permute(3, 2, 0, 1), p[f"conv.{i}.bias"], 2))
    h = h.permute(0, 2, 3, 1).reshape(len(batch), -1)
    h = torch.relu(h @ p["features.weight"] + p["features.bias"])
    return cross_entropy(h @ p["logits.weight"] + p["logits.bias"], LABELS[batch]).reshape(1)


experiment = {"filter": FILTER, "channels": CHANNELS, "features": FEATURES, "classes": CLASSES, "labels": LABELS.tolist()}
descent.write("classifier", experiment, p, loss, part="judges")
