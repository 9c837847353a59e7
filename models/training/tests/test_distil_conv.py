import torch

from earshot_training import distil_conv
from earshot_training.conv_trunk import ConvTrunk
from earshot_training.grid import CANVAS, CANVAS_HOPS, MELS


def some_example(streams=2):
    """As Teaching.batch gives it, of random numbers."""
    length = 2 * CANVAS
    maps = [torch.randn(streams, c, f, length // stride) for c, f, stride in ((16, 32, 4), (16, 16, 8), (48, 8, 16), (64, 4, 32))]
    return (torch.randn(streams, MELS, length) * 0.4, torch.rand(streams, 2 * CANVAS_HOPS, 527) * 0.1, torch.randn(streams, 384, length // 32), *maps)


def test_two_canvases_become_one_stream():
    canvases = torch.arange(12.0).view(4, 1, 3)
    assert distil_conv.paired(canvases)[:, 0].tolist() == [[0, 1, 2, 6, 7, 8], [3, 4, 5, 9, 10, 11]]


def test_what_comes_late_comes_one_column_late():
    x = torch.randn(2, 3, 4, 7)
    assert torch.equal(distil_conv.late(x)[..., 1:], x[..., :-1]) and not distil_conv.late(x)[..., 0].any()


def test_a_hint_that_is_met_costs_nothing_and_the_mean_costs_one():
    target = torch.randn(4, 8, 5, 40) * 3 + 1
    assert distil_conv.hint_loss(target, target) == 0
    mean = target.mean((0, 2, 3), keepdim=True).expand_as(target)
    assert abs(float(distil_conv.hint_loss(mean, target)) - 1) < 0.1


def test_the_hop_that_lies_in_both_canvases_is_not_judged():
    logits, heard = torch.zeros(2, 2 * CANVAS_HOPS, 527), torch.zeros(2, 2 * CANVAS_HOPS, 527)
    before = distil_conv.class_loss(logits, heard)
    logits[:, CANVAS_HOPS] = 50.0
    assert distil_conv.class_loss(logits, heard) == before
    logits[:, CANVAS_HOPS + 1] = 50.0
    assert distil_conv.class_loss(logits, heard) > before


def test_alone_a_stage_teaches_no_other():
    torch.manual_seed(0)
    student = distil_conv.ConvStudent()
    terms = distil_conv.losses(student, some_example(), True)
    terms[2 + 2].backward()  # mid12
    moved = {name.split(".")[2] for name, p in student.named_parameters() if p.grad is not None and p.grad.abs().sum() > 0}
    assert moved == {"2"}


def test_a_few_steps_make_the_losses_smaller():
    torch.manual_seed(0)
    student, example = distil_conv.ConvStudent(), some_example()
    optimiser = torch.optim.AdamW(student.parameters(), 3e-3)
    sums = []
    for _ in range(6):
        terms = distil_conv.losses(student, example, False)
        optimiser.zero_grad()
        sum(terms).backward()
        optimiser.step()
        sums.append([float(t.detach()) for t in terms])
    classes, hints = 0, slice(2, None)  # of random frames there is nothing to be learned
    assert sums[-1][classes] < sums[0][classes] and all(last < first for first, last in zip(sums[0][hints], sums[-1][hints]))


def test_hints_fade_once_the_stages_are_joined():
    assert distil_conv.weights_at(0.0, 0.2) == [1.0, 2.0, 1.0, 1.0, 1.0, 1.0]
    assert abs(distil_conv.weights_at(1.0, 0.2)[2] - 0.2) < 1e-9


def test_a_file_is_read_as_it_was_written(tmp_path):
    student = distil_conv.ConvStudent()
    torch.save({k: v.half() if v.is_floating_point() else v for k, v in student.state_dict().items()}, tmp_path / "conv.pt")
    loaded = distil_conv.ConvStudent.load(tmp_path / "conv.pt")
    assert isinstance(loaded.trunk, ConvTrunk) and not loaded.training
    assert torch.allclose(loaded.trunk.head.classes.weight, student.trunk.head.classes.weight, atol=1e-3)
