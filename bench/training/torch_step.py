"""Milliseconds of one training step in PyTorch on the processor: `python3 torch_step.py dense|conv STEPS`, a JSON object by threads."""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

WORK, STEPS = sys.argv[1], int(sys.argv[2])
torch.manual_seed(0)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.mu, self.log_var = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
        self.decoder, self.logits = nn.Linear(20, 400), nn.Linear(400, 784)

    def loss(self, x):
        h = F.relu(self.encoder(x))
        mu, log_var = self.mu(h), self.log_var(h)
        z = mu + torch.exp(0.5 * log_var) * torch.randn_like(mu)
        logits = self.logits(F.relu(self.decoder(z)))
        nll = F.binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)
        return nll + 0.5 * (mu**2 + log_var.exp() - log_var - 1).sum(1).mean()


class ConvAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.down1, self.down2 = nn.Conv2d(1, 32, 4, 2, 1), nn.Conv2d(32, 64, 4, 2, 1)
        self.up1, self.up2 = nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ConvTranspose2d(32, 1, 4, 2, 1)

    def loss(self, x):
        image = x.view(-1, 1, 28, 28)
        logits = self.up2(F.relu(self.up1(F.relu(self.down2(F.relu(self.down1(image)))))))
        return F.binary_cross_entropy_with_logits(logits, image, reduction="sum") / len(x)


def milliseconds(threads):
    torch.set_num_threads(threads)
    model = Vae() if WORK == "dense" else ConvAutoencoder()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    x = torch.rand(128 if WORK == "dense" else 64, 784)

    def step():
        optimizer.zero_grad()
        model.loss(x).backward()
        optimizer.step()

    for _ in range(5):
        step()
    blocks = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(STEPS):
            step()
        blocks.append(1000 * (time.perf_counter() - start) / STEPS)
    return sorted(blocks)[2]


print(json.dumps({str(threads): milliseconds(threads) for threads in (1, 2)}))
