"""What the people who named a recording say of it, in the teacher's classes.

A small teacher of single labels misses much: of the recordings that are called a dog's bark it hears a dog in some. The words
that came with a recording are better evidence than it is, as far as they go: they name a kind of sound that can be heard somewhere in it,
seldom which of the kinds that the teacher tells apart, and nothing about what else is in it."""
import numpy as np

from .teacher import Classes

# The concepts of clips.csv, and the classes of which at least one can be heard. Concepts that say too little about the
# sound (ambiences, materials, drums of all kinds) are left out, and recordings that are called such a thing too. Of several concepts one at least is true.
CLASSES_OF = {
    "aeroplane": ["Fixed-wing aircraft, airplane", "Aircraft engine", "Jet engine", "Propeller, airscrew"],
    "alarm / alarm clock": ["Alarm", "Alarm clock", "Smoke detector, smoke alarm", "Fire alarm", "Buzzer"],
    "applause / clapping": ["Applause", "Clapping"],
    "baby cry": ["Baby cry, infant cry"],
    "beep / electronic tone": ["Beep, bleep"],
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
    "drinking / eating": ["Chewing, mastication", "Biting", "Crunch", "Burping, eructation", "Liquid"],
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
    "guitar": ["Guitar"],
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
    "piano / keyboard instrument": ["Piano", "Keyboard (musical)", "Organ", "Electric piano", "Harpsichord", "Synthesizer"],
    "pig": ["Oink"],
    "radio static": ["Static", "White noise", "Radio"],
    "rain": ["Rain", "Rain on surface", "Raindrop"],
    "rooster": ["Crowing, cock-a-doodle-doo"],
    "saw (hand/bench)": ["Sawing", "Power tool"],
    "sea waves": ["Waves, surf", "Ocean"],
    "seagull": ["Squawk", "Bird vocalization, bird call, bird song"],
    "sheep / goat": ["Bleat"],
    "shouting / screaming": ["Shout", "Screaming", "Yell", "Battle cry"],
    "singing / choir": ["Singing", "Choir"],
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
    "violin / cello / strings": ["Violin, fiddle", "Cello", "Bowed string instrument", "String section"],
    "washing machine / dryer": ["Mechanisms", "Engine"],
    "water (pour/drip/splash/tap)": ["Water", "Pour", "Drip", "Splash, splatter", "Water tap, faucet", "Liquid", "Fill (with liquid)", "Trickle, dribble", "Stream"],
    "whale / dolphin": ["Whale vocalization"],
    "whistle (human / toy)": ["Whistling", "Whistle"],
    "wind": ["Wind", "Wind noise (microphone)"],
    "wind chime": ["Wind chime", "Chime"],
    "wolf howl": ["Howl"],
}


def named_classes(classes: Classes, meta: list[dict]) -> list[np.ndarray]:
    """Of each clip the indices of the classes that its recording is named for; none where nothing is known."""
    members = {concept: [classes.names.index(name) for name in names] for concept, names in CLASSES_OF.items()}

    def of(concepts: list[str]) -> list[int]:
        return sorted({c for concept in concepts for c in members[concept]}) if all(concept in members for concept in concepts) else []
    return [np.array(of(clip["concepts"].split("; ")), int) for clip in meta]
