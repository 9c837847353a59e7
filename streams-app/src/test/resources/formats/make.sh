#!/usr/bin/env bash
# Makes the recordings beside it: four seconds of models/demo/siren.wav in each format that people bring.
#
#   make.sh [FFMPEG]     FFmpeg 8 with libmp3lame and libopus; by default the one on PATH
set -euo pipefail
cd "$(dirname "$0")"
ffmpeg=${1:-ffmpeg}

# make FILE OPTION...: no encoder's name and no date gets into the file, so that it comes out the same again.
make() {
    "$ffmpeg" -v error -nostdin -y -t 4 -i ../../../../../models/demo/siren.wav \
        -map_metadata -1 -fflags +bitexact -flags:a +bitexact "${@:2}" "$1"
}

make siren.mp3 -c:a libmp3lame -b:a 48k
make siren.opus -c:a libopus -b:a 32k
make siren.ogg -c:a vorbis -strict experimental -ac 2 -b:a 64k
make siren.flac -c:a flac -ar 16000 -sample_fmt s16
make siren.m4a -c:a aac -b:a 48k
make siren.wma -c:a wmav2 -ar 44100 -b:a 48k
# Six channels; the siren is in the centre alone, as a film has it.
make siren.ac3 -af 'pan=5.1|FC=c0' -ar 48000 -c:a ac3 -b:a 192k
