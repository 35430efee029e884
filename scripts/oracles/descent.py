"""Parameters to start from, and PyTorch's losses and gradients on the way down."""

import numpy as np
import torch

import fixtures

STEPS, BATCH, SEED = 150, 8, 7
EXPERIMENT = {"batch": BATCH, "seed": SEED, "learningRate": 1e-3}

torch.set_num_threads(1)


def initial_parameters(shapes):
    """Numbers of a usual size, also where the engine begins with 0, so that one in the wrong place shows. By name: shape and fan-in."""
    generator = np.random.default_rng(SEED)
    parameters = {}
    for name, (shape, inputs) in shapes.items():
        values = generator.normal(0, 1 / np.sqrt(inputs) if inputs else 0.1, shape)
        parameters[name] = torch.tensor(values, dtype=torch.float32, requires_grad=True)
    return parameters


def write(name, experiment, parameters, losses, part="models"):
    """150 steps of Adam on losses(step) → [total, …terms], with the gradients of the first one."""
    weights = {key: fixtures.floats(value.detach()) for key, value in parameters.items()}
    adam = torch.optim.Adam(parameters.values(), lr=EXPERIMENT["learningRate"], betas=(0.9, 0.999), eps=1e-8)
    rows, gradients = [], None
    for step in range(1, STEPS + 1):
        row = losses(step)
        adam.zero_grad()
        row[0].backward()
        gradients = gradients or {key: fixtures.floats(value.grad) for key, value in parameters.items()}
        adam.step()
        rows.append(row.detach().numpy())
    found = {"weights": weights, "gradients": gradients, "losses": fixtures.floats(rows)}
    fixtures.write(name, EXPERIMENT | experiment | found, part)
