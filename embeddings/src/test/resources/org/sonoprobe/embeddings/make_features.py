#!/usr/bin/python3
"""Reference values for the handcrafted audio features (numpy/scipy, float64, no librosa needed).

Re-implements the definitions of librosa 0.10 from its documentation; nothing here comes from the Java code.
Usage: make_features.py synth_22050.wav outdir   ->  outdir/goldens.npz, outdir/goldens.txt (features.txt here)
"""
import sys
import numpy as np
import scipy.fft
import scipy.io.wavfile
import scipy.signal

WAV, OUT = sys.argv[1:3]
N_SAMPLES, SR, N_FFT, HOP = 33075, 22050, 2048, 512
KEEP = (0, 1, 2, 10, 31, 32, 50, 64)          # frames kept in goldens.txt
BANK_BINS = (10, 20, 41, 100, 200, 400)       # chroma filterbank bins kept in goldens.txt
FREQ = np.arange(N_FFT // 2 + 1) * SR / N_FFT  # librosa.fft_frequencies


# ---------------------------------------------------------------- helpers
def frame(y, length, hop):
    """librosa.util.frame: column t is y[t*hop : t*hop+length]; incomplete tail dropped."""
    t = 1 + (len(y) - length) // hop
    return y[np.arange(length)[:, None] + hop * np.arange(t)[None, :]]


def normalize(x, kind):
    """librosa.util.normalize over axis 0: divide by max|x| or sum|x|; columns with norm < tiny are left as is."""
    m = np.abs(x)
    length = m.max(axis=0) if kind == 'inf' else m.sum(axis=0) if kind == 'l1' else np.sqrt((m ** 2).sum(axis=0))
    return x / np.where(length < np.finfo(x.dtype).tiny, 1.0, length)


def power_to_db(s, amin=1e-10, top_db=80.0):
    """librosa.power_to_db, ref=1: 10 log10(max(amin, s)), then floored at (maximum of the whole array) - top_db."""
    db = 10.0 * np.log10(np.maximum(amin, s))
    return db if top_db is None else np.maximum(db, db.max() - top_db)


def stft_mag(y, pad_mode='constant'):
    """librosa.stft, center=True: pad n_fft/2 zeros each side, periodic Hann, |rfft|."""
    y = np.pad(y, N_FFT // 2, mode=pad_mode)
    win = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(N_FFT) / N_FFT)
    return np.abs(np.fft.rfft(frame(y, N_FFT, HOP) * win[:, None], axis=0))


# ---------------------------------------------------------------- filterbanks
def slaney_mel_to_hz(m):
    """librosa.mel_to_hz, htk=False: linear 200/3 Hz per mel below 1000 Hz, then log step ln(6.4)/27."""
    m = np.asarray(m, float)
    return np.where(m < 15.0, m * 200.0 / 3.0, 1000.0 * np.exp(np.log(6.4) / 27.0 * (m - 15.0)))


def slaney_hz_to_mel(f):
    """librosa.hz_to_mel, htk=False (scalar)."""
    return f * 3.0 / 200.0 if f < 1000.0 else 15.0 + np.log(f / 1000.0) * 27.0 / np.log(6.4)


def mel_bank(n_mels=128, n_fft=N_FFT):
    """librosa.filters.mel, norm='slaney': triangles linear in Hz, each scaled by 2 / (f_hi - f_lo)."""
    freq = np.arange(n_fft // 2 + 1) * SR / n_fft
    edges = slaney_mel_to_hz(np.linspace(slaney_hz_to_mel(0.0), slaney_hz_to_mel(SR / 2.0), n_mels + 2))
    lo, ce, hi = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    tri = np.maximum(0.0, np.minimum((freq - lo) / (ce - lo), (hi - freq) / (hi - ce)))
    return tri * 2.0 / (hi - lo)


def chroma_bank(n_fft=N_FFT, n_chroma=12, ctroct=5.0, octwidth=2.0):
    """librosa.filters.chroma, tuning=0, norm=2, base_c=True (after D. Ellis' fft2chromamx)."""
    f = np.arange(1, n_fft) * SR / n_fft                     # all n_fft bins up to sr, DC excepted
    q = n_chroma * np.log2(f / (440.0 / 16.0))               # hz_to_octs: octaves above A0 = 27.5 Hz
    q = np.concatenate([[q[0] - 1.5 * n_chroma], q])         # DC placed 1.5 octaves below bin 1
    width = np.concatenate([np.maximum(q[1:] - q[:-1], 1.0), [1.0]])
    half = np.round(n_chroma / 2.0)
    d = q[None, :] - np.arange(n_chroma)[:, None]
    d = np.mod(d + half + 10 * n_chroma, n_chroma) - half    # wrapped to [-6, 6)
    w = np.exp(-0.5 * (2.0 * d / width) ** 2)                # Gaussian bump of half-width = bin width
    w = normalize(w, 'l2')                                   # per FFT bin (column), over the 12 chroma
    w = w * np.exp(-0.5 * ((q / n_chroma - ctroct) / octwidth) ** 2)  # octave dominance, after the norm
    return np.roll(w, -3, axis=0)[:, :n_fft // 2 + 1]        # row 0: A -> C


# ---------------------------------------------------------------- features (all return features x frames)
def mfcc(mel_db, n=20):
    """librosa.feature.mfcc: DCT-II, norm='ortho', over the mel axis."""
    return scipy.fft.dct(mel_db, axis=0, type=2, norm='ortho')[:n]


def delta(x, order, width=9):
    """librosa.feature.delta: savgol_filter(width, polyorder=order, deriv=order, mode='interp') along time."""
    return scipy.signal.savgol_filter(x, width, polyorder=order, deriv=order, axis=-1, mode='interp')


def spectral_centroid(s):
    """librosa: sum f * S / sum S, S magnitude."""
    return (FREQ[:, None] * normalize(s, 'l1')).sum(axis=0, keepdims=True)


def spectral_bandwidth(s):
    """librosa, p=2, norm=True: sqrt(sum (S/sum S) * |f - centroid|^2)."""
    dev = np.abs(FREQ[:, None] - spectral_centroid(s))
    return np.sqrt((normalize(s, 'l1') * dev ** 2).sum(axis=0, keepdims=True))


def spectral_rolloff(s, p=0.85):
    """librosa: lowest bin frequency whose cumulative magnitude is not < p * total."""
    c = np.cumsum(s, axis=0)
    return FREQ[np.argmax(~(c < p * c[-1]), axis=0)][None, :]


def spectral_flatness(s, amin=1e-10):
    """librosa, power=2: geometric / arithmetic mean of max(amin, S^2)."""
    p = np.maximum(amin, s ** 2)
    return np.exp(np.log(p).mean(axis=0, keepdims=True)) / p.mean(axis=0, keepdims=True)


def spectral_contrast(s, fmin=200.0, n_bands=6, quantile=0.02):
    """librosa, linear=False: dB(mean of top quantile) - dB(mean of bottom quantile) per octave band, on magnitudes."""
    edges = np.concatenate([[0.0], fmin * 2.0 ** np.arange(n_bands + 1)])
    peak = np.zeros((n_bands + 1, s.shape[1]))
    valley = np.zeros_like(peak)
    for k in range(n_bands + 1):
        band = (FREQ >= edges[k]) & (FREQ <= edges[k + 1])
        idx = np.flatnonzero(band)
        if k > 0:
            band[idx[0] - 1] = True          # one bin below the band joins it
        if k == n_bands:
            band[idx[-1] + 1:] = True        # last band runs to Nyquist
        sub = s[band]
        if k < n_bands:
            sub = sub[:-1]                   # last bin left to the next band
        n = int(max(1, np.rint(quantile * band.sum())))   # counted before that bin is dropped
        o = np.sort(sub, axis=0)
        valley[k], peak[k] = o[:n].mean(axis=0), o[-n:].mean(axis=0)
    return power_to_db(peak) - power_to_db(valley)        # top_db=80 against each array's own maximum


def zero_crossing_rate(y, length=2048, hop=HOP, threshold=1e-10):
    """librosa: edge-pad length/2, |y|<=threshold -> 0, sign-bit changes inside the frame (0 is positive) / length."""
    f = frame(np.pad(y, length // 2, mode='edge'), length, hop)
    neg = np.where(np.abs(f) <= threshold, 0.0, f) < 0
    return (neg[1:] != neg[:-1]).sum(axis=0)[None, :] / length


def rms(y, length=2048, hop=HOP):
    """librosa: zero-pad length/2, sqrt(mean y^2), no window."""
    return np.sqrt((frame(np.pad(y, length // 2), length, hop) ** 2).mean(axis=0, keepdims=True))


def tonnetz(chroma):
    """librosa (Harte et al. 2006): phi . L1-normalised chroma; even rows sin, odd rows cos of pi*scale*c."""
    c = np.arange(12)
    v = np.array([7 / 6, 7 / 6, 3 / 2, 3 / 2, 2 / 3, 2 / 3])[:, None] * c[None, :]
    v[::2] -= 0.5
    phi = np.array([1, 1, 1, 1, 0.5, 0.5])[:, None] * np.cos(np.pi * v)
    return phi @ normalize(chroma, 'l1')


def onset_strength(mel_db, lag=1):
    """librosa.onset: mean over mels of max(0, L[t]-L[t-1]), shifted right by n_fft//(2 hop), trimmed to T."""
    d = np.maximum(0.0, mel_db[:, lag:] - mel_db[:, :-lag]).mean(axis=0)
    return np.pad(d, (lag + N_FFT // (2 * HOP), 0))[:mel_db.shape[1]][None, :]


def tempogram(env, win=64):
    """librosa.feature.tempogram: linear-ramp pad win/2, hop 1, periodic Hann, raw autocorrelation / max."""
    n = env.shape[-1]
    y = np.pad(env.ravel(), win // 2, mode='linear_ramp', end_values=0)
    f = frame(y, win, 1)[:, :n] * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(win) / win))[:, None]
    ac = np.stack([np.correlate(f[:, t], f[:, t], 'full')[win - 1:] for t in range(n)], axis=1)
    return normalize(ac, 'inf')


def spectral_flux(s):
    """Own definition: mean over the 1025 bins of max(0, S[t]-S[t-1]) on magnitudes; frame 0 is 0."""
    return np.concatenate([[0.0], np.maximum(0.0, np.diff(s, axis=1)).mean(axis=0)])[None, :]


def load():
    """mono 16-bit wav, int16 / 32768, first 1.5 s."""
    sr, x = scipy.io.wavfile.read(WAV)
    assert sr == SR and x.dtype == np.int16 and x.ndim == 1
    return x[:N_SAMPLES].astype(np.float64) / 32768.0


def compute():
    y = load()
    s = stft_mag(y)
    bank = chroma_bank()
    mel_power = mel_bank() @ s ** 2
    mel_db = power_to_db(mel_power)
    f = {}
    f['mfcc'] = mfcc(mel_db)
    f['mfcc_delta'] = delta(f['mfcc'], 1)
    f['mfcc_delta2'] = delta(f['mfcc'], 2)
    f['chroma_stft'] = normalize(bank @ s ** 2, 'inf')
    f['spectral_centroid'] = spectral_centroid(s)
    f['spectral_bandwidth'] = spectral_bandwidth(s)
    f['spectral_rolloff'] = spectral_rolloff(s)
    f['spectral_flatness'] = spectral_flatness(s)
    f['spectral_contrast'] = spectral_contrast(s)
    f['zero_crossing_rate'] = zero_crossing_rate(y)
    f['rms'] = rms(y)
    f['tonnetz'] = tonnetz(f['chroma_stft'])
    f['onset_strength'] = onset_strength(mel_db)
    f['tempogram'] = tempogram(f['onset_strength'])
    f['spectral_flux'] = spectral_flux(s)
    extra = {'stft_mag': s, 'mel_power': mel_power, 'mel_db': mel_db, 'chroma_bank': bank, 'mel_bank': mel_bank()}
    return y, f, extra


def main():
    _, f, extra = compute()
    frames = 1 + N_SAMPLES // HOP
    np.savez_compressed(OUT + '/goldens.npz', **f, **extra)

    def line(name, v):
        return name + ' ' + ' '.join('%.9g' % (x + 0.0) for x in v) + '\n'

    with open(OUT + '/goldens.txt', 'w') as out:
        for name, a in f.items():
            assert a.ndim == 2 and a.shape[1] == frames and np.isfinite(a).all(), name
            for t in KEEP:
                if t < frames:
                    out.write(line('%s@%d' % (name, t), a[:, t]))
        out.write(line('chroma_bank_rowsums', extra['chroma_bank'].sum(axis=1)))
        for b in BANK_BINS:
            out.write(line('chroma_bank@%d' % b, extra['chroma_bank'][:, b]))


if __name__ == '__main__':
    main()
