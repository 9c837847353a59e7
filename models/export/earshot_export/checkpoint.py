"""A CLAP checkpoint, and what of it Earshot has to know: front end, grid of hops, tokenizer."""
import dataclasses
import json

import numpy as np
from transformers import AutoTokenizer, ClapFeatureExtractor, ClapModel
from transformers.audio_utils import spectrogram, window_function

PADDINGS = ("repeatpad", "repeat", "pad")
HOP_FRAMES = 96
TEXT_TOKENS = 77
SILENCE_DB = -100.0


class Unfit(SystemExit):
    """Says in one line why a checkpoint cannot become a bundle."""


@dataclasses.dataclass(frozen=True)
class Grid:
    """Frames that the model hears at once, cut into hops, and those into tokens, so that nothing is left over."""

    frames: int
    hop: int
    token: int
    context_hops: int

    @property
    def hop_tokens(self) -> int:
        return self.hop // self.token

    @property
    def context_tokens(self) -> int:
        return self.context_hops * self.hop_tokens


def grid_of(frames: int, context_hops: int | None = None) -> Grid:
    """The hop is the divisor of the frames that is nearest to 96; a token is its least divisor from 8 on."""
    divisors = [d for d in range(48, 193) if frames % d == 0]
    if not divisors:
        raise Unfit(f"{frames} frames cannot be cut into hops of 48 to 192 frames")
    hop = min(divisors, key=lambda d: abs(d - HOP_FRAMES))
    token = next(d for d in range(8, hop + 1) if hop % d == 0)
    most = frames // hop
    if context_hops is not None and not 1 <= context_hops <= most:
        raise Unfit(f"--hops {context_hops} must be from 1 to {most}: the model hears {most} hops of {hop} frames")
    return Grid(frames, hop, token, context_hops or most)


@dataclasses.dataclass(frozen=True)
class Checkpoint:
    name: str
    model: ClapModel
    extractor: ClapFeatureExtractor
    tokenizer: object
    grid: Grid

    @property
    def rate(self) -> int:
        return self.extractor.sampling_rate

    @property
    def mels(self) -> int:
        return self.extractor.feature_size

    @property
    def dim(self) -> int:
        return self.model.config.projection_dim

    @property
    def text_tokens(self) -> int:
        """Position ids of RoBERTa begin behind that of the padding."""
        text = self.model.config.text_config
        return min(TEXT_TOKENS, text.max_position_embeddings - text.pad_token_id - 1)

    @property
    def logit_scale(self) -> float:
        return float(self.model.logit_scale_a.detach().exp())

    def logmel(self, samples: np.ndarray) -> np.ndarray:
        """[frames, mels] in dB of the frames that begin in the audio, as a stream gives them: what lies before and after
        is silence, where the feature extractor mirrors the audio."""
        extractor = self.extractor
        half = extractor.fft_window_size // 2
        frames = -(-len(samples) // extractor.hop_length)
        padded = np.zeros((frames - 1) * extractor.hop_length + 2 * half, np.float64)
        kept = samples[:len(padded) - half]
        padded[half:half + len(kept)] = kept
        return spectrogram(padded, window_function(2 * half, "hann"), 2 * half, extractor.hop_length, power=2.0, center=False,
                           mel_filters=extractor.mel_filters_slaney, log_mel="dB").T

    def byte_pairs(self) -> tuple[dict[str, int], list[str]]:
        """The tokenizer's pieces with their ids, and its merges as lines."""
        parts = json.loads(self.tokenizer.backend_tokenizer.to_str())
        merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in parts["model"]["merges"]]
        added = {token["content"]: token["id"] for token in parts["added_tokens"]}
        return parts["model"]["vocab"] | added, merges

    def token_ids(self, text: str) -> list[int]:
        """Of a text in which nothing is a special token, at most text_tokens of them."""
        return self.tokenizer(text, truncation=True, max_length=self.text_tokens, split_special_tokens=True)["input_ids"]


def load(name: str, context_hops: int | None = None) -> Checkpoint:
    """Reads a folder or, with internet, downloads a model of the Hugging Face Hub."""
    try:
        model = ClapModel.from_pretrained(name, attn_implementation="eager").eval().float()
        extractor = ClapFeatureExtractor.from_pretrained(name)
        tokenizer = AutoTokenizer.from_pretrained(name)
    except (OSError, ValueError) as e:
        raise Unfit(f"--model {name}: cannot be loaded: {str(e).strip().splitlines()[0]}") from e
    require_fit(name, model, extractor, tokenizer)
    frames = extractor.nb_max_samples // extractor.hop_length + 1
    return Checkpoint(name, model, extractor, tokenizer, grid_of(frames, context_hops))


def require_fit(name: str, model: ClapModel, extractor: ClapFeatureExtractor, tokenizer) -> None:
    audio = model.config.audio_config
    if audio.enable_fusion:
        raise Unfit(f"{name} is a fused model, which hears a whole recording at once; take an unfused one, "
                    "for example laion/clap-htsat-unfused")
    if extractor.truncation == "fusion":
        raise Unfit(f"{name}: its feature extractor has truncation fusion (mel bands of HTK), expected rand_trunc (of Slaney)")
    if extractor.padding not in PADDINGS:
        raise Unfit(f"{name}: its feature extractor has padding {extractor.padding}, expected one of {', '.join(PADDINGS)}")
    if extractor.feature_size != audio.num_mel_bins:
        raise Unfit(f"{name}: its feature extractor gives {extractor.feature_size} mels, the model takes {audio.num_mel_bins}")
    if extractor.fft_window_size & (extractor.fft_window_size - 1) or 2 * extractor.hop_length > extractor.fft_window_size:
        raise Unfit(f"{name}: frames of {extractor.fft_window_size} samples each {extractor.hop_length} samples are not supported")
    parts = json.loads(tokenizer.backend_tokenizer.to_str())
    if parts["model"]["type"] != "BPE" or parts["normalizer"] or getattr(tokenizer, "add_prefix_space", False):
        raise Unfit(f"{name}: its tokenizer is not RoBERTa's (byte-level BPE, no normalizer, no space put in front)")
