"""Writes tiny ONNX networks with the signatures of published ones, from the standard library alone.

Each has the input and output names, ranks and dynamic axes of the network whose file it stands in
for, and weights by formula, so that a test can say what it gives. Run in this folder:

    python3 make_networks.py ../resources/networks
"""
import math
import struct
import sys
from pathlib import Path

FLOAT, INT64 = 1, 7


def varint(n):
    out = b""
    n &= (1 << 64) - 1
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def data(field, payload):
    payload = payload.encode() if isinstance(payload, str) else payload
    return varint(field << 3 | 2) + varint(len(payload)) + payload


def tensor(name, dims, values, kind=FLOAT):
    raw = struct.pack("<%d%s" % (len(values), "f" if kind == FLOAT else "q"), *values)
    return b"".join(number(1, d) for d in dims) + number(2, kind) + data(8, name) + data(9, raw)


def attribute(name, value):
    if isinstance(value, list):
        return data(1, name) + b"".join(number(8, v) for v in value) + number(20, 7)
    return data(1, name) + number(3, value) + number(20, 2)


def node(op, inputs, outputs, **attributes):
    return (
        b"".join(data(1, i) for i in inputs)
        + b"".join(data(2, o) for o in outputs)
        + data(3, outputs[0])
        + data(4, op)
        + b"".join(data(5, attribute(k, v)) for k, v in attributes.items())
    )


def value(name, dims):
    """A float array; a dimension is a number or, where it is dynamic, a name."""
    shape = b"".join(data(1, number(1, d) if isinstance(d, int) else data(2, d)) for d in dims)
    return data(1, name) + data(2, data(1, number(1, FLOAT) + data(2, shape)))


def model(nodes, weights, inputs, outputs):
    graph = (
        b"".join(data(1, n) for n in nodes)
        + data(2, "generated")
        + b"".join(data(5, w) for w in weights)
        + b"".join(data(11, i) for i in inputs)
        + b"".join(data(12, o) for o in outputs)
    )
    return number(1, 7) + data(2, "sonoprobe") + data(7, graph) + data(8, data(1, "") + number(2, 13))


def row(name, dimension, phase=0.0):
    return tensor(name, [1, dimension], [math.sin(0.1 * d + phase) for d in range(dimension)])


def pooled(input_name, dims, outputs):
    """[batch, ...] -> for each output [batch, d]: the mean of the patch times a row."""
    axes = list(range(1, len(dims)))
    nodes = [
        node("ReduceMean", [input_name], ["mean"], axes=axes, keepdims=0),
        node("Unsqueeze", ["mean", "one"], ["column"]),
    ]
    weights = [tensor("one", [1], [1], INT64)]
    for i, (name, d) in enumerate(outputs):
        weights.append(row("row%d" % i, d, i))
        nodes.append(node("MatMul", ["column", "row%d" % i], [name]))
    return model(nodes, weights, [value(input_name, dims)], [value(n, ["batch", d]) for n, d in outputs])


def hidden(input_name, dims, states, dimension, kernel, stride):
    """Samples or bands by frames -> hidden states stacked as [states, batch, time, dimension]."""
    if len(dims) == 2:
        nodes = [node("Unsqueeze", [input_name, "one"], ["channel"])]
    else:
        nodes = [node("ReduceMean", [input_name], ["channel"], axes=[1], keepdims=1)]
    nodes += [
        node("AveragePool", ["channel"], ["pooled"], kernel_shape=[kernel], strides=[stride]),
        node("Transpose", ["pooled"], ["steps"], perm=[0, 2, 1]),
        node("MatMul", ["steps", "row"], ["vectors"]),
        node("Unsqueeze", ["vectors", "zero"], ["stack"]),
        node("Mul", ["stack", "gains"], ["hidden_states"]),
    ]
    weights = [
        tensor("one", [1], [1], INT64),
        tensor("zero", [1], [0], INT64),
        row("row", dimension),
        tensor("gains", [states, 1, 1, 1], [1.0 + s for s in range(states)]),
    ]
    shape = [states, "batch", "time", dimension]
    return model(nodes, weights, [value(input_name, dims)], [value("hidden_states", shape)])


def tokens(input_name, dims, output_name, count, dimension):
    """[batch, frames, bands] -> [batch, 1, tokens, dimension], token k being k + 1 times the first."""
    nodes = [
        node("ReduceMean", [input_name], ["mean"], axes=[1, 2], keepdims=0),
        node("Unsqueeze", ["mean", "axes"], ["corner"]),
        node("Mul", ["corner", "table"], [output_name]),
    ]
    table = [(k + 1) * math.sin(0.1 * d) for k in range(count) for d in range(dimension)]
    weights = [
        tensor("axes", [3], [1, 2, 3], INT64),
        tensor("table", [1, 1, count, dimension], table),
    ]
    shape = ["batch", 1, count, dimension]
    return model(nodes, weights, [value(input_name, dims)], [value(output_name, shape)])


NETWORKS = {
    "vggish-audioset": pooled(
        "model/Placeholder:0", ["batch", 96, 64], [("model/vggish/embeddings:0", 128)]
    ),
    "effnet-discogs": pooled(
        "melspectrogram", ["batch", 128, 96], [("activations", 400), ("embeddings", 1280)]
    ),
    "effnet-discogs-bs64": pooled(
        "melspectrogram", [64, 128, 96], [("activations", 400), ("embeddings", 1280)]
    ),
    "msd-musicnn": pooled(
        "melspectrogram", ["batch", "frames", 96], [("activations", 50), ("embeddings", 200)]
    ),
    "mtt-musicnn": pooled(
        "melspectrogram", ["batch", "frames", 96], [("activations", 50), ("penultimate", 200)]
    ),
    "openl3": pooled("melspectrogram", ["batch", 128, 199, 1], [("embeddings", 512)]),
    "neuralfp": pooled("input_1", ["batch", 256, 32, 1], [("output_1", 128)]),
    "clmr-v2": pooled("audio", ["batch", 1, 59049], [("embeddings", 512)]),
    "mert-v1-95m": hidden("input_values", ["batch", "samples"], 13, 768, 400, 320),
    "mule": pooled("input_1", ["batch", 96, 300, 1], [("embedding", 1728)]),
    "maest": tokens("melspectrogram", ["batch", 1876, 96], "PartitionedCall/Identity_7", 4, 768),
    "yamnet": pooled("features", ["batch", 96, 64], [("embedding", 1024)]),
    "panns-cnn14": pooled("mel", ["batch", 1, "frames", 64], [("embedding", 2048)]),
    "clap-music": pooled("mel", ["batch", 1, 1001, 64], [("audio_embedding", 512)]),
    "musicfm": hidden("mel", ["batch", 128, "frames"], 13, 1024, 4, 4),
    "crepe": pooled("frames", ["batch", 1024], [("activations", 360), ("embeddings", 256)]),
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in NETWORKS.items():
        (folder / (name + ".onnx")).write_bytes(content)
