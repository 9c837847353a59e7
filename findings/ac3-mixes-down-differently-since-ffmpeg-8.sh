#!/usr/bin/env bash
# The same 5.1 AC-3 file mixes down to other samples in FFmpeg 7.0 than in FFmpeg 8 and 9.
#
# An AC-3 stream says how loud its centre and surround channels shall be in a mix ("mix levels"). FFmpeg 7.0.2 hands them on with each
# decoded frame, but its resampling filter takes no notice and mixes both at its own default, -3 dB. 9.0.2 (8.0.1 too) reads them; what
# FFmpeg's encoder writes by default is -4.5 and -6 dB. As the sum is kept below full scale, every channel changes: in stereo, and as
# 16-bit samples, the front comes 1.2 dB louder and the surrounds 1.8 dB quieter. Nothing in the command differs, and nothing is said
# below the log level "verbose". Thresholds on levels, and digests of decoded audio, move with the upgrade. A program that calls
# libswresample itself stays with the old mix: it is the filter that sets the levels, not the library.
#
# Seen on 2026-11-29, a tone in one channel, mixed to stereo, mean volume:
#   front left:     ffmpeg 7.0.2 -31.8 dB, 9.0.2 -30.5 dB
#   surround left:  ffmpeg 7.0.2 -34.8 dB, 9.0.2 -36.6 dB
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

version() { # the executable that a release of imageio-ffmpeg carries
    python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --no-deps --target "$work/$1" "imageio-ffmpeg==$1"
    ls "$work/$1"/imageio_ffmpeg/binaries/ffmpeg-*
}
old=$(version 0.6.0)
new=$(version 0.8.1)
chmod +x "$old" "$new"
mean() { "$1" -nostdin -hide_banner -i "$work/$2.ac3" -af aformat=channel_layouts=stereo,volumedetect -f null - 2>&1 \
    | sed -n 's/.*mean_volume: //p'; }

"$new" -version | head -n 1 | cut -d' ' -f1-3
for channel in FL SL; do
    "$old" -nostdin -v error -f lavfi -i "sine=1000:duration=2:sample_rate=48000" \
        -af "pan=5.1(side)|$channel=c0" -c:a ac3 -b:a 448k "$work/$channel.ac3"
    a=$(mean "$old" $channel)
    b=$(mean "$new" $channel)
    echo "$channel alone: $a with 7.0.2, $b now"
    python3 - "$channel" "$a" "$b" <<'PY'
import sys
channel = sys.argv[1]
old, new = (float(text.split()[0]) for text in sys.argv[2:])
expected = {"FL": 1.2, "SL": -1.8}[channel]
assert abs(new - old - expected) < 0.3, f"changed: {channel} differs by {new - old:.1f} dB"
PY
done
