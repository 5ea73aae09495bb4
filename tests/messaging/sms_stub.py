"""Aliyun's and Tencent's SMS gateways on loopback: they check signatures as the vendors document them.

Written from the documents of ACS3-HMAC-SHA256 and TC3-HMAC-SHA256 and not from our channels;
test_sms_signatures.py shows first that the vendors' own SDKs pass.
"""

import hashlib
import hmac
import json
import re
import socket
import struct
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, urlsplit

HANG_SECONDS = 20
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256)


def acs3_is_right(secret, path, headers, body):
    """Whether the Authorization header of a request to Aliyun was made with `secret`."""
    given = {name.lower(): value.strip() for name, value in headers.items()}
    told = re.fullmatch(
        r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})",
        given.get("authorization", ""),
    )
    if not told or given.get("x-acs-content-sha256") != sha256(body):
        return False
    names = told[2].split(";")
    needed = {"host"} | {name for name in given if name.startswith("x-acs-")}
    if not needed <= set(names) or names != sorted(names):
        return False
    pairs = sorted(parse_qsl(urlsplit(path).query, keep_blank_values=True))
    query = "&".join(f"{quote(key, safe='-_.~')}={quote(value, safe='-_.~')}" for key, value in pairs)
    lines = "\n".join(f"{name}:{given[name]}" for name in names)
    request = "\n".join(["POST", "/", query, lines, "", ";".join(names), given["x-acs-content-sha256"]])
    wanted = mac(secret.encode(), "ACS3-HMAC-SHA256\n" + sha256(request.encode())).hexdigest()
    return hmac.compare_digest(wanted, told[3])


def tc3_is_right(secret, path, headers, body):
    """Whether the Authorization header of a request to Tencent was made with `secret`."""
    given = {name.lower(): value.strip() for name, value in headers.items()}
    told = re.fullmatch(
        r"TC3-HMAC-SHA256 Credential=([^/]+)/(\d{4}-\d\d-\d\d)/sms/tc3_request, "
        r"SignedHeaders=([^,]+), Signature=([0-9a-f]{64})",
        given.get("authorization", ""),
    )
    if not told or not {"content-type", "host"} <= set(told[3].split(";")):
        return False
    lines = "".join(f"{name}:{given[name].lower()}\n" for name in told[3].split(";"))
    request = f"POST\n{path}\n\n{lines}\n{told[3]}\n{sha256(body)}"
    scope = f"{told[2]}/sms/tc3_request"
    text = f"TC3-HMAC-SHA256\n{given['x-tc-timestamp']}\n{scope}\n{sha256(request.encode())}"
    key = mac(("TC3" + secret).encode(), told[2]).digest()
    key = mac(mac(key, "sms").digest(), "tc3_request").digest()
    return hmac.compare_digest(mac(key, text).hexdigest(), told[4])


def aliyun_answer(code):
    if code == "OK":
        return 200, {"Code": "OK", "Message": "OK", "BizId": "9006^0", "RequestId": "R"}
    return 400, {"Code": code, "Message": "refused", "RequestId": "R"}


def tencent_answer(code):
    if code == "Ok":
        status = {"Code": "Ok", "SerialNo": "5000:1", "Message": "send success"}
        return 200, {"Response": {"SendStatusSet": [status], "RequestId": "R"}}
    return 200, {"Response": {"Error": {"Code": code, "Message": "refused"}, "RequestId": "R"}}


VENDORS = {
    "aliyun": (acs3_is_right, aliyun_answer, "OK", "SignatureDoesNotMatch"),
    "tencent": (tc3_is_right, tencent_answer, "Ok", "AuthFailure.SignatureFailure"),
}


class Gateway(BaseHTTPRequestHandler):
    """One request; `server.mood` says how it goes, `server.taken` keeps what was accepted."""

    def do_POST(self):
        mood = self.server.mood
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if mood == "hang":
            self.server.closing.wait(HANG_SECONDS)
        elif mood == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            self.connection.close()
        elif mood == "half":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{")
        elif mood == "500":
            self.answer(500, "<html>oops</html>")
        else:
            self.judge(body, mood)

    def judge(self, body, mood):
        is_right, answer, fine, wrong = VENDORS[self.server.vendor]
        headers = dict(self.headers.items())
        right = is_right(self.server.secret, self.path, headers, body)
        code = (mood or fine) if right else wrong
        if code == fine:
            self.server.taken.append({"path": self.path, "headers": headers, "body": body.decode()})
        status, content = answer(code)
        self.answer(status, json.dumps(content))

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        """Keeps the console quiet."""


@contextmanager
def running(vendor, secret):
    """A gateway that knows `secret`; set its `mood` to a fault, or to a code of the vendor."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.daemon_threads = True
    server.vendor, server.secret, server.mood, server.taken = vendor, secret, "", []
    server.closing = threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
