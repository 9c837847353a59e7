"""What British speakers call what American captions name: the captions that the training reads are nearly all American."""
import re

WORDS = {
    "airplane": "aeroplane", "airplanes": "aeroplanes", "apartment": "flat", "bug": "insect", "bugs": "insects",
    "cell phone": "mobile phone", "cell phones": "mobile phones", "cellphone": "mobile", "clothes dryer": "tumble dryer", "color": "colour",
    "cookie": "biscuit", "crib": "cot", "diaper": "nappy", "elevator": "lift", "elevators": "lifts",
    "faucet": "tap", "faucets": "taps", "fire truck": "fire engine", "fire trucks": "fire engines", "flashlight": "torch", "freeway": "motorway",
    "garbage": "rubbish", "garbage truck": "dustcart", "gas station": "petrol station", "gasoline": "petrol", "gray": "grey", "highway": "motorway", "honk": "hoot",
    "honking": "hooting", "honks": "hoots", "jackhammer": "pneumatic drill", "mom": "mum", "motorcycle": "motorbike", "motorcycles": "motorbikes",
    "movie": "film", "parking lot": "car park", "phone": "mobile", "phones": "mobiles", "pickup truck": "pickup", "plow": "plough", "railroad": "railway",
    "railroad crossing": "level crossing", "rooster": "cockerel", "roosters": "cockerels", "semi truck": "articulated lorry",
    "sidewalk": "pavement", "soccer": "football", "soda": "fizzy drink", "stove": "cooker", "streetcar": "tram", "stroller": "pushchair",
    "subway": "underground train", "telephone": "phone", "tire": "tyre", "tires": "tyres", "toilet": "loo", "toilets": "loos", "train station": "railway station",
    "trash": "rubbish", "trash can": "dustbin", "truck": "lorry", "trucks": "lorries", "vacuum cleaner": "hoover", "vacuum cleaners": "hoovers",
    "vacuum": "hoover", "vacuuming": "hoovering", "windshield": "windscreen", "wrench": "spanner", "yard": "garden",
}
_ANY = re.compile(r"\b(" + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def in_british(words: str) -> str:
    """The same text with British words; unchanged where there are none to put in."""
    return _ANY.sub(lambda found: WORDS[found[0].lower()], words)
