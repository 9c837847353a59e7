"""The time grid and the front end's constants, as models/FORMAT.md fixes them."""
import math

SAMPLE_RATE = 32_000
HOP_SAMPLES = 320
MELS = 128
LOG_FLOOR = 1e-5
OFFSET, SCALE = 4.5, 5.0
SILENCE = (math.log(LOG_FLOOR) + OFFSET) / SCALE  # a frame of digital silence, in each mel

HOP = 96  # new frames of a hop of the service
OVERLAP = 32  # frames before them that the local part sees too
TOKEN = 32  # frames of a token
HOP_TOKENS = HOP // TOKEN
CANVAS_HOPS = 5  # a canvas of the training: 4.8 s
CANVAS = CANVAS_HOPS * HOP
CANVAS_TOKENS = CANVAS_HOPS * HOP_TOKENS
CONTEXT_TOKENS = 4 * HOP_TOKENS  # what the service lets the context part see: one hop less was measured to cost nothing
SEGMENT_HOPS = 2
SEGMENT_TOKENS = SEGMENT_HOPS * HOP_TOKENS


def segment_tokens(hop: int) -> slice:
    """The tokens of the segment that ends with hop number `hop` of a canvas: its own and those of the hop before."""
    end = (hop + 1) * HOP_TOKENS
    return slice(max(0, end - SEGMENT_TOKENS), end)
