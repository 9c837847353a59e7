"""Stage 1 for a machine that has neither the recordings nor ffmpeg: clips are packed as the Opus files that they are, and decoded there by libopus.

    python -m earshot_training.carry pack --data DATA --paths paths.csv --out OUT --megabytes 56
    python -m earshot_training.carry unpack --packs OUT/*.npz --libopus libopus.so.0 --work WORK

`pack` writes OUT/0.npz, OUT/1.npz, ...: every clip of paths.csv that may train and is an Ogg Opus file, in random order, and before these some of split `val`
to judge by. `unpack` writes WORK/mels.npy and WORK/mels-index.npz as `prepare` does. What else has to go along: clips.csv, the teacher's .npz and AudioSet's
class names and ontology."""
import argparse
import csv
import ctypes
import multiprocessing
import os
import pathlib
import struct
from collections.abc import Iterator

import numpy as np

from . import frontend
from .clips import CLIP_SECONDS, may_train, read_rows
from .grid import HOP_SAMPLES, SAMPLE_RATE
from .prepare import SHORTEST_FRAMES

VALIDATION = 110  # clips
OPUS_RATE, LONGEST_PACKET = 48_000, 5760  # samples of 120 ms
PASSED, SIDE = 0.97, 32  # share of the band that is kept, and samples on each side that a resampled one is made of


def ogg_packets(data: bytes) -> Iterator[bytes]:
    """The packets of an Ogg file with one stream."""
    part, at = b"", 0
    while at < len(data):
        if data[at:at + 4] != b"OggS":
            raise ValueError(f"no Ogg page at byte {at}")
        body = at + 27 + data[at + 26]
        for size in data[at + 27:body]:
            part += data[body:body + size]
            body += size
            if size < 255:
                yield part
                part = b""
        at = body


class Opus:
    """libopus, as far as it is needed."""

    def __init__(self, path: str):
        self._library = ctypes.CDLL(path)
        self._library.opus_decoder_create.restype = ctypes.c_void_p
        self._library.opus_decoder_destroy.argtypes = [ctypes.c_void_p]
        self._library.opus_decode_float.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int]

    def decode(self, data: bytes) -> np.ndarray:
        """An Ogg Opus file -> mono float PCM at 48 kHz."""
        head, _, *packets = ogg_packets(data)
        channels, skip = head[9], struct.unpack("<H", head[10:12])[0]
        error = ctypes.c_int()
        decoder = self._library.opus_decoder_create(OPUS_RATE, channels, ctypes.byref(error))
        if error.value:
            raise ValueError(f"libopus refuses {channels} channels: error {error.value}")
        buffer, out = np.zeros((LONGEST_PACKET, channels), np.float32), [np.zeros(0, np.float32)]
        for packet in packets:
            samples = self._library.opus_decode_float(decoder, packet, len(packet), buffer.ctypes.data, LONGEST_PACKET, 0)
            out.append(buffer[:max(0, samples)].mean(1))
        self._library.opus_decoder_destroy(decoder)
        return np.concatenate(out)[skip:]


def _taps() -> np.ndarray:
    """[2 SIDE + 2, 2]: what three samples at 48 kHz become: one at the first of them, one half way between the second and the third."""
    distance = np.arange(-SIDE, SIDE + 2)[:, None] - np.array([0.0, 1.5])
    band = PASSED * SAMPLE_RATE / OPUS_RATE
    window = np.i0(9 * np.sqrt(np.clip(1 - (distance / (SIDE + 1.5)) ** 2, 0, None))) / np.i0(9)
    return (band * np.sinc(band * distance) * window).astype(np.float32)


def resample(pcm: np.ndarray) -> np.ndarray:
    """48 kHz -> 32 kHz; outside the signal there is silence."""
    thirds = -(-len(pcm) // 3)
    padded = np.pad(pcm, (SIDE, SIDE + 2 + 3 * thirds - len(pcm)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * SIDE + 2)[::3][:thirds]
    return (windows @ _taps()).reshape(-1)[:-(-2 * len(pcm) // 3)]


def pack(options: argparse.Namespace) -> None:
    rows, rng = read_rows(options.data), np.random.default_rng(0)
    with open(options.paths, newline="", encoding="utf-8") as handle:
        paths = {int(p["row"]): pathlib.Path(p["path"]) for p in csv.DictReader(handle) if p["path"].endswith(".opus")}
    order = rng.permutation(sorted(paths)).tolist()
    chosen = [r for r in order if rows[r]["split"] == "val"][:VALIDATION] + [r for r in order if may_train(rows[r])]
    options.out.mkdir(parents=True, exist_ok=True)
    number, part, size = 0, [], 0
    for row in [*chosen, None]:
        more = 0 if row is None else paths[row].stat().st_size
        if part and (row is None or size + more > options.megabytes * 1e6):
            _write(options.out / f"{number}.npz", part, paths, rows)
            number, part, size = number + 1, [], 0
        part.append(row)
        size += more


def _write(path: pathlib.Path, part: list[int], paths: dict[int, pathlib.Path], rows: list[dict]) -> None:
    files = [paths[row].read_bytes() for row in part]
    seconds = np.array([min(CLIP_SECONDS, float(rows[row]["seconds"])) for row in part], np.float32)
    np.savez(path, row=np.array(part), length=np.array([len(f) for f in files]), seconds=seconds, data=np.frombuffer(b"".join(files), np.uint8))
    print(f"{path}: {len(part)} clips, {seconds.sum() / 3600:.2f} hours, {path.stat().st_size / 1e6:.1f} MB")


def _files(pack_path: pathlib.Path) -> Iterator[tuple[int, bytes, float]]:
    archive = np.load(pack_path)
    data, ends = archive["data"].tobytes(), np.cumsum(archive["length"])
    for row, end, length, seconds in zip(archive["row"], ends, archive["length"], archive["seconds"]):
        yield int(row), data[end - length:end], float(seconds)


_opus: Opus


def _start(path: str) -> None:
    global _opus
    _opus = Opus(path)


def _logmel(job: tuple[int, bytes, float]) -> tuple[int, np.ndarray | None]:
    row, data, seconds = job
    pcm = resample(_opus.decode(data))[:round(seconds * SAMPLE_RATE)]
    return row, frontend.logmel(pcm).astype(np.float16) if len(pcm) >= SHORTEST_FRAMES * HOP_SAMPLES else None


def unpack(options: argparse.Namespace) -> None:
    options.work.mkdir(parents=True, exist_ok=True)
    rows, mels = [], []
    with multiprocessing.Pool(options.processes, _start, (options.libopus,)) as pool:
        for row, mel in pool.imap(_logmel, (job for path in options.packs for job in _files(path)), chunksize=16):
            if mel is not None:
                rows.append(row)
                mels.append(mel)
    np.save(options.work / "mels.npy", np.concatenate(mels))
    np.savez(options.work / "mels-index.npz", row=np.array(rows), count=np.array([len(mel) for mel in mels]))
    print(f"{len(rows)} clips, {sum(map(len, mels)) / 360_000:.2f} hours")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    packing = commands.add_parser("pack")
    packing.set_defaults(run=pack)
    for name in ("--data", "--paths", "--out"):
        packing.add_argument(name, type=pathlib.Path, required=True)
    packing.add_argument("--megabytes", type=float, default=56, help="most of one pack")
    unpacking = commands.add_parser("unpack")
    unpacking.set_defaults(run=unpack)
    unpacking.add_argument("--packs", type=pathlib.Path, nargs="+", required=True)
    unpacking.add_argument("--libopus", required=True, help="the shared library, by path or name")
    unpacking.add_argument("--work", type=pathlib.Path, required=True)
    unpacking.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
