"""Makes a bundle by models/FORMAT.md of a CLAP checkpoint of the transformers library.

    python -m earshot_export --model laion/clap-htsat-unfused --out ../clap

--model is a name on the Hugging Face Hub or a folder that save_pretrained wrote."""
import argparse
import datetime
import hashlib
import json
import pathlib
import shutil

import numpy as np

from . import golden
from .audio import decode, files_in
from .bundle import Bundle
from .calibration import background, fitted_curve, prior_curve
from .checkpoint import Checkpoint, Unfit, load
from .graphs import export_graphs

DEMO_CLIPS = pathlib.Path(__file__).resolve().parents[2] / "demo"
FILES = ["local.onnx", "context.onnx", "text.onnx", "text-heads.onnx", "vocab.json", "merges.txt", "scoring.json",
         "background.f16"]
CARD = """# {name}

A CLAP model, exported for Earshot from `{model}`. Licence of the weights: {licence}. Not trained by Earshot: what it hears
well and badly, and from which data it learned, its own model card says.

A segment is {seconds:.1f} s long and moves on by {hop:.2f} s. {curve}

    ./earshot model check {name}      # from the folder above; compares with golden/, which transformers made
"""


def digest(path: pathlib.Path) -> str:
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def manifest(checkpoint: Checkpoint, out: pathlib.Path, options: argparse.Namespace, curve: dict, rows: int, proof: dict) -> dict:
    extractor, grid = checkpoint.extractor, checkpoint.grid
    return {
        "formatVersion": 1, "name": out.name, "version": options.version, "licence": options.licence,
        "description": f"CLAP {checkpoint.name}: cosine of a whole segment and a text.",
        "frontEnd": {"kind": "slaney", "sampleRateHz": checkpoint.rate, "fftSize": extractor.fft_window_size,
                     "windowSamples": extractor.fft_window_size, "hopSamples": extractor.hop_length, "mels": checkpoint.mels,
                     "lowHz": extractor.frequency_min, "highHz": extractor.frequency_max, "logFloor": 1e-10},
        "grid": {"hopFrames": grid.hop, "overlapFrames": 0, "tokenFrames": grid.token, "contextTokens": grid.context_tokens,
                 "segmentHops": grid.context_hops},
        "space": {"levels": 1, "levelDim": checkpoint.dim, "factors": 0, "factorDim": 0, "tokenDim": grid.token * checkpoint.mels},
        "text": {"graph": "text.onnx",
                 "tokenizer": {"kind": "bytePair", "vocabulary": "vocab.json", "merges": "merges.txt"},
                 "maxTokens": checkpoint.text_tokens, "hiddenDim": checkpoint.model.config.text_config.hidden_size,
                 "hiddenStates": ["last_hidden_state"], "promptTemplates": options.template},
        "files": {name: {"sha256": digest(out / name), "bytes": (out / name).stat().st_size} for name in FILES},
        "calibration": curve | {"backgroundSegments": rows},
        "training": {"checkpoint": checkpoint.name, "exporter": "models/export",
                     "exported": datetime.date.today().isoformat(),
                     "curve": "fitted to labelled clips" if options.labels else "from the logit scale; not fitted to labelled clips"},
        "quality": {"greatestDifferenceFromTransformers": {name: float(f"{value:.2e}") for name, value in proof.items()}},
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m earshot_export", description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True, help="name on the Hugging Face Hub, or a folder")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder of the bundle; its last part is the bundle's name")
    parser.add_argument("--background", type=pathlib.Path, default=DEMO_CLIPS,
                        help="folder of varied audio that the queries will not be about (default: the demo clips, which are few)")
    parser.add_argument("--labels", type=pathlib.Path,
                        help="CSV with columns file,label: fits the confidence to these clips (default: not fitted)")
    parser.add_argument("--hops", type=int, help="hops that a segment holds (default: as many as the model hears); "
                        "fewer notice a sound's begin and end sooner")
    parser.add_argument("--template", action="append", help="what is made of a query's words, with {} for them (default: {}); may be "
                        "repeated")
    parser.add_argument("--licence", default="see the checkpoint's model card", help="of the weights, for the manifest")
    parser.add_argument("--version", default="1")
    options = parser.parse_args()
    options.template = options.template or ["{}"]
    if any("{}" not in template for template in options.template):
        raise Unfit("--template needs {} where the query's words go")
    return options


def write_files(checkpoint: Checkpoint, out: pathlib.Path) -> None:
    vocabulary, merges = checkpoint.byte_pairs()
    (out / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False) + "\n", "utf-8")
    (out / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{pair}\n" for pair in merges), "utf-8")
    scoring = {"levelWeights": [1.0], "gate": 0.0, "temperature": 1 / checkpoint.logit_scale}
    (out / "scoring.json").write_text(json.dumps(scoring) + "\n", "utf-8")


def main() -> None:
    options = arguments()
    clips = files_in(options.background)
    checkpoint = load(options.model, options.hops)
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    (out / "manifest.json").unlink(missing_ok=True)
    print(f"graphs: greatest differences from PyTorch { {name: f'{value:.1e}' for name, value in export_graphs(checkpoint, out).items()} }")
    write_files(checkpoint, out)
    bundle = Bundle(out, checkpoint, options.template)
    rows = background(bundle, options.background)
    (out / "background.f16").write_bytes(rows.astype("<f2").tobytes())
    curve = fitted_curve(bundle, rows, options.labels) if options.labels else prior_curve(bundle, rows)
    print(f"background: {len(rows)} segments of {len(clips)} files; curve {curve}")
    shutil.rmtree(out / "golden", ignore_errors=True)
    samples = np.concatenate([decode(path, checkpoint.rate) for path in clips[:4]])
    proof = golden.write(bundle, out / "golden", samples, rows, curve)
    print(f"golden: greatest differences from transformers { {name: f'{value:.1e}' for name, value in proof.items()} }")
    told = manifest(checkpoint, out, options, curve, len(rows), proof)
    hop = checkpoint.grid.hop * checkpoint.extractor.hop_length / checkpoint.rate
    (out / "README.md").write_text(CARD.format(
        name=out.name, model=checkpoint.name, licence=options.licence, seconds=hop * checkpoint.grid.context_hops, hop=hop,
        curve=f"The confidence is {told['training']['curve']}."), "utf-8")
    # Last: a folder without a manifest is no bundle, whatever broke off before.
    (out / "manifest.json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    print(f"{out}: {sum((out / name).stat().st_size for name in FILES) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
