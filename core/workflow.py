"""The engine that moves a row from state to state: lock, judge, write, record, then the effects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import transaction

from core import audit
from core.errors import Refused, Stale
from core.read_once import read_once

GONE = "这一条已经不在了，可能已从回收站里清除。请刷新页面查看。"


class NotAllowed(Refused):
    """The move is open, but not to this person."""

    status = 403


class AlreadyDone(Refused):
    """The same person has just made this very move; `subject` is the row as it stands now."""

    def __init__(self, subject):
        super().__init__("这一步您已经办理过了。")
        self.subject = subject


class MoveForm(forms.Form):
    """What a move asks of the person; `subject` and `actor` are at hand for choices and limits.

    `folded` names the questions that desks show folded up, because few need them, and the words to unfold
    them by; `tail` is what the button adds to its words.
    """

    folded: dict[str, str] = {}
    tail = ""

    def __init__(self, data=None, *, subject=None, actor=None, **kwargs):
        super().__init__(data, **kwargs)
        self.subject = subject
        self.actor = actor

    def said(self, name: str):
        """One answer as it would be kept, None if it would be refused; the other answers do not matter."""
        field = self.fields[name]
        try:
            return field.clean(field.widget.value_from_datadict(self.data, self.files, name))
        except forms.ValidationError:
            return None

    def repeats(self, row) -> bool:
        """Whether the latest row of the history was made with these very answers.

        A form that asks for more than an opinion looks at what became of the rest of them.
        """
        return "opinion" not in self.fields or self.said("opinion") == row.opinion


def always(_subject) -> bool:
    """Worth offering in every open state."""
    return True


def any_of(*predicates):
    """Combine policies: one yes is enough."""
    return lambda actor, subject: any(predicate(actor, subject) for predicate in predicates)


def is_system(actor, _subject) -> bool:
    """A scheduled job or an effect acts as nobody in particular."""
    return actor is None


@dataclass(frozen=True)
class Transition:
    """One move of a road. No `targets` means that the state stays; `choose` picks among several.

    `stamps` return columns that are written in one statement with the state; `effects` follow from it.
    `reads` are relations of the row that form, guards and effects look at again and again: they are read
    once, under the lock. `step` names the row of 进度, `labels` words the button differently in some states,
    `refusals` says why a closed state is closed, and `shown` hides a button whose guard is known to refuse.
    """

    name: str
    label: str
    sources: tuple
    allowed: Callable[[Any, Any], bool]
    targets: tuple = ()
    choose: Callable[[Any, dict], str] | None = None
    guards: tuple[Callable, ...] = ()
    stamps: tuple[Callable[[Any, Any, dict], dict], ...] = ()
    effects: tuple[Callable, ...] = ()
    form: type[MoveForm] = MoveForm
    reads: tuple[str, ...] = ()
    step: str = ""
    weight: str = "light"
    labels: Mapping[str, str] = field(default_factory=dict)
    refusals: Mapping[str, str] = field(default_factory=dict)
    shown: Callable[[Any], bool] = always

    def label_in(self, state) -> str:
        """The words on the button while the row is in `state`."""
        return self.labels.get(state, self.label)

    def bound_form(self, subject, actor, data=None) -> MoveForm:
        """The form of this move for one row and one person; unbound without `data`."""
        return self.form(data, subject=subject, actor=actor)

    def target(self, subject, data):
        """The state this move leads to from the row as it stands."""
        if self.choose:
            return self.choose(subject, data)
        return self.targets[0] if self.targets else subject.state


def second_person_after(name: str):
    """Guard: whoever made the move `name` last may not make this one too (four eyes)."""

    def guard(subject, actor, _data):
        first = subject.last_move(name)
        if first and actor and first.by_id == actor.user.pk:
            raise Refused("这一步须由另一位工作人员办理：前一步是您办的，请转给同事复核。")

    return guard


class Workflow:
    """A road made of transitions over one state enum.

    The subject has `state`, `version`, `state_label(actor)` and `last_move(name)`; `progress_model.objects`
    has `append(subject, ...)` and `latest_of(subject)`.
    """

    def __init__(self, name: str, *, initial, transitions, progress_model, audit_event: str):
        self.name = name
        self.initial = initial
        self.transitions = {transition.name: transition for transition in transitions}
        self.progress_model = progress_model
        self.audit_event = audit_event
        if len(self.transitions) != len(transitions):
            raise ValueError(f"{name}: two transitions share a name")
        self._refuse_unreachable()
        audit.put_in_words(audit_event, "move", {t.name: t.label for t in transitions})
        for key in ("from_state", "to_state"):
            audit.put_in_words(audit_event, key, dict(getattr(type(initial), "choices", ())))

    def _refuse_unreachable(self):
        reached, grew = {self.initial}, True
        while grew:
            leads = {
                target for t in self.transitions.values() if reached & set(t.sources) for target in t.targets
            }
            grew = not leads <= reached
            reached |= leads
        mentioned = {state for t in self.transitions.values() for state in (*t.sources, *t.targets)}
        if mentioned - reached:
            raise ValueError(f"{self.name}: no move leads to {sorted(mentioned - reached)}")

    def open_to(self, actor, subject) -> list[Transition]:
        """The moves whose button this person sees on this row, in the order of the road."""
        return [
            t
            for t in self.transitions.values()
            if subject.state in t.sources and t.shown(subject) and t.allowed(actor, subject)
        ]

    @transaction.atomic
    def perform(self, subject, name: str, *, actor, data=None, expected_version=None):
        """Make one move and return the locked row.

        `actor` None is the system. `expected_version` is the version the person saw, None skips the check.
        Raises AlreadyDone, Stale, NotAllowed or Refused, each with a sentence for the person.
        """
        transition = self.transitions[name]
        locked = type(subject).objects.select_for_update(of=("self",)).filter(pk=subject.pk).first()
        if locked is None:
            raise Refused(GONE)
        self._judge_state(transition, locked, actor, data or {}, expected_version)
        if not transition.allowed(actor, locked):
            raise NotAllowed(f"“{transition.label_in(locked.state)}”不由您办理，请联系负责这一步的工作人员。")
        with read_once(locked, *transition.reads):
            self._make(transition, locked, actor, data)
        return locked

    def _make(self, transition, locked, actor, data):
        answers = self._judge_form(transition, locked, actor, data)
        for guard in transition.guards:
            guard(locked, actor, answers)
        self._write(transition, locked, actor, answers)
        for effect in transition.effects:
            effect(locked, actor, answers)

    def _judge_state(self, transition, locked, actor, data, expected_version):
        stale = expected_version is not None and expected_version != locked.version
        closed = locked.state not in transition.sources
        if not (stale or closed):
            return
        latest = self.progress_model.objects.latest_of(locked)
        form = transition.bound_form(locked, actor, data)
        if latest and latest.is_of(transition, actor) and form.repeats(latest):
            raise AlreadyDone(locked)
        told = latest.told_to(actor) if latest else ""
        if closed:
            label = transition.label_in(locked.state)
            default = f"{told}现在的状态是“{locked.state_label(actor)}”，不能再“{label}”。请刷新页面查看。"
            raise Refused(transition.refusals.get(locked.state, default))
        raise Stale(locked, f"{told}您看到的页面已经不是最新的，请刷新后再办理。")

    @staticmethod
    def _judge_form(transition, locked, actor, data) -> dict:
        form = transition.bound_form(locked, actor, data or {})
        if form.is_valid():
            return form.cleaned_data
        raise Refused("".join(sentence for sentences in form.errors.values() for sentence in sentences))

    def _write(self, transition, locked, actor, answers):
        before, after = locked.state, transition.target(locked, answers)
        columns = {"state": after, "version": locked.version + 1}
        for stamp in transition.stamps:
            columns |= stamp(locked, actor, answers)
        for name, value in columns.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(columns))
        self.progress_model.objects.append(
            locked, transition=transition, from_state=before, to_state=after, actor=actor, data=answers
        )
        audit.record(
            self.audit_event,
            subject=locked,
            actor=actor,
            move=transition.name,
            from_state=str(before),
            to_state=str(after),
        )
