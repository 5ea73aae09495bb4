"""A mail server on loopback that can hang, refuse, cut the line and recover."""

import socket
import socketserver
import struct
import threading
from contextlib import contextmanager
from email import message_from_bytes

HANG_SECONDS = 20
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
AT_RECIPIENT = {
    "unknown recipient": "550 5.1.1 {} is not known here",
    "bare refusal": "550 {} is not known here",
    "greylisted": "450 4.2.0 {} come again later",
}
AT_END_OF_DATA = {"unwanted": "554 5.6.0 no mail like this", "no room": "452 4.3.1 out of storage"}


class Dialogue(socketserver.StreamRequestHandler):
    """One connection; `server.mood` says how it goes."""

    def handle(self):
        mood = self.server.mood
        if mood == "hang":
            self.server.closing.wait(HANG_SECONDS)
            return
        if mood == "reset":
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            self.request.close()
            return
        self.say("554 no service here" if mood == "refuse" else "220 stub ready")
        for line in iter(self.rfile.readline, b""):
            if not self.answer(line.decode().strip()):
                return

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def answer(self, line):
        """Answer one command; False ends the connection."""
        mood, verb = self.server.mood, line[:4].upper()
        if verb == "RCPT" and mood in AT_RECIPIENT:
            self.say(AT_RECIPIENT[mood].format(line[8:]))
        elif verb == "DATA":
            return self.take()
        else:
            self.say("221 bye" if verb == "QUIT" else "250 ok")
        return verb != "QUIT"

    def take(self):
        if self.server.mood == "half":
            return False
        self.say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        if self.server.mood in AT_END_OF_DATA:
            self.say(AT_END_OF_DATA[self.server.mood])
            return True
        self.server.taken.append(message_from_bytes(b"".join(lines)))
        if self.server.mood == "lost answer":
            return False
        self.say("250 taken")
        return True


class MailServer(socketserver.ThreadingTCPServer):
    """`taken` holds every mail that arrived whole."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.mood, self.taken, self.closing = "well", [], threading.Event()

    @property
    def port(self):
        return self.server_address[1]


@contextmanager
def running():
    """A server of its own for one test."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
