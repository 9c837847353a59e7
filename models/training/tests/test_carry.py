import ctypes.util
import pathlib

import numpy as np
import pytest

from earshot_training import carry

OPUS_FILE = pathlib.Path(__file__).parents[2] / "stream-eval" / "foreground" / "thunder-1.opus"


def test_an_ogg_file_falls_into_its_packets():
    head, tags, *audio = carry.ogg_packets(OPUS_FILE.read_bytes())
    assert head[:8] == b"OpusHead" and tags[:8] == b"OpusTags"
    assert sum(map(len, audio)) > 0.9 * OPUS_FILE.stat().st_size and all(audio)


def test_what_is_no_ogg_file_is_refused():
    with pytest.raises(ValueError, match="no Ogg page at byte 0"):
        list(carry.ogg_packets(b"RIFF" + bytes(60)))


def test_a_packet_longer_than_a_page_segment_table_is_one_packet():
    page = lambda laces, body: b"OggS" + bytes(22) + bytes([len(laces)]) + bytes(laces) + body
    long = bytes(range(250)) * 4
    first, rest = long[:510], long[510:]
    data = page([255, 255], first) + page([255, len(rest) - 255, 3], rest + b"abc")
    assert list(carry.ogg_packets(data)) == [long, b"abc"]


@pytest.mark.parametrize("samples", [9000, 9001, 9002])
def test_a_tone_is_the_same_at_the_other_rate(samples):
    tone = lambda rate, count: np.sin(2 * np.pi * 5000 * np.arange(count) / rate).astype(np.float32)
    got = carry.resample(tone(48_000, samples))
    assert len(got) == -(-2 * samples // 3)
    assert np.abs(got - tone(32_000, len(got)))[100:-100].max() < 2e-3


def test_what_the_lower_rate_cannot_hold_is_gone():
    tone = np.sin(2 * np.pi * 20_000 * np.arange(9000) / 48_000).astype(np.float32)
    assert np.abs(carry.resample(tone))[100:-100].max() < 2e-3


@pytest.mark.skipif(ctypes.util.find_library("opus") is None, reason="libopus is not installed")
def test_libopus_decodes_a_file():
    pcm = carry.Opus(ctypes.util.find_library("opus")).decode(OPUS_FILE.read_bytes())
    assert len(pcm) > 48_000 and 0.01 < np.abs(pcm).max() < 2.0
