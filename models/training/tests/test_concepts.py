from earshot_training import concepts


class Names:
    names = sorted({name for names in concepts.CLASSES_OF.values() for name in names})


def test_a_recording_of_several_kinds_can_be_any_of_them_if_all_are_known():
    found = concepts.named_classes(Names(), [{"concepts": c, "label": "one"} for c in ("dog bark", "dog bark; wolf howl", "", "dog bark; drum / percussion")])
    assert [[Names.names[i] for i in members] for members in found] == [["Bark"], ["Bark", "Howl"], [], []]


def test_no_kind_names_a_class_twice():
    assert all(len(set(names)) == len(names) for names in concepts.CLASSES_OF.values())


def test_an_imitation_is_not_taken_by_its_name():
    meta = [{"concepts": "siren", "label": label} for label in ("police siren", "Synth_siren", "synthetic siren")]
    assert [len(members) for members in concepts.named_classes(Names(), meta)] == [1, 0, 1]
