"""Makes the audit tables append-only: a trigger for everyone, fewer rights for the runtime role."""

from django.conf import settings
from django.db import migrations

TABLES = ("core_auditentry", "core_auditseal")

REFUSE = """
CREATE FUNCTION core_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('gxzc.maintenance', true) IS NOT DISTINCT FROM 'on' AND EXISTS (
        SELECT FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
        WHERE c.oid = TG_RELID AND r.rolname = current_user
    ) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""
# Once per statement, because TRUNCATE knows no rows.
GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_audit_change();
"""


def withdraw_rights(apps, schema_editor):
    """Take from the runtime role what it must not do; a server without that role has nothing to take."""
    role = settings.DB_RUNTIME_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone():
            tables = ", ".join(TABLES)
            quoted = schema_editor.quote_name(role)
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {tables} FROM {quoted}")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_kernel")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION core_refuse_audit_change"),
        *[
            migrations.RunSQL(GUARD.format(table=table), f"DROP TRIGGER append_only ON {table}")
            for table in TABLES
        ],
        # Reversing drops the tables next, and the rights with them.
        migrations.RunPython(withdraw_rights, migrations.RunPython.noop),
    ]
