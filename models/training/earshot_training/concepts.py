"""What the people who named a recording say of it, in the teacher's classes.

A small teacher of single labels misses much: of the recordings that are called a dog's bark it hears a dog in some. The words
that came with a recording are better evidence than it is, as far as they go: they name a kind of sound that can be heard somewhere in it,
seldom which of the kinds that the teacher tells apart, and nothing about what else is in it."""
import collections
import re

import numpy as np

from .teacher import Classes

# The concepts of clips.csv, and the classes of which at least one can be heard. Concepts that say too little about the
# sound (ambiences, materials, instruments, of which the teacher knows more than a file name) are left out, and recordings that are called such a thing too. Of several concepts one at least is true.
CLASSES_OF = {
    "aeroplane": ["Fixed-wing aircraft, airplane", "Aircraft engine", "Jet engine", "Propeller, airscrew"],
    "alarm / alarm clock": ["Alarm", "Alarm clock", "Smoke detector, smoke alarm", "Fire alarm", "Buzzer"],
    "applause / clapping": ["Applause", "Clapping"],
    "baby cry": ["Baby cry, infant cry"],
    "bicycle": ["Bicycle", "Bicycle bell"],
    "bird song": ["Bird vocalization, bird call, bird song"],
    "boat / ship": ["Boat, Water vehicle", "Ship", "Sailboat, sailing ship", "Motorboat, speedboat", "Rowboat, canoe, kayak", "Foghorn"],
    "brushing teeth": ["Toothbrush", "Electric toothbrush"],
    "camera shutter": ["Camera", "Single-lens reflex camera"],
    "car horn": ["Vehicle horn, car horn, honking", "Air horn, truck horn"],
    "car passing / traffic": ["Car", "Car passing by", "Traffic noise, roadway noise"],
    "cat meow": ["Meow"],
    "cheering": ["Cheering"],
    "church bell / bell": ["Bell", "Church bell"],
    "clock tick / ticking": ["Tick", "Tick-tock"],
    "cough": ["Cough"],
    "cow / cattle": ["Moo"],
    "cricket": ["Cricket"],
    "crow / rook": ["Crow", "Caw"],
    "crowd / people chatter": ["Crowd", "Hubbub, speech noise, speech babble", "Chatter"],
    "crying (adult)": ["Crying, sobbing"],
    "dog bark": ["Bark"],
    "door (open/close/slam/creak)": ["Door", "Slam", "Squeak", "Creak", "Sliding door", "Knock"],
    "doorbell / service bell": ["Doorbell", "Ding-dong", "Ding", "Bell"],
    "drill / power tool": ["Drill", "Power tool"],
    "duck / goose": ["Quack", "Honk"],
    "engine / motor": ["Engine"],
    "explosion": ["Explosion", "Boom"],
    "fan / air conditioner": ["Mechanical fan", "Air conditioning"],
    "fire crackling": ["Fire", "Crackle"],
    "fireworks": ["Fireworks", "Firecracker"],
    "footsteps": ["Walk, footsteps"],
    "frog": ["Frog", "Croak"],
    "glass breaking": ["Shatter", "Breaking", "Smash, crash"],
    "glass clink / bottle": ["Chink, clink", "Glass"],
    "gunshot / gunfire": ["Gunshot, gunfire", "Machine gun", "Artillery fire"],
    "hammer": ["Hammer"],
    "heartbeat": ["Heart sounds, heartbeat"],
    "helicopter": ["Helicopter"],
    "hen / chicken": ["Cluck", "Chicken, rooster"],
    "horse": ["Clip-clop", "Neigh, whinny"],
    "insects / bees": ["Insect", "Bee, wasp, etc.", "Mosquito", "Fly, housefly", "Buzz"],
    "keyboard typing": ["Computer keyboard", "Typewriter", "Typing"],
    "laughter": ["Laughter"],
    "mouse click / button click": ["Clicking"],
    "owl": ["Owl", "Hoot"],
    "paper / page turning": ["Crumpling, crinkling", "Rustle", "Tearing"],
    "pig": ["Oink"],
    "radio static": ["Static", "White noise", "Radio"],
    "rain": ["Rain", "Rain on surface", "Raindrop"],
    "rooster": ["Crowing, cock-a-doodle-doo"],
    "saw (hand/bench)": ["Sawing", "Power tool"],
    "sea waves": ["Waves, surf", "Ocean"],
    "seagull": ["Squawk", "Bird vocalization, bird call, bird song"],
    "sheep / goat": ["Bleat"],
    "shouting / screaming": ["Shout", "Screaming", "Yell", "Battle cry"],
    "siren": ["Siren"],
    "sneeze": ["Sneeze"],
    "snore": ["Snoring"],
    "speech": ["Speech"],
    "stream / river / waterfall": ["Stream", "Waterfall", "Water"],
    "telephone ring": ["Telephone bell ringing", "Ringtone", "Telephone"],
    "thunder": ["Thunder", "Thunderstorm"],
    "toilet flush": ["Toilet flush"],
    "train": ["Train", "Rail transport", "Train horn", "Train whistle", "Railroad car, train wagon", "Subway, metro, underground"],
    "vacuum cleaner": ["Vacuum cleaner"],
    "water (pour/drip/splash/tap)": ["Water", "Pour", "Drip", "Splash, splatter", "Water tap, faucet", "Liquid", "Fill (with liquid)", "Trickle, dribble", "Stream"],
    "wind": ["Wind", "Wind noise (microphone)"],
    "wind chime": ["Wind chime", "Chime"],
    "wolf howl": ["Howl"],
}

# Words of labels that make another thing of a sound: imitations, instruments, creatures of games, and what is done with the thing instead.
OTHERWISE = set("""alien airship balloon ballbearing bd bowed bounce bullet clap creak didgeridoo drum dryer eject elec fake flamenco fly fx golem granular growl
hacksaw harp hiss hoof honkhonk khaen lamborghinidiablo lightning mech milk monster nail naildrop nails noteblock organic orni perc pin portal purr purring purrrr rainstick
reload resonant ricochet ric rub rubber rubberduck ruler screech smith snowst snowstorm stew stomp strange synth theremin tone toolsmith toothbrush toy tube twist ufo
umbrella weird wooden xanthia zombie zombiepig""".split())


def named_classes(classes: Classes, meta: list[dict]) -> list[np.ndarray]:
    """Of each clip the indices of the classes that its recording is named for; none where nothing is known."""
    members = {concept: [classes.names.index(name) for name in names] for concept, names in CLASSES_OF.items()}

    def of(clip: dict) -> list[int]:
        kinds = clip["concepts"].split("; ")
        if not all(kind in members for kind in kinds) or OTHERWISE & set(re.findall("[a-z]+", clip["label"].lower())):
            return []
        return sorted({c for kind in kinds for c in members[kind]})
    return [np.array(of(clip), int) for clip in meta]


def judged_clips(meta: list[dict], most: int = 40, least: int = 3) -> tuple[np.ndarray, list[str]]:
    """Clips [n] whose recordings are named for just one of the concepts, and that concept of each: at most and at least so many of a
    concept. On those of `val` all choices of the training are made, so that `eval` stays unseen by the chooser as well."""
    found = collections.defaultdict(list)
    for i in np.random.default_rng(0).permutation(len(meta)):
        concept = meta[i]["concepts"]
        if concept in CLASSES_OF and len(found[concept]) < most:
            found[concept].append(int(i))
    chosen = sorted((i, concept) for concept, clips in found.items() if len(clips) >= least for i in clips)
    return np.array([i for i, _ in chosen]), [concept for _, concept in chosen]


def query_of(concept: str) -> str:
    """The first of the concept's names: "door (open/close/slam/creak)" -> "door"."""
    return re.split(r" / | \(", concept)[0]
