"""How a fixture is written: JSON, with arrays as base64 of little-endian float32 (or of bytes)."""

import base64
import json
import pathlib

import numpy as np

ENGINE = pathlib.Path(__file__).resolve().parents[2] / "src/engine"


def floats(values):
    return base64.b64encode(np.asarray(values, "<f4").tobytes()).decode()


def write(name, fixture, part="models"):
    folder = ENGINE / part / "fixtures"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(fixture, indent=2) + "\n")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
