"""What a migration does to a table in use without stopping those who write in it.

Django brings indexes built beside the work (`django.contrib.postgres.operations`); this adds the unique ones.
"""

from django.contrib.postgres.operations import NotInTransactionMixin
from django.db.migrations.operations.base import Operation

BUILDING = "{}_new"


class ReplaceUniqueConcurrently(NotInTransactionMixin, Operation):
    """Build a `UniqueConstraint` that has a condition anew; the one before it holds until the new one stands.

    With a condition PostgreSQL keeps it as a unique index alone, to be built beside the work and renamed.
    The migration must not be atomic. An attempt that failed leaves an index under another name, which the
    next one drops.
    """

    reduces_to_sql = True

    def __init__(self, model_name: str, constraint):
        self.model_name, self.constraint = model_name, constraint

    def deconstruct(self):
        """As the migration writer wants it."""
        return type(self).__name__, [], {"model_name": self.model_name, "constraint": self.constraint}

    def describe(self):
        """What `migrate --plan` prints."""
        return f"Build unique {self.constraint.name} of {self.model_name} beside the work"

    def state_forwards(self, app_label, state):
        """The model has this constraint, in place of one of the same name."""
        key = app_label, self.model_name.lower()
        names = {one.name for one in state.models[key].options.get("constraints", ())}
        if self.constraint.name in names:
            state.remove_constraint(*key, self.constraint.name)
        state.add_constraint(*key, self.constraint)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Build what `to_state` has."""
        self._rebuild(app_label, schema_editor, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Build what `to_state` has, which may be none."""
        self._rebuild(app_label, schema_editor, to_state)

    def _rebuild(self, app_label, schema_editor, state):
        self._ensure_not_in_transaction(schema_editor)
        model = state.apps.get_model(app_label, self.model_name)
        name, quote = self.constraint.name, schema_editor.quote_name
        wanted = [one for one in model._meta.constraints if one.name == name]
        building = BUILDING.format(name)
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {quote(building)}")
        for constraint in wanted:
            twin = constraint.clone()
            twin.name = building
            made = str(twin.create_sql(model, schema_editor))
            schema_editor.execute(made.replace("UNIQUE INDEX", "UNIQUE INDEX CONCURRENTLY", 1))
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {quote(name)}")
        for _ in wanted:
            schema_editor.execute(f"ALTER INDEX {quote(building)} RENAME TO {quote(name)}")
