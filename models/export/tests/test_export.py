"""From a checkpoint with random weights to a bundle. Skipped where transformers is not installed."""
import hashlib
import json
import pathlib
import shutil
import subprocess

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs torch (requirements.txt)")
pytest.importorskip("transformers", reason="needs transformers (requirements.txt)")
pytest.importorskip("onnxruntime", reason="needs onnxruntime (requirements.txt)")

import torch  # noqa: E402

from earshot_export import __main__, audio, calibration, checkpoint, graphs, random_clap  # noqa: E402

HOME = pathlib.Path(__file__).resolve().parents[3]
JAR = HOME / "streams-app" / "target" / "streams-app.jar"
needs_earshot = pytest.mark.skipif(shutil.which("java") is None or not JAR.exists(), reason="needs Java, and Earshot built")
needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("checkpoint")
    random_clap.write(path, small=True)
    return path


@pytest.fixture(scope="module")
def clap(folder):
    return checkpoint.load(str(folder))


@pytest.fixture(scope="module")
def sounds(tmp_path_factory):
    path = tmp_path_factory.mktemp("sounds")
    time = np.arange(3 * 32_000) / 32_000
    noise = np.random.default_rng(0).normal(size=len(time)) * 0.1
    audio.write_wav(path / "tone.wav", 0.3 * np.sin(2 * np.pi * 440 * time), 32_000)
    audio.write_wav(path / "noise.wav", noise, 32_000)
    (path / "clips.csv").write_text("file,label\ntone.wav,a tone\nnoise.wav,noise\n")
    return path


@pytest.fixture
def export(folder, sounds, tmp_path, monkeypatch):
    def run(*more):
        out = tmp_path / "clap"
        monkeypatch.setattr("sys.argv", ["earshot_export", "--model", str(folder), "--out", str(out), "--background", str(sounds), *more])
        __main__.main()
        return out
    return run


def test_cuts_what_the_model_hears_into_whole_hops():
    assert checkpoint.grid_of(1001) == checkpoint.Grid(1001, 91, 13, 11)
    assert checkpoint.grid_of(1001, 3).context_tokens == 21
    with pytest.raises(SystemExit, match="from 1 to 11"):
        checkpoint.grid_of(1001, 12)
    with pytest.raises(SystemExit, match="1009 frames"):
        checkpoint.grid_of(1009)


def test_gives_the_log_mel_of_the_feature_extractor(clap):
    samples = np.random.default_rng(1).normal(size=480_000).astype(np.float32) * 0.1
    samples[:1024] = samples[-1024:] = 0
    theirs = clap.extractor(samples, sampling_rate=48_000, return_tensors="np")["input_features"][0, 0]
    ours = clap.logmel(np.concatenate([samples, np.zeros(480, np.float32)]))
    assert ours.shape == (1001, 64)
    assert np.abs(ours - theirs).max() < 1e-4


@pytest.mark.parametrize("hops", [1, 2, 3, 4, 5, 6, 10, 11])
@pytest.mark.parametrize("padding", checkpoint.PADDINGS)
def test_fills_short_audio_as_the_feature_extractor_does(clap, monkeypatch, hops, padding):
    monkeypatch.setattr(clap.extractor, "padding", padding)
    frames = hops * 91
    heard = torch.arange(frames, dtype=torch.float32)[None, :, None].expand(1, frames, 64)
    filled = graphs.ContextPart(clap).fill(heard)[0, :, 0].numpy()
    # The same on samples, one a frame: 1000 of them are 10 s, and the frame at their end belongs to a recording of 10 s too.
    copies = {"pad": 1, "repeat": 1001 // frames + 1, "repeatpad": max(1, 1000 // frames)}[padding]
    expected = np.tile(np.arange(frames), copies)[:1001]
    assert filled[:len(expected)].tolist() == expected.tolist()
    assert (filled[len(expected):] == checkpoint.SILENCE_DB).all()


@needs_ffmpeg
def test_writes_a_bundle_that_is_the_checkpoint(export, clap):
    out = export()
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["name"] == "clap"
    assert manifest["space"] == {"levels": 1, "levelDim": 48, "factors": 0, "factorDim": 0, "tokenDim": 832}
    assert manifest["frontEnd"]["kind"] == "slaney" and manifest["frontEnd"]["lowHz"] == 50
    for name, listed in manifest["files"].items():
        content = (out / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (listed["bytes"], listed["sha256"])
    rows = np.fromfile(out / "background.f16", "<f2").reshape(-1, 48)
    assert len(rows) == manifest["calibration"]["backgroundSegments"] == 8
    levels = np.fromfile(out / "golden" / "levels.f32", "<f4").reshape(-1, 48)
    assert len(levels) == 14 and np.allclose(np.linalg.norm(levels, axis=1), 1, atol=1e-5)
    # Embeddings that hardly differ would make every comparison easy.
    assert (levels @ levels.T).min() < 0.9
    assert max(manifest["quality"]["greatestDifferenceFromTransformers"].values()) < 5e-3


def earshot(*arguments):
    command = ["java", f"-Dearshot.home={HOME}", "-cp", str(JAR), "io.earshot.cli.EarshotCommand", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@needs_ffmpeg
@needs_earshot
def test_writes_a_bundle_that_earshot_checks_and_tags_with(export, sounds):
    out = export()
    checked = earshot("model", "check", out)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert all(line.startswith("ok ") for line in checked.stdout.splitlines())
    tagged = earshot("tag", "--model", out, sounds / "tone.wav", "-q", "a tone", "--json", "--threshold", "0.0001")
    assert tagged.returncode == 0, tagged.stderr
    events = [json.loads(line) for line in tagged.stdout.splitlines()]
    assert events and {event["queryText"] for event in events} == {"a tone"}


@needs_ffmpeg
def test_fits_the_confidence_to_labelled_clips_and_takes_shorter_segments(export, sounds):
    out = export("--labels", str(sounds / "clips.csv"), "--hops", "2", "--template", "the sound of {}")
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["grid"] == {"hopFrames": 91, "overlapFrames": 0, "tokenFrames": 13, "contextTokens": 14, "segmentHops": 2}
    assert manifest["text"]["promptTemplates"] == ["the sound of {}"]
    assert manifest["training"]["curve"] == "fitted to labelled clips"


def test_fits_a_curve_that_tells_heard_from_unheard():
    scores = np.concatenate([np.random.default_rng(2).normal(0.1, 0.1, 4000), np.random.default_rng(3).normal(0.5, 0.1, 200)])
    heard = np.arange(len(scores)) >= 4000
    weights = calibration.logistic(np.stack([np.zeros_like(scores), scores, np.ones_like(scores)], -1), heard)
    confidence = 1 / (1 + np.exp(-(weights[1] * scores + weights[2])))
    assert (confidence[heard] > 0.5).mean() > 0.8 and (confidence[~heard] > 0.5).mean() < 0.02


def test_spells_what_it_has_no_piece_for_and_takes_no_text_for_a_special_token(clap):
    assert clap.token_ids("<s>")[0] == 0 and len(clap.token_ids("<s>")) > 3
    assert len(clap.token_ids("dog " * 100)) == 77
    vocabulary, merges = clap.byte_pairs()
    assert vocabulary["<s>"] == 0 and vocabulary["</s>"] == 2
    assert all(len(pair.split(" ")) == 2 and pair.replace(" ", "") in vocabulary for pair in merges)


def test_refuses_a_fused_model_in_one_line(tmp_path):
    random_clap.write(tmp_path, small=True, fused=True)
    with pytest.raises(SystemExit, match="is a fused model.*laion/clap-htsat-unfused"):
        checkpoint.load(str(tmp_path))


def test_refuses_a_front_end_that_it_does_not_know(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "c")
    settings = json.loads((tmp_path / "c" / "preprocessor_config.json").read_text())
    (tmp_path / "c" / "preprocessor_config.json").write_text(json.dumps(settings | {"truncation": "fusion"}))
    with pytest.raises(SystemExit, match="expected rand_trunc"):
        checkpoint.load(str(tmp_path / "c"))


@needs_ffmpeg
def test_names_the_file_that_is_not_audio(tmp_path):
    (tmp_path / "a.wav").write_text("no audio")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SystemExit, match="a.wav: not audio"):
        audio.decode(tmp_path / "a.wav", 48_000)
    with pytest.raises(SystemExit, match="no audio files"):
        audio.files_in(empty)
    with pytest.raises(SystemExit, match="no such folder"):
        audio.files_in(tmp_path / "nowhere")
