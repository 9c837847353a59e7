"""Stage 11: what wording a query otherwise does to a bundle, on recordings that no training saw.

    python -m earshot_training.stress --data DATA --work WORK --minilm DIR --bundle models/earshot-base

Wording: how little the order of the clips by a query's score changes when the query is written otherwise (Spearman's rank correlation with the
plain wording, and the overlap of the ten best). Near duplicates: how many of these wordings, and how many of AudioSet's classes beside another, a
service would warn of."""
import json

import numpy as np

from .bundle_reader import Bundle
from .clips import Clips
from .evaluate import Listened, highest, what_is_judged
from .teacher import Classes

NEAR = 0.98  # cosine of the highest level, from which on the service says that two queries say nearly the same

# plain wording: {kind of change: other wording}
WORDINGS = {
    "a dog barking": {"article": "dog barking", "plural": "dogs barking", "case": "A DOG BARKING", "punctuation": "a dog, barking!",
                      "synonym": "canine barking", "sentence": "A dog is barking."},
    "a cat meowing": {"article": "cat meowing", "plural": "cats meowing", "case": "A Cat Meowing", "punctuation": "a cat - meowing",
                      "synonym": "a kitten mewing", "sentence": "A cat is meowing."},
    "glass breaking": {"article": "the glass breaking", "plural": "glasses breaking", "case": "GLASS BREAKING", "punctuation": "glass breaking...",
                       "synonym": "a window shattering", "sentence": "Glass is being broken."},
    "a siren": {"article": "siren", "plural": "sirens", "case": "SIREN", "punctuation": "\"a siren\"", "synonym": "an emergency vehicle wailing",
                "sentence": "A siren is sounding."},
    "a gunshot": {"article": "gunshot", "plural": "gunshots", "case": "Gunshot", "punctuation": "a gun-shot", "synonym": "a firearm being fired",
                  "sentence": "A gun is fired."},
    "someone coughing": {"article": "coughing", "plural": "people coughing", "case": "Someone Coughing", "punctuation": "someone: coughing",
                         "synonym": "a person clearing their lungs", "sentence": "Someone is coughing."},
    "footsteps": {"article": "the footsteps", "plural": "a footstep", "case": "FOOTSTEPS", "punctuation": "foot-steps", "synonym": "someone walking",
                  "sentence": "Footsteps can be heard."},
    "a cow mooing": {"article": "cow mooing", "plural": "cows mooing", "case": "COW mooing", "punctuation": "a cow mooing.", "synonym": "cattle lowing",
                     "sentence": "A cow is mooing."},
    "wind": {"article": "the wind", "plural": "winds", "case": "Wind", "punctuation": "wind.", "synonym": "a gale blowing", "sentence": "The wind is blowing."},
    "applause": {"article": "the applause", "plural": "rounds of applause", "case": "APPLAUSE", "punctuation": "applause!", "synonym": "an audience clapping",
                 "sentence": "People are applauding."},
    "a truck": {"article": "truck", "plural": "trucks", "case": "A TRUCK", "punctuation": "a truck;", "british": "a lorry", "sentence": "A truck is driving."},
    "an airplane": {"article": "airplane", "plural": "airplanes", "case": "AIRPLANE", "punctuation": "an air-plane", "british": "an aeroplane",
                    "sentence": "An airplane is flying."},
    "a faucet running": {"article": "faucet running", "plural": "faucets running", "case": "Faucet Running", "punctuation": "a faucet, running",
                         "british": "a tap running", "sentence": "A faucet is running."},
    "an ambulance": {"article": "ambulance", "plural": "ambulances", "case": "AMBULANCE", "punctuation": "ambulance?", "synonym": "an emergency vehicle",
                     "sentence": "An ambulance is passing."},
    "a toilet flushing": {"article": "toilet flushing", "plural": "toilets flushing", "case": "TOILET FLUSHING", "punctuation": "a toilet: flushing",
                          "british": "a loo being flushed", "sentence": "A toilet is flushed."},
    "a phone ringing": {"article": "phone ringing", "plural": "phones ringing", "case": "Phone Ringing", "punctuation": "a phone - ringing",
                        "synonym": "a telephone bell", "british": "a mobile ringing", "sentence": "A phone is ringing."},
}


def wording(bundle: Bundle, listened: Listened) -> dict:
    def per_clip(texts):
        return listened.per_clip(bundle.score(listened.audio, bundle.queries(texts)), highest)
    plain = dict(zip(WORDINGS, per_clip(list(WORDINGS)).T))
    changes: dict[str, list[tuple[float, float, str]]] = {}
    for query, others in WORDINGS.items():
        scores = per_clip(list(others.values()))
        for (kind, words), score in zip(others.items(), scores.T):
            ranks = [np.argsort(np.argsort(x)) for x in (plain[query], score)]
            overlap = len(set(np.argsort(-plain[query])[:10]) & set(np.argsort(-score)[:10])) / 10
            changes.setdefault(kind, []).append((float(np.corrcoef(*ranks)[0, 1]), overlap, f"{query} -> {words}"))
    return {kind: {"queries": len(found), "medianRankCorrelation": round(float(np.median([f[0] for f in found])), 3),
                   "meanOverlapOfTenBest": round(float(np.mean([f[1] for f in found])), 2), "worst": min(found)[2],
                   "worstRankCorrelation": round(min(found)[0], 3)} for kind, found in sorted(changes.items())}


def near_duplicates(bundle: Bundle, names: list[str]) -> dict:
    def highest_level(texts):
        return bundle.queries(texts)[0][:, -1]
    plain, other = (highest_level(list(texts)) for texts in zip(*((a, b) for a, others in WORDINGS.items() for b in others.values())))
    classes = highest_level([name.split(",")[0].lower() for name in names])
    between = classes @ classes.T
    np.fill_diagonal(between, -1)
    return {"pairs": len(plain), "near": int(((plain * other).sum(1) >= NEAR).sum()),
            "classes": len(classes), "nearAnother": int((between.max(1) >= NEAR).sum())}


def main() -> None:
    options, bundle = what_is_judged(__doc__)
    clips = Clips.load(options.data, options.work, "eval")
    print(json.dumps({"wording": wording(bundle, Listened(bundle, clips)),
                      "nearDuplicates": near_duplicates(bundle, Classes(options.data).names)}, indent=1))


if __name__ == "__main__":
    main()
