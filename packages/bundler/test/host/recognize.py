"""Recognizes float32 samples with emotion.wasm in wasmtime, which is no JavaScript engine.

Usage: recognize.py emotion.wasm samples.f32 SAMPLE_RATE
Prints one line of JSON: status, labels and the probabilities' bits.
"""

import json
import struct
import sys

from wasmtime import Engine, Instance, Module, Store

path, clip, rate = sys.argv[1:]
store = Store(Engine())
exports = Instance(store, Module.from_file(store.engine, path), []).exports(store)
memory = exports["memory"]


def call(name, *arguments):
    return exports[name](store, *arguments)


def read(address, length):
    return bytes(memory.read(store, address, address + length))


with open(clip, "rb") as file:
    samples = file.read()
n = len(samples) // 4
status = [call("initialize"), call("setSampleRate", int(rate))]
memory.write(store, samples, call("reserve", n))
status.append(call("run", n))
count = call("nLabels")
labels = [read(call("labelAddress", i), call("labelLength", i)).decode() for i in range(count)]
bits = list(struct.unpack(f"<{count}I", read(call("probabilities"), 4 * count)))
print(json.dumps({"status": status, "labels": labels, "bits": bits}))
