"""The engine: bad roads fail at start-up, and a move is judged in a fixed order."""

import pytest

from core.errors import Refused
from core.workflow import Transition, Workflow, any_of, is_system, second_person_after


def nobody(_actor, _subject):
    return False


def everybody(_actor, _subject):
    return True


def move(name, source, target=None, allowed=everybody, **more):
    return Transition(name, name, (source,), allowed, (target,) if target else (), **more)


def road(*transitions):
    return Workflow("road", initial="a", transitions=transitions, progress_model=None, audit_event="x.moved")


class Subject:
    def __init__(self, state, first=None):
        self.state = state
        self.first = first

    def last_move(self, _name):
        return self.first


class Person:
    def __init__(self, pk):
        self.pk = pk


class Actor:
    def __init__(self, pk):
        self.user = Person(pk)


class Row:
    def __init__(self, by_id):
        self.by_id = by_id


def test_two_moves_of_one_name_are_refused_at_start_up():
    with pytest.raises(ValueError, match="share a name"):
        road(move("go", "a", "b"), move("go", "b", "c"))


def test_a_state_nobody_can_reach_is_refused_at_start_up():
    with pytest.raises(ValueError, match="lost"):
        road(move("go", "a", "b"), move("back", "lost", "a"))


def test_a_circle_apart_from_the_beginning_is_not_reachable():
    with pytest.raises(ValueError, match="no move leads to"):
        road(move("go", "a", "b"), move("there", "x", "y"), move("back", "y", "x"))


def test_reachability_follows_the_road_whatever_the_order_of_declaration():
    assert road(move("third", "c", "d"), move("second", "b", "c"), move("first", "a", "b"))


def test_buttons_are_the_moves_of_the_state_that_this_person_may_make():
    workflow = road(
        move("go", "a", "b"),
        move("forbidden", "a", "b", allowed=nobody),
        move("later", "b", "a"),
        move("stay", "a"),
        move("hidden", "a", shown=lambda _subject: False),
    )
    assert [m.name for m in workflow.open_to(Actor(1), Subject("a"))] == ["go", "stay"]


def test_a_move_without_targets_keeps_the_state_and_choose_picks_one():
    chosen = Transition("c", "c", ("a",), everybody, ("b", "c"), choose=lambda _subject, data: data["to"])
    assert move("stay", "a").target(Subject("a"), {}) == "a"
    assert move("go", "a", "b").target(Subject("a"), {}) == "b"
    assert chosen.target(Subject("a"), {"to": "c"}) == "c"


def test_four_eyes_refuse_the_person_who_made_the_first_move_and_nobody_else():
    guard = second_person_after("pass")
    with pytest.raises(Refused, match="另一位"):
        guard(Subject("a", Row(7)), Actor(7), {})
    guard(Subject("a", Row(7)), Actor(8), {})
    guard(Subject("a"), Actor(7), {})


def test_policies_are_combined_by_any_of_and_the_system_is_nobody():
    assert any_of(nobody, everybody)(Actor(1), None)
    assert not any_of(nobody, nobody)(Actor(1), None)
    assert is_system(None, None)
    assert not is_system(Actor(1), None)


def test_a_button_is_worded_by_state():
    worded = move("go", "a", "b", labels={"b": "再走"})
    assert worded.label_in("a") == "go"
    assert worded.label_in("b") == "再走"
