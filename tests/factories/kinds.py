"""The small world of every kind of application, for what must hold for all of them."""

from tests.factories.applications import World
from tests.factories.evaluation import EvaluationWorld
from tests.factories.original import ReconfirmationWorld, ReplacementWorld

# A new kind joins here.
WORLDS = (EvaluationWorld, World, ReconfirmationWorld, ReplacementWorld)


def kind_of(world) -> str:
    """What a test of one world is called after."""
    return str(getattr(world.kind, "value", world.kind))
