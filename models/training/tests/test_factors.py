import csv
import json

import pytest

from earshot_training import factors
from earshot_training.teacher import Classes


def classes_of(folder, names_below):
    """A made-up ontology: each named node with its own classes below it."""
    captions = folder / "captions"
    captions.mkdir()
    nodes, rows = [], []
    for node, names in names_below.items():
        nodes.append({"id": node, "name": node, "description": "", "child_ids": names})
        for name in names:
            nodes.append({"id": name, "name": name, "description": "", "child_ids": []})
            rows.append({"index": len(rows), "mid": name, "display_name": name})
    (captions / "audioset_ontology.json").write_text(json.dumps(nodes))
    with open(captions / "audioset_class_labels_indices.csv", "w", newline="") as handle:
        writer = csv.DictWriter(handle, ["index", "mid", "display_name"])
        writer.writeheader()
        writer.writerows(rows)
    return Classes(folder)


def test_a_class_belongs_to_the_first_factor_that_names_a_node_above_it(tmp_path):
    below = {node: [f"something of {node}"] for nodes in factors.GROUPS.values() for node in nodes}
    below["Human sounds"] = below["Human sounds"] + ["Human voice"]
    del below["Human voice"]
    classes = classes_of(tmp_path, below)
    group = factors.groups(classes)
    assert group[classes.names.index("Human voice")] == 0
    assert group[classes.names.index("something of Human sounds")] == 1
    assert sorted(set(group)) == list(range(len(factors.GROUPS)))


def test_a_class_that_no_factor_holds_is_said(tmp_path):
    below = {node: [f"something of {node}"] for nodes in factors.GROUPS.values() for node in nodes}
    with pytest.raises(ValueError, match="no factor holds a hum from space"):
        factors.groups(classes_of(tmp_path, below | {"Elsewhere": ["a hum from space"]}))
