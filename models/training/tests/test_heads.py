import pytest
import torch

from earshot_training import heads
from earshot_training.heads import CLASSES, Families, Matcher, lift
from earshot_training.trunk import TOKEN_DIM, Student


def matcher():
    torch.manual_seed(0)
    return heads.Matcher().eval()


def sides(m, segments=5, queries=4):
    generator = torch.Generator().manual_seed(1)
    audio = m.audio(torch.randn(segments, heads.LEVELS, TOKEN_DIM, generator=generator))
    text = m.text(torch.randn(queries, heads.LEVELS, heads.HIDDEN_DIM, generator=generator))
    return *audio, *text


def test_shapes_and_unit_levels():
    m = matcher()
    levels, factors, text_levels, text_factors = sides(m)
    assert levels.shape == (5, heads.LEVELS, heads.LEVEL_DIM) and factors.shape == (5, heads.FACTORS, heads.FACTOR_DIM)
    assert torch.allclose(levels.norm(dim=-1), torch.ones(5, heads.LEVELS), atol=1e-5)
    assert m.score(levels, factors, text_levels, text_factors).shape == (5, 4)


def test_concatenated_levels_give_the_weighted_sum():
    m = matcher()
    with torch.no_grad():
        m.level_logits.copy_(torch.tensor([0.3, -1.0, 0.7]))
        m.gate_logit.fill_(-100.0)
    levels, factors, text_levels, text_factors = sides(m)
    scaled = levels * m.level_weights.sqrt()[:, None], text_levels * m.level_weights.sqrt()[:, None]
    assert torch.allclose(scaled[0].flatten(1) @ scaled[1].flatten(1).T,
                          m.score(levels, factors, text_levels, text_factors), atol=1e-5)


def test_split_confidence_equals_concatenated():
    m = matcher()
    torch.nn.init.normal_(m.confidence.output)
    _, a, _, t = sides(m)
    a, t = heads.unit(a), heads.unit(t)
    pair = torch.cat([a[:, None].expand(-1, len(t), -1, -1), t[None].expand(len(a), -1, -1, -1)], -1)
    joint = torch.cat([m.confidence.audio.weight, m.confidence.text.weight], 1)
    z = torch.relu(pair @ joint.T + m.confidence.text.bias) @ m.confidence.output
    assert torch.allclose(m.confidence(a, t), torch.softmax(z, -1), atol=1e-6)


def test_confidence_starts_as_trust_in_the_factor_that_the_text_is_about():
    confidence = heads.Confidence()
    audio, text = 0.3 * torch.randn(6, heads.FACTORS, heads.FACTOR_DIM), torch.zeros(1, heads.FACTORS, heads.FACTOR_DIM)
    text[0, 2] = heads.unit(torch.randn(heads.FACTOR_DIM))
    weights = confidence(audio, text)
    assert (weights.argmax(-1) == 2).all()
    assert torch.allclose(weights.sum(-1), torch.ones(6, 1), atol=1e-6)


def test_permuting_segments_permutes_scores():
    m = matcher()
    levels, a, text_levels, t = sides(m)
    order = torch.tensor([3, 1, 4, 0, 2])
    assert torch.allclose(m.score(levels, a, text_levels, t)[order], m.score(levels[order], a[order], text_levels, t), atol=1e-6)


def test_padding_does_not_change_a_text():
    state, mask = torch.randn(2, 5, 8), torch.ones(2, 5, dtype=torch.int64)
    padded = torch.cat([state, torch.randn(2, 3, 8)], 1), torch.cat([mask, torch.zeros(2, 3, dtype=torch.int64)], 1)
    assert torch.allclose(heads.masked_mean(state, mask), heads.masked_mean(*padded), atol=1e-6)


def test_segment_is_the_newest_six_tokens():
    state = torch.arange(15.0)[None, :, None].expand(1, 15, 4)
    assert heads.pool_segment(state, state, state)[0, 0, 0] == 11.5
    assert heads.pool_segment(*[state[:, :3]] * 3)[0, 0, 0] == 1.0


def test_pooling_at_a_hop_is_what_a_shorter_epoch_would_pool():
    torch.manual_seed(0)
    m = heads.Matcher().eval()
    tokens = torch.randn(2, 15, TOKEN_DIM)
    with torch.no_grad():
        pooled = m.listen(tokens)
        for hop in range(5):
            short = tokens[:, :3 * (hop + 1)]
            assert torch.allclose(pooled[:, hop], heads.pool_segment(short, *m.context(short)), atol=1e-5)


def test_families_raise_each_class_to_the_highest_that_it_includes():
    includes = [[i] for i in range(CLASSES)]
    includes[0] = [0, 5, 7]
    includes[1] = [1, *range(100, 150)]
    x = torch.zeros(2, CLASSES)
    x[0, 7], x[1, 149] = 3.0, 2.0
    y = Families(includes)(x)
    assert y[0, 0] == 3 and y[0, 1] == 0 and y[1, 1] == 2 and y[1, 0] == 0
    assert torch.equal(y[:, 2:], x[:, 2:])
    again = Families()
    again.load_state_dict(Families(includes).state_dict())
    assert torch.equal(again(x), y)


def test_lift_keeps_short_vectors_and_gives_unit_length():
    x = torch.tensor([[0.3, 0.4], [3.0, 4.0], [0.0, 0.0]])
    y = lift(x)
    assert torch.allclose(y.norm(dim=-1), torch.ones(3), atol=1e-3)
    assert torch.allclose(y[0, :2], x[0])
    assert torch.allclose(y[1, :2], torch.tensor([0.6, 0.8]))
    assert torch.allclose(y[2], torch.tensor([0.0, 0.0, 1.0]))


def test_what_was_read_stays_and_factors_are_trained_in_the_last_arm_alone():
    for arm in Matcher.ARMS:
        m = Matcher(arm)
        m.audio.factors.start_from(torch.rand(200, CLASSES), torch.arange(CLASSES) % heads.FACTORS)
        m.freeze_read()
        free = {name.split(".")[1] for name, p in m.named_parameters() if p.requires_grad and name.startswith("text.")}
        assert free == ({"readiness", "factors"} if arm == "disentangled" else {"readiness"})
        assert not m.level_logits.requires_grad and not m.gate_logit.requires_grad
        assert any(p.requires_grad for p in m.audio.factors.parameters()) == (arm == "disentangled")
        assert not any(p.requires_grad for p in m.audio.view.parameters())


def test_trained_factors_still_hear_their_own_classes_alone():
    torch.manual_seed(0)
    m = Matcher()
    factors, group = m.audio.factors, torch.arange(CLASSES) % heads.FACTORS
    factors.start_from(torch.rand(200, CLASSES), group)
    m.freeze_read()
    before = factors.projection.weight.detach().clone()
    optimiser = torch.optim.AdamW([factors.projection.weight], 0.1, weight_decay=0.05)
    for _ in range(5):
        optimiser.zero_grad()
        factors(torch.rand(50, CLASSES)).square().sum().backward()
        optimiser.step()
    after = factors.projection.weight.detach().unflatten(0, (heads.FACTORS, heads.FACTOR_DIM))
    assert not torch.allclose(before, after.flatten(0, 1))
    for k in range(heads.FACTORS):
        assert (after[k][:, group != k] == 0).all() and (after[k][:, group == k] != 0).any()


def test_factors_without_kinds_are_not_trained():
    with pytest.raises(ValueError, match="start_from"):
        Matcher().freeze_read()


def test_factors_hold_their_own_classes_and_are_shorter_than_one():
    torch.manual_seed(0)
    group = torch.arange(CLASSES) % heads.FACTORS
    values = torch.rand(400, CLASSES)
    factors = heads.ClassFactors()
    factors.start_from(values, group)
    usual = values.mean(0)
    assert factors(usual).abs().max() < 1e-4
    barking = usual.clone()
    barking[group == 2] += torch.rand(int((group == 2).sum()))
    lengths = factors(barking).norm(dim=-1)
    assert lengths[2] > 0.1 and (lengths[torch.arange(heads.FACTORS) != 2] < 1e-4).all()
    assert (factors(100 * values).flatten(-2).norm(dim=-1) < 1).all()


def test_factors_of_texts_have_length_one_together():
    _, _, _, factors = sides(matcher())
    assert torch.allclose(factors.flatten(1).norm(dim=-1), torch.ones(len(factors)), atol=1e-5)


def test_levels_inherit_what_the_distillation_heard_at_each_depth():
    torch.manual_seed(0)
    student, m = Student().eval(), matcher()
    m.inherit(student, [[i] for i in range(CLASSES)])
    pooled = torch.randn(2, heads.LEVELS, TOKEN_DIM)
    for level, head in enumerate(student.heads.classes):
        assert torch.allclose(m.audio(pooled)[0][:, level], m.audio.view(m.audio.view.log_presence(head(pooled[:, level]))), atol=1e-6)
    assert not any(p.requires_grad for p in m.audio.classes.parameters())
