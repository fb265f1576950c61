"""The Python side of Sonoprobe's embedding model `process`. Needs nothing but Python 3.

    from sonoprobe_model import serve
    serve(embed)            # embed(samples, rate) -> vectors, or (vectors, hop_seconds)

samples is an array.array('f') (numpy.asarray(samples) shares its memory), mono. vectors is a list,
NumPy array or torch tensor of shape (D), (frames, D) or (layers, frames, D). Raise ValueError for
audio that cannot be embedded. print() goes to standard error, so it does no harm.
"""
import array, os, struct, sys


def _nested(vectors):
    if len(getattr(vectors, "shape", (1,))) not in (1, 2, 3):
        raise SystemExit("embed returned the shape %s" % (tuple(vectors.shape),))
    vectors = vectors.detach().cpu().numpy() if hasattr(vectors, "detach") else vectors
    vectors = vectors.tolist() if hasattr(vectors, "tolist") else vectors
    while not isinstance(vectors[0], (list, tuple)) or not isinstance(vectors[0][0], (list, tuple)):
        vectors = [vectors]
    return vectors


def serve(embed):
    pipe_in, pipe_out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed from here on is no answer
    pipe_out.write(b"SONOPROBE 1\n")
    pipe_out.flush()
    while len(head := pipe_in.read(12)) == 12:
        _, rate, count = struct.unpack("<4sii", head)
        samples = array.array("f", pipe_in.read(4 * count))
        try:
            result = embed(samples, rate)
            vectors, hop = result if isinstance(result, tuple) and len(result) == 2 else (result, 0.0)
            layers = _nested(vectors)
            flat = array.array("f", (v for layer in layers for frame in layer for v in frame))
            shape = (len(layers), len(layers[0]), len(layers[0][0]))
            if len(flat) != shape[0] * shape[1] * shape[2]:
                raise SystemExit("embed returned %d numbers in rows of unequal length" % len(flat))
            pipe_out.write(b"SPA1" + struct.pack("<iiid", *shape, hop) + flat.tobytes())
        except ValueError as error:
            message = str(error).encode()[:65000]
            pipe_out.write(b"SPE1" + struct.pack("<i", len(message)) + message)
        pipe_out.flush()
