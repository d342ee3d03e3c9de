#!/usr/bin/env python3
"""Writes the reference files of this folder with NumPy and safetensors (PyPI), and checks files that
autograft has written. Not part of the test run.

usage: make.py write DIR | make.py check DIR
"""

import sys
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

MATRIX = np.array([[1.5, -0.0, np.inf], [3.0, 1e-45, 65504.0]], dtype=np.float32)
ARRAYS = {
    "matrix": MATRIX,
    "flags": np.array([True, False, True]),
    "one": np.array(7, dtype=np.int64),
    "none": np.zeros((0, 3), dtype=np.float64),
    "halves": np.array([0.5, 65504.0, 5.9604645e-08], dtype=np.float16),
    "squares": np.arange(300, dtype=np.uint16) ** 2,
}


def write(folder):
    np.save(folder / "matrix.npy", MATRIX)
    np.save(folder / "big_endian.npy", MATRIX.astype(">f4"))
    np.save(folder / "columns.npy", np.asfortranarray(np.arange(24, dtype=np.int32).reshape(2, 3, 4)))
    np.save(folder / "complex.npy", np.array([1 + 2j]))
    np.save(folder / "records.npy", np.zeros(2, dtype=[("a", "i4"), ("b", "f8")]))
    np.savez(folder / "stored.npz", **ARRAYS)
    np.savez_compressed(folder / "compressed.npz", **ARRAYS)
    save_file(ARRAYS, folder / "arrays.safetensors", metadata={"by": "Python"})


def check(folder):
    for name, array in ARRAYS.items():
        for loaded in (np.load(folder / "own.npz")[name], load_file(folder / "own.safetensors")[name]):
            assert loaded.dtype == array.dtype and loaded.shape == array.shape, name
            assert loaded.tobytes() == array.tobytes(), name
    assert np.load(folder / "own.npy").tobytes() == MATRIX.tobytes()
    with safe_open(folder / "own.agraph", "np") as model:
        print(model.metadata()["signature"], *(f"{k} {model.get_tensor(k).shape}" for k in model.keys()))
        print(model.metadata()["__graph__"])


{"write": write, "check": check}[sys.argv[1]](Path(sys.argv[2]))
