import numpy as np

from earshot_training import hearing
from earshot_training.canvases import Canvas, _audibility, _sounding
from earshot_training.grid import CANVAS, CANVAS_HOPS, HOP, MELS, SILENCE
from earshot_training.teacher import sigmoid

CLASSES = 527
LOUD = 2.0  # the logit of what the teacher hears


class LoudestBand:
    """A teacher with one class a mel: it hears the loudest one, and no other."""

    def __call__(self, mels, outputs):
        assert mels.shape[0] * mels.shape[2] <= hearing.FRAMES_AT_ONCE
        answers = {"logits": self.classify(mels.mean(2)), "frames": mels.reshape(len(mels), MELS, -1, 32).mean(3)}
        return [answers[name] for name in outputs]

    def classify(self, embedding):
        logits = np.full((*embedding.shape[:-1], CLASSES), -9.0, np.float32)
        loudest = np.where(embedding.max(-1) > SILENCE + 1e-3, LOUD, -9.0)
        np.put_along_axis(logits, embedding.argmax(-1)[..., None], loudest[..., None], -1)
        return logits


def tone(mel, level, first=0, last=CANVAS):
    out = np.full((CANVAS, MELS), SILENCE, np.float32)
    out[first:last, mel] = level
    return out


def canvas(*layers):
    mix = np.maximum.reduce(layers)
    several = list(layers) if len(layers) > 1 else []
    audible = np.array([_audibility(layer, mix) for layer in several]).reshape(len(several), CANVAS_HOPS)
    sounding = np.stack([_sounding(layer) for layer in layers])
    return Canvas(mix, list(range(len(layers))), None, sounding, several, audible)


def hear(*canvases, named=((), (), ())):
    """named: the classes that the first, second and third sound of each canvas is named for."""
    teacher = LoudestBand()
    logits, = hearing.listen(teacher, [c.mel for c in canvases], ["logits"])
    return hearing.hear(teacher, list(canvases), logits, [np.array(classes, int) for classes in named])


def test_a_sound_is_heard_in_the_segments_in_which_it_is_loud():
    heard = hear(canvas(tone(10, 1.0, last=2 * HOP)))
    probability = heard.strongest(sigmoid)[0, :, 10]
    assert np.allclose(probability[:3], sigmoid(LOUD), atol=1e-3)
    assert (probability[3:] < 0.02).all()


def test_a_segment_needs_the_canvas_and_itself():
    logits = hearing.in_context(np.array([[2.0, 2.0, -9.0]]), np.array([[[2.0, -9.0, 2.0]] * CANVAS_HOPS]))
    assert logits.shape == (1, CANVAS_HOPS, 3)
    assert logits[0, 0, 0] > 1.9 and np.allclose(logits[0, 0, 1], logits[0, 0, 2]) and logits[0, 0, 1] < -4


def test_the_softer_of_two_sounds_counts_where_it_is_not_masked():
    heard = hear(canvas(tone(10, 1.0), tone(90, 0.5)))
    assert heard.mixed[0, -1, 10] > 0 > heard.mixed[0, -1, 90]
    strongest = heard.strongest(sigmoid)
    assert np.allclose(strongest[0, :, [10, 90]], sigmoid(LOUD), atol=1e-3)
    assert (strongest >= sigmoid(heard.mixed)).all()


def test_a_masked_sound_does_not_count():
    masked = hear(canvas(np.maximum(tone(10, 1.0), tone(11, 0.9)), tone(11, 0.5)))
    assert list(masked.owner) == [0]
    assert masked.strongest(sigmoid)[0, -1, 11] < 0.02


def test_a_sound_of_a_mixture_counts_only_in_the_segments_in_which_it_lasts():
    late = canvas(tone(10, 1.0), tone(90, 0.5, first=3 * HOP))
    assert np.array_equal(late.audible[1], [0, 0, 0, 1, 1])
    probability = hear(late).strongest(sigmoid)[0, :, 90]
    assert (probability[:3] < 0.02).all() and (probability[3:] > 0.5).all()


def test_silence_of_one_sound_is_not_the_mixtures():
    heard = hear(canvas(tone(10, 1.0), tone(90, 0.5)))
    heard.alone[..., hearing.SILENCE_CLASS] = 5.0
    assert (heard.strongest(sigmoid)[..., hearing.SILENCE_CLASS] < 0.001).all()


def test_canvases_of_one_sound_are_as_the_teacher_hears_them():
    alone = canvas(tone(10, 1.0))
    heard = hear(*[alone] * 7)
    assert len(heard.owner) == 0 and np.array_equal(heard.strongest(sigmoid), sigmoid(heard.mixed))


def test_what_a_recording_is_named_for_can_be_heard_where_it_is_loud():
    probability = hear(canvas(tone(10, 1.0, last=2 * HOP)), named=[[300, 301]]).strongest(sigmoid)[0]
    assert np.allclose(probability[:3, [300, 301]], hearing.NAMED, atol=1e-3) and np.allclose(probability[:3, 10], sigmoid(LOUD), atol=1e-3)
    assert (probability[3:, 300] < 0.02).all()


def test_of_the_classes_that_a_name_can_mean_the_teacher_chooses():
    logits = np.tile(np.array([-9.0, -2.0, -5.0, -4.0], np.float32), (CANVAS_HOPS, 1))
    raised = hearing.named(logits, np.array([1, 2]), np.array([False, True, True, True, True]))
    assert np.allclose(raised[1:, 1], 0.0) and np.allclose(raised[1:, 2], -3.0)
    assert np.array_equal(raised[0], logits[0]) and np.array_equal(raised[:, [0, 3]], logits[:, [0, 3]])


def test_a_name_takes_nothing_away():
    sure = canvas(tone(10, 1.0))
    assert np.allclose(hear(sure, named=[[10]]).mixed, hear(sure).mixed)


def test_a_masked_sound_is_not_heard_by_name_either():
    two = canvas(np.maximum(tone(10, 1.0), tone(11, 0.9)), tone(11, 0.5))
    assert (hear(two, named=[[], [300]]).strongest(sigmoid)[..., 300] < 0.02).all()
    clear = canvas(tone(10, 1.0), tone(90, 0.5))
    assert np.allclose(hear(clear, named=[[], [300]]).strongest(sigmoid)[..., 300], hearing.NAMED, atol=1e-3)
