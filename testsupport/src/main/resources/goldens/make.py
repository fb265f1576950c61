"""Makes reference.json beside it: what scikit-learn, resampy and torchaudio give for inputs that the tests make by the same
formula. Run with scikit-learn 1.2.1, resampy 0.4.2 and torchaudio 0.13.1. The metrics are cases of scikit-learn 1.2.1."""
import json, pathlib
import numpy as np, resampy, torch, torchaudio
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.svm import LinearSVC

x = np.array([0.5 * np.sin(0.05 * i) + 0.3 * np.sin(0.31 * i + 0.001 * i * i) for i in range(1200)], np.float32)
t = torch.from_numpy(x)
sinc = lambda to: torchaudio.functional.resample(t, 44100, to).numpy()
rows = np.array([[np.sin(0.7 * i + 1.3 * j * j) * (8 - j) + np.cos(0.3 * i * j) for j in range(8)] for i in range(40)])
pca = PCA(3).fit(rows)
spec = torchaudio.transforms.MelSpectrogram(16000, 512, hop_length=256, n_mels=96, norm="slaney", mel_scale="slaney",
                                            pad_mode="reflect")(t)
bank = torchaudio.functional.melscale_fbanks(257, 0.0, 8000.0, 96, 16000, norm="slaney", mel_scale="slaney").numpy()
out = {
    "resampy_kaiser_best_44100_48000": resampy.resample(x.astype(np.float64), 44100, 48000, filter="kaiser_best"),
    "torchaudio_sinc_hann_44100_16000": sinc(16000),
    "torchaudio_sinc_hann_44100_24000": sinc(24000),
    "mel_bank_columns": bank[::16].sum(1), "mel_bank_rows": bank[:, ::8].sum(0),
    "mel_power_frame_2": spec[:, 2].numpy(),
    "pca_variances": pca.explained_variance_, "pca_components": pca.components_, "pca_row0": pca.transform(rows)[0],
}
y = np.array([(i * i + i // 3) % 3 for i in range(40)])
rows = rows.astype(np.float32).astype(float)
newton = dict(C=0.5, tol=1e-12, max_iter=100000, solver="newton-cg")
lr = LogisticRegression(multi_class="multinomial", **newton).fit(rows, y)
lb = LogisticRegression(**newton).fit(rows, y == 1)
sv = LinearSVC(C=0.5, dual=False, tol=1e-12, max_iter=1000000).fit(rows, y)
rg = Ridge(alpha=2.0, solver="cholesky").fit(rows, np.stack([rows[:, 0] * rows[:, 1], np.sin(rows[:, 2])], 1))
knn = lambda k, metric: KNeighborsClassifier(k, metric=metric).fit(rows[:30], y[:30]).predict_proba(rows[30:])
out.update({
    "sk_lr_coef": lr.coef_, "sk_lr_intercept": lr.intercept_, "sk_lr_proba": lr.predict_proba(rows)[:5],
    "sk_lb_coef": lb.coef_, "sk_lb_intercept": lb.intercept_,
    "sk_svc_coef": sv.coef_, "sk_svc_intercept": sv.intercept_, "sk_svc_margins": sv.decision_function(rows)[:5],
    "sk_ridge_coef": rg.coef_, "sk_ridge_intercept": rg.intercept_,
    "sk_knn5": knn(5, "minkowski"), "sk_knn3_cosine": knn(3, "cosine"),
    "sk_centroid": NearestCentroid().fit(rows[:30], y[:30]).predict(rows[30:]),
})
torch.set_default_dtype(torch.float64)
for name, make in {
    "adamax": lambda p: torch.optim.Adamax(p, lr=0.05, eps=1e-7), "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.05, alpha=0.9, eps=1e-7),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.05, eps=1e-7), "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05),
}.items():
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    descent = make([w])
    for _ in range(5):
        w.grad = torch.stack([w[0] * 2, w[1] * 0.5 + 0.3]).detach()
        descent.step()
    out["torch_" + name] = w.detach().numpy()
text = json.dumps({k: np.asarray(v).astype(float).round(12).tolist() for k, v in out.items()})
pathlib.Path(__file__).with_name("reference.json").write_text(text.replace("], ", "],\n") + "\n")
