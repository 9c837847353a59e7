import torch

from earshot_training import heads
from earshot_training.heads import CLASSES, Families, Matcher, lift


def matcher():
    torch.manual_seed(0)
    return heads.Matcher().eval()


def sides(m, segments=5, queries=4):
    generator = torch.Generator().manual_seed(1)
    audio = m.audio(torch.randn(segments, heads.LEVELS, heads.TOKEN_DIM, generator=generator))
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


def test_confidence_starts_as_the_mean_of_the_factor_cosines():
    m = matcher()
    with torch.no_grad():
        m.gate_logit.fill_(100.0)
    levels, a, text_levels, t = sides(m)
    mean = torch.einsum("bkd,nkd->bnk", heads.unit(a), heads.unit(t)).mean(-1)
    assert torch.allclose(m.score(levels, a, text_levels, t), mean, atol=1e-6)


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
    tokens = torch.randn(2, 15, heads.TOKEN_DIM)
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


def test_freezing_the_highest_level_leaves_only_the_readiness_of_texts():
    matcher = Matcher()
    matcher.freeze_highest()
    assert not any(p.requires_grad for p in matcher.audio.levels[-1].parameters())
    assert not any(p.requires_grad for p in matcher.text.levels[-1].direction.parameters())
    assert all(p.requires_grad for p in matcher.text.levels[-1].readiness.parameters())
    assert not matcher.level_logits.requires_grad and not matcher.gate_logit.requires_grad
