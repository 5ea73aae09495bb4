"""Personal data that is planted, and the places where none of it may be found."""

import base64
import binascii
import os
import re
import socket
import threading
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from core import file_disk
from tests.factories.accounts import make_id_number, make_mobile

COUNT = 50
BASE64 = re.compile(r"[A-Za-z0-9+/_=-]{20,}")
# Six digits are found in the fraction of a second of any time stamp.
FRACTION = re.compile(r"(?<=:\d\d)\.\d+")
ALONE = r"(?<![0-9A-Za-z_-]){}(?![0-9A-Za-z_-])"


@dataclass
class Plant:
    """One made-up person; every value occurs nowhere else in the project."""

    serial: int
    codes: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.name = f"种{'甲乙丙丁戊己庚辛壬癸'[self.serial // 10]}{'子丑寅卯辰巳午未申酉'[self.serial % 10]}"
        self.id_number = make_id_number(self.serial + 701, born=date(1987, 3, 4), region="451121")
        self.mobile = make_mobile(77_310_000 + self.serial * 137)
        self.email = f"zhongzi{self.serial}x@planted.example.cn"
        self.password = f"Zhongxia-{self.serial * 7919 + 100003}-mima"
        self.answer = f"龙脊梯田第{self.serial * 31 + 1007}级"
        self.address = f"龙胜各族自治县平安寨{self.serial * 17 + 4003}号"

    @property
    def values(self):
        """What may be read nowhere, wherever in a text it stands."""
        return (self.id_number, self.mobile, self.email, self.password, self.answer, self.address)


def found(plants, haystack):
    """The planted values that can be read in `haystack`, also behind base64 or escapes of an address.

    Codes count only where they stand alone: six digits are part of many a longer number.
    """
    text = FRACTION.sub("", haystack)
    text = "\n".join([text, unquote(text), *map(_decoded, set(BASE64.findall(text)))])
    values = [value for plant in plants for value in plant.values if value in text]
    codes = {code for plant in plants for code in plant.codes}
    return sorted(values) + sorted(code for code in codes if re.search(ALONE.format(code), text))


def _decoded(token):
    try:
        raw = base64.urlsafe_b64decode(token.rstrip("=").replace("+", "-").replace("/", "_") + "==")
    except (binascii.Error, ValueError):
        return ""
    return raw.decode("utf-8", "replace")


def database():
    """Every row of every table, as a dump holds it."""
    pieces = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            pieces += [table, *(row for (row,) in cursor.fetchall())]
    return "\n".join(pieces)


def sessions():
    """What the sessions hold, unpacked."""
    return "\n".join(str(SessionStore().decode(s.session_data)) for s in Session.objects.all())


def files():
    """The name of every stored file, and its bytes."""
    stored = [path for path in file_disk.root().rglob("*") if path.is_file()]
    return "\n".join(f"{path}\n{path.read_bytes().decode('latin-1')}" for path in stored)


def logs(folder):
    """What web, worker and beat wrote, and the database server if it is this run's own."""
    own = Path(os.environ["GXZC_FILES"]).parent / "postgres.log"
    written = [*sorted(folder.glob("*.log")), *([own] if own.exists() else [])]
    return "\n".join(path.read_text(errors="replace") for path in written)


class Eavesdropper(threading.Thread):
    """Writes down every command that reaches Valkey, so that nothing fleeting is missed."""

    def __init__(self, valkey):
        super().__init__(daemon=True)
        self.line = socket.create_connection(("127.0.0.1", valkey.port))
        self.line.sendall(f"AUTH {valkey.password}\r\nMONITOR\r\n".encode())
        self.heard = bytearray()
        self.start()

    def run(self):
        while heard := self.line.recv(65536):
            self.heard += heard
        self.line.close()

    def text(self):
        """All that was heard so far; inner quotes are escaped by the server."""
        return self.heard.decode("utf-8", "replace").replace('\\"', '"')
