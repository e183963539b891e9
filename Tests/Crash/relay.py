"""A relay between programs and a PostgreSQL server that passes bytes on until it is told to do otherwise."""

import select
import socket
import struct
import threading
import time

# By what writers of changes take turns: ServerTurn.changes.
TURN = str(0x4761_7075_7261).encode()
COMMIT = b"Q\0\0\0\x0bCOMMIT\0"
# What the server says of a transaction that it stored.
STORED = b"C\0\0\0\x0bCOMMIT\0"


class Line:
    """One connection: a program by TCP, the server by its socket. A thread of its own carries bytes both ways."""

    def __init__(self, relay, client):
        self.relay, self.client, self.is_silent, self.is_cut, self.is_changing = relay, client, relay.is_silent, False, False
        self.server = socket.socket(socket.AF_UNIX)
        self.server.connect(relay.server)
        threading.Thread(target=self.carry, daemon=True).start()

    def carry(self):
        try:
            while not self.is_cut:
                for source in select.select([self.client, self.server], [], [], 0.02)[0]:
                    data = source.recv(1 << 16)
                    if not data:
                        # A farewell goes nowhere either where the network is silent.
                        self.is_cut = not self.is_silent or source is self.server
                        time.sleep(0.02)
                    elif self.is_silent:
                        continue
                    elif source is self.client:
                        self.to_server(data)
                    else:
                        self.client.sendall(data)
        except (OSError, ValueError):
            pass
        self.close()

    def to_server(self, data):
        if TURN in data:
            self.is_changing = True
        is_commit = data.endswith(COMMIT)
        self.server.sendall(data)
        if is_commit and self.is_changing and self.relay.take_answer():
            self.swallow_answer()
        if is_commit:
            self.is_changing = False

    def swallow_answer(self):
        """The server has stored it, and the program does not learn so."""
        answer = b""
        while STORED not in answer:
            data = self.server.recv(1 << 16)
            if not data:
                break
            answer += data
        self.relay.answer_dropped(STORED in answer)
        self.is_cut = True

    def close(self):
        """Without a farewell: the program's end is reset, and what was on its way is lost."""
        try:
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass
        self.client.close()
        self.server.close()


class Relay:
    def __init__(self, server):
        self.server, self.lines, self.lock = server, [], threading.Lock()
        self.is_shut = self.is_silent = self.was_dropped = False
        # For how long nobody is let in after an answer was dropped; None where none is to be.
        self.armed = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.is_shut:
                client.close()
                continue
            with self.lock:
                self.lines = [line for line in self.lines if not line.is_cut] + [Line(self, client)]

    def cut(self, seconds):
        """Cuts everything, and lets nobody in for so long."""
        self.is_shut = True
        with self.lock:
            for line in self.lines:
                line.is_cut = True
            self.lines.clear()
        threading.Timer(seconds, self.let_in).start()

    def fall_silent(self, seconds):
        """Bytes go nowhere, and nobody hangs up; after so long everything that waits is cut."""
        self.is_silent = True
        with self.lock:
            for line in self.lines:
                line.is_silent = True
        threading.Timer(seconds, self.speak).start()

    def speak(self):
        self.is_silent = False
        self.cut(0)

    def drop_answer(self, seconds):
        """Drops nothing but the answer to the next change that is stored; then lets nobody in for so long."""
        with self.lock:
            self.was_dropped, self.armed = False, seconds

    def take_answer(self):
        """Whether the answer that is waited for is the one to drop."""
        with self.lock:
            seconds, self.armed = self.armed, None
        if seconds is None:
            return False
        self.shut_for = seconds
        return True

    def answer_dropped(self, is_stored):
        self.was_dropped = is_stored
        self.cut(self.shut_for)

    def disarm(self):
        with self.lock:
            self.armed = None

    def let_in(self):
        self.is_shut = False

    def wait(self):
        """Until it lets somebody in: a cut at the end of one round is not one of the next."""
        while self.is_shut or self.is_silent:
            time.sleep(0.05)
