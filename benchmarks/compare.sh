#!/usr/bin/env bash
# The same work here and in the reference programs of the optional reference data, interleaved, one thread each.
# usage: benchmarks/compare.sh [rounds]      (after: mvn -DskipTests package; needs /usr/bin/python3 with the reference stack)
set -euo pipefail
cd "$(dirname "$0")/.."
shared="${SONOPROBE_SHARED:-../shared}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
classpath="benchmarks/target/classes:cli/target/lib/*"
ours() { java -cp "$classpath" org.sonoprobe.benchmarks.Compare "$@"; }
theirs() { (cd "$shared/perf" && PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$@" 2>/dev/null | tail -n 1); }
ffmpeg -loglevel error -f lavfi -i "sine=frequency=440:duration=600:sample_rate=44100" -f lavfi -i "anoisesrc=d=600:r=44100:a=0.2" \
  -filter_complex "[0][1]amerge=inputs=2" -ac 2 -c:a pcm_s16le "$work/ten-minutes.wav"
lame --quiet -b 128 "$work/ten-minutes.wav" "$work/ten-minutes.mp3"
for data in A B; do (cd "$shared/perf" && PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 perf_probe.py --data "$data" --dump "$work"); done
for _ in $(seq "${1:-2}"); do
  echo "--- mel"
  ours mel
  theirs perf_mel.py --threads 1 --engines scipy,torchaudio |
    python3 -c "import json,sys; print({k: round(v['x_realtime']) for k, v in json.load(sys.stdin)['engines'].items()})"
  echo "--- decode and resample to 16 kHz mono"
  ours decode "$work/ten-minutes.wav" "$work/ten-minutes.mp3" | sed "s#$work/##"
  for format in wav mp3; do
    start=$(date +%s.%N)
    ffmpeg -loglevel error -threads 1 -i "$work/ten-minutes.$format" -af aresample=resampler=soxr -ar 16000 -ac 1 -f f32le -y /dev/null
    echo "ffmpeg with soxr, $format: $(echo "600 / ($(date +%s.%N) - $start)" | bc) x realtime"
  done
  echo "--- PCA 20,000 x 1,280 -> 128"
  java -cp "$classpath" org.sonoprobe.downstream.PcaSpeed | tail -n 1
  theirs perf_pca.py --threads 1 --reps 3 |
    python3 -c "import json,sys; print({k: round(v['wall_s'], 2) for k, v in json.load(sys.stdin)['results'].items() if k.startswith('numpy')})"
  echo "--- resampling, 30 s of mono: from, to, x realtime here, hash, soxr at precision 28, ratio"
  java -cp "$classpath" org.sonoprobe.benchmarks.ResampleTable >"$work/ours.txt"
  /usr/bin/python3 benchmarks/soxr_table.py >"$work/soxr.txt"
  paste -d' ' "$work/ours.txt" "$work/soxr.txt" | awk '{printf "%s %s %s %s %s %.2f\n", $1, $2, $3, $4, $7, $3 / $7}'
  for data in A B; do
    echo "--- probes $data"
    ours probe "$work" "$data" | tail -n 1
    for kernels in "${OPENBLAS_CORETYPE:-}" SkylakeX; do
      echo "torch, kernels ${kernels:-default}: $(OPENBLAS_CORETYPE=$kernels theirs perf_probe.py --data "$data" --style fast --threads 1 |
        python3 -c "import json,sys; d=json.load(sys.stdin); print({k: round(1000*v['epoch_s'],1) for k, v in d['probes'].items()}, 'all', round(d['total_all_s'],2), 's')")"
      [ "$kernels" = SkylakeX ] && echo "ours, kernels SkylakeX: $(OPENBLAS_CORETYPE=SkylakeX ours probe "$work" "$data" | tail -n 1)"
    done
  done
done
