"""A small network of one's own: trained nowhere, exported so that Sonoprobe can evaluate it.

    python my_network.py my_network.onnx     # needs torch (and onnx, for newer versions of torch)

It takes mel spectra [batch, frames, 96] of the front-end `musicnn` and gives one vector for each.
"""
import sys

import torch


class MyNetwork(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv1d(96, 32, 5, padding=2)
        self.out = torch.nn.Linear(64, 16)

    def forward(self, mel):  # [batch, frames, 96]
        x = torch.relu(self.conv(mel.transpose(1, 2)))
        return self.out(torch.cat([x.mean(2), x.amax(2)], 1))


if __name__ == "__main__":
    torch.manual_seed(0)
    network, example = MyNetwork().eval(), torch.zeros(2, 187, 96)
    path = sys.argv[1]
    if path.endswith(".pt"):
        torch.jit.trace(network, example).save(path)
    else:
        torch.onnx.export(
            network, example, path, opset_version=13, input_names=["mel"], output_names=["embedding"],
            dynamic_axes={"mel": {0: "batch", 1: "frames"}, "embedding": {0: "batch"}},
        )
