"""A CLAP checkpoint with random weights, to try the way from a checkpoint to a bundle without a download.

    python -m earshot_export.random_clap --out DIR [--small]"""
import argparse
import json
import pathlib

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import ClapAudioConfig, ClapConfig, ClapFeatureExtractor, ClapModel, ClapTextConfig, RobertaTokenizer

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
# Small, but of the same parts: four stages of Swin blocks, two layers of RoBERTa.
SMALL_AUDIO = {"patch_embeds_hidden_size": 8, "depths": [1, 1, 2, 1], "num_attention_heads": [1, 2, 2, 4], "hidden_size": 64}
SMALL_TEXT = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64, "vocab_size": 600}
WORDS = """a the an of and in with on at is are as someone something sound sounds noise loud soft quiet distant dog dogs bark
barking barks cat meows bird birds chirp chirping singing sings rain raining falls falling water running drips wind blowing
thunder siren sirens wailing alarm rings ringing bell door closes opens slams glass breaking shatters engine car cars truck
passing passes by horn honks train people person man woman child children speaking talking talks speech laughs laughing crying
crowd cheering applause music guitar piano drum drums plays playing footsteps walking typing keyboard phone baby hammer saw
drill machine humming whistle airplane helicopter flying insects crickets frog cow horse sheep rooster crows explosion gunshot
fireworks fire crackling toilet flush shower cooking frying kitchen dishes cutlery restaurant street traffic"""


def byte_pairs(vocab_size: int) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """A byte-level vocabulary trained on the words above; real checkpoints have that of GPT-2."""
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    learner.train_from_iterator([WORDS] * 3, trainers.BpeTrainer(
        vocab_size=vocab_size, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))

    model = json.loads(learner.to_str())["model"]
    return model["vocab"], [tuple(pair) if not isinstance(pair, str) else tuple(pair.split(" ")) for pair in model["merges"]]


def write(out: pathlib.Path, small: bool, fused: bool = False, seed: int = 0) -> None:
    torch.manual_seed(seed)
    audio = ClapAudioConfig(**(SMALL_AUDIO if small else {}), enable_fusion=fused,
                            **({"fusion_type": "aff_2d"} if fused else {}))
    config = ClapConfig(text_config=ClapTextConfig(**(SMALL_TEXT if small else {})), audio_config=audio,
                        projection_dim=48 if small else 512)
    model = ClapModel(config).eval()
    liven(model)
    model.save_pretrained(out)
    ClapFeatureExtractor(frequency_min=50, truncation="rand_trunc").save_pretrained(out)
    vocabulary, merges = byte_pairs(600)
    RobertaTokenizer(vocab=vocabulary, merges=merges).save_pretrained(out)


def liven(model: ClapModel) -> None:
    """Fresh weights are so small that all inputs give nearly the same; larger ones and a batch norm that has seen dB make
    embeddings that differ, so that comparing them means something."""
    for name, value in model.named_parameters():
        if value.dim() > 1 and "embeddings" not in name:
            value.data *= 2.5
    norm = model.audio_model.audio_encoder.batch_norm
    norm.running_mean.fill_(-35.0)
    norm.running_var.fill_(20.0 ** 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--small", action="store_true", help="small parts instead of those of laion/clap-htsat-unfused")
    options = parser.parse_args()
    write(options.out, options.small)


if __name__ == "__main__":
    main()
