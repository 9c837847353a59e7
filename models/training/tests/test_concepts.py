from earshot_training import concepts


class Names:
    names = sorted({name for names in concepts.CLASSES_OF.values() for name in names})


def test_a_recording_of_several_kinds_can_be_any_of_them_if_all_are_known():
    found = concepts.named_classes(Names(), [{"concepts": c} for c in ("dog bark", "dog bark; wolf howl", "", "dog bark; drum / percussion")])
    assert [[Names.names[i] for i in members] for members in found] == [["Bark"], ["Bark", "Howl"], [], []]


def test_no_kind_names_a_class_twice():
    assert all(len(set(names)) == len(names) for names in concepts.CLASSES_OF.values())
