"""The latent factors: kinds of sound that occur independently of one another, each with a subspace of its own.

Which classes go together is taken from AudioSet's ontology and not learned: factors that were free to hear all classes fitted the recordings
of the training, and cost on all others (ADR 0015). As the groups share no class, a dog's bark says nothing in `music`, and whatever music plays says
nothing about which animal it is. What a factor makes of its own classes is trained (ADR 0017)."""
import numpy as np

from .teacher import Classes

# Of each factor its name and the nodes of the ontology whose classes it holds, where no factor before it does.
GROUPS = {
    "human voice": ["Human voice"],
    "people, but not their voices": ["Human sounds"],
    "animals": ["Animal"],
    "music": ["Music"],
    "nature and surroundings": ["Natural sounds", "Channel, environment and background"],
    "vehicles, machines and tools": ["Vehicle", "Engine", "Mechanisms", "Tools"],
    "house, water, glass and wood": ["Domestic sounds, home sounds", "Wood", "Glass", "Liquid", "Miscellaneous sources"],
    "alarms, bells, bangs and knocks": ["Sounds of things", "Source-ambiguous sounds"],
}


def groups(classes: Classes) -> np.ndarray:
    """[527]: of each class the factor that holds it."""
    group = np.full(len(classes.names), -1)
    for factor, nodes in enumerate(GROUPS.values()):
        for node in nodes:
            members = np.array(classes.below(node))
            group[members[group[members] < 0]] = factor
    if (group < 0).any():
        raise ValueError(f"no factor holds {classes.names[group.argmin()]}")
    return group
