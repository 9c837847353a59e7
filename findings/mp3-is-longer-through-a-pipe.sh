#!/usr/bin/env bash
# The same MP3 file gives more samples when FFmpeg reads it from a pipe than when it opens the file.
#
# LAME's header says how many samples of the first and of the last frame are padding. FFmpeg trims the front in both cases, but the end
# only where the input can be seeked: from a pipe (or a web server without ranges) the last frames' padding is played. A 2 s tone of
# 88,200 samples comes back exact from the file, and longer from the pipe; FLAC, Opus and AAC in ADTS do not differ. So "-i FILE" and
# "cat FILE | ... -i pipe:0" are not the same audio: lengths, digests and what is cut at the end differ, and gapless loops have gaps.
#
# Seen on 2026-11-29 (FFmpeg 7.0.2; 8.0.1 alike): file 88200 samples, pipe 88751.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --no-deps --target "$work/pip" imageio-ffmpeg==0.6.0
ffmpeg=$(ls "$work"/pip/imageio_ffmpeg/binaries/ffmpeg-*)
chmod +x "$ffmpeg"

"$ffmpeg" -nostdin -v error -f lavfi -i "sine=1000:duration=2:sample_rate=44100" -c:a libmp3lame "$work/tone.mp3"
samples() { "$ffmpeg" -nostdin -v error -i "$1" -f s16le - | wc -c | awk '{print $1 / 2}'; }
file=$(samples "$work/tone.mp3")
pipe=$(cat "$work/tone.mp3" | "$ffmpeg" -v error -i pipe:0 -f s16le - | wc -c | awk '{print $1 / 2}')
echo "file: $file samples, pipe: $pipe samples"
[ "$file" -eq 88200 ] && [ "$pipe" -gt "$file" ] || { echo "changed"; exit 1; }
