"""Looks people up at a steady rate, whether answers come or not ("open loop"): used by registry.py.

The time of a look runs from when it was due, so that waiting for a free connection, and this program's own lateness,
count.
"""

import asyncio
import collections
import datetime
import os
import random
import socket
import subprocess
import tempfile
import time

CONNECTIONS = 32


def numbers(file, count=200_000, seed=7):
    """Sound numbers from all over a list."""
    source, size, found = random.Random(seed), os.path.getsize(file), []
    with open(file, "rb") as lines:
        while len(found) < min(count, size // 200):
            lines.seek(source.randrange(size))
            lines.readline()
            number = lines.readline().split(b";", 1)[0]
            # A line may be the second half of a cell, or damaged: nobody is known by it.
            if len(number) == 16 and number.isdigit() and not number.endswith(b"0000") and has_date(number):
                found.append(number)
    return found


def has_date(number):
    """Whether digits 7 to 12 are a day (40 more for women), month and year of the calendar."""
    day, month, year = (int(number[place:place + 2]) for place in (6, 8, 10))
    try:
        datetime.date(1900 + year, month, day % 40 if day > 40 else day)
        return True
    except ValueError:
        return False


def program(port, number):
    """A look by the interface for programs."""
    body = b'{"nik":"%b","purpose":"pengukuran"}' % number
    return (b"POST /api/v1/person HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (port, len(body), body))


def page(port, number):
    """A look by the page."""
    body = b"nik=%b" % number
    return (b"POST /cari HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%b"
            % (port, port, len(body), body))


class Line(asyncio.Protocol):
    """A connection that asks one thing at a time."""

    def __init__(self, run):
        self.run, self.due, self.data = run, None, b""

    def connection_made(self, transport):
        self.transport = transport
        self.run.free.append(self)

    def ask(self, due, request):
        self.due = due
        self.transport.write(request)

    def data_received(self, data):
        self.data += data
        head = self.data.find(b"\r\n\r\n")
        if head < 0:
            return
        length = self.data[:head].lower().split(b"content-length:")[1].split(b"\r\n")[0]
        if len(self.data) < head + 4 + int(length):
            return
        self.run.answered(self, self.data[:12], self.data[head + 4:])
        self.data = b""

    def connection_lost(self, error):
        self.run.lost += 1


class Run:
    def __init__(self, port, make, sound, people, rate, seconds):
        self.port, self.make, self.sound, self.people = port, make, sound, people
        self.rate, self.count = rate, int(rate * seconds)
        self.free, self.waiting = [], collections.deque()
        self.times, self.wrong, self.lost = [], 0, 0

    async def go(self):
        loop = asyncio.get_running_loop()
        for _ in range(CONNECTIONS):
            await loop.create_connection(lambda: Line(self), "127.0.0.1", self.port)
        source = random.Random(11)
        began, asked = time.monotonic() + 0.1, 0
        limit = began + self.count / self.rate + 30
        while len(self.times) < self.count and self.lost < CONNECTIONS and time.monotonic() < limit:
            now = time.monotonic()
            while asked < self.count and began + asked / self.rate <= now:
                self.waiting.append((began + asked / self.rate, self.make(self.port, source.choice(self.people))))
                asked += 1
            while self.free and self.waiting:
                self.free.pop().ask(*self.waiting.popleft())
            await asyncio.sleep(max(0.0, began + asked / self.rate - time.monotonic()) if asked < self.count else 0.001)
        self.times.sort()

    def answered(self, line, status, body):
        self.times.append(time.monotonic() - line.due)
        self.wrong += not (status.endswith(b" 200") and self.sound in body)
        if self.waiting:
            line.ask(*self.waiting.popleft())
        else:
            self.free.append(line)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def start(gapura, database):
    port = free_port()
    portal = subprocess.Popen([gapura, "serve", "--port", str(port), "--db", database, "--quiet"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    return portal, port


def cpu(process):
    """Processor seconds of a process that is still there."""
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def durable(folder, seconds=3.0):
    """What the disk alone takes to make 4 kB durable, every millisecond or so: no look can be quicker than that."""
    times, end = [], time.monotonic() + seconds
    with tempfile.TemporaryFile(dir=folder) as file:
        while time.monotonic() < end:
            began = time.monotonic()
            os.write(file.fileno(), b"x" * 4096)
            os.fdatasync(file.fileno())
            times.append((time.monotonic() - began) * 1e3)
            time.sleep(0.001)
    times.sort()
    at = {share: times[int(len(times) * share / 100)] for share in (50, 95, 99)}
    return "  ".join(f"p{share} {value:.2f}" for share, value in at.items())


def measure(portal, port, what, make, sound, people, rate, seconds, child=None):
    """One line of the answer; whether anything went wrong."""
    run, before, own = Run(port, make, sound, people, rate, seconds), cpu(portal), time.process_time()
    asyncio.run(run.go())
    still = child is not None and child.poll() is None
    if not run.times:
        print(f"{what}: no answer")
        return True
    each = (cpu(portal) - before) / len(run.times) * 1e3
    at = {f"p{share}": run.times[min(len(run.times) - 1, int(len(run.times) * share / 100))] * 1e3 for share in (50, 95, 99)}
    missing = run.count - len(run.times)
    print(f"{what:52} " + "  ".join(f"{key} {value:8.2f}" for key, value in at.items())
          + f"  most {run.times[-1] * 1e3:8.2f}  {each:5.2f} CPU ms a look, {len(run.times):,} answers"
          + (f", {run.wrong} WRONG" if run.wrong else "") + (f", {missing} MISSING" if missing else "")
          + f", this program {(time.process_time() - own) / seconds:.0%} of a core"
          + ("" if child is None else ", the list was " + ("still going in" if still else "in before the end")), flush=True)
    return bool(run.wrong or missing)


def lookups(gapura, name, database, file, command, options):
    """People by NIK, alone and while another list is taken in by `command`; whether anything went wrong."""
    people = numbers(file)
    portal, port = start(gapura, database)
    failed = False
    kinds = [(f"interface, {options.rate} a second", program, b'"known":true', options.rate)]
    if options.page_rate:
        kinds.append((f"page, {options.page_rate} a second", page, b"/daftar/", options.page_rate))
    print(f"\nlooking up for {options.lookups} s, {name}; milliseconds from when each was due")
    print(f"4 kB made durable by the disk, nothing else at work: {durable(options.work)}")
    try:
        for what, make, sound, rate in kinds:
            # What is asked first reads what everything else has in memory later.
            asyncio.run(Run(port, make, sound, people, rate, 3).go())
            failed |= measure(portal, port, f"{what}, alone", make, sound, people, rate, options.lookups)
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for what, make, sound, rate in kinds:
            failed |= measure(portal, port, f"{what}, while a list is taken in", make, sound, people, rate,
                              options.lookups, child)
        if child.wait() != 0:
            print(f"the list that went in meanwhile FAILED ({child.returncode})")
            failed = True
    finally:
        portal.terminate()
        portal.wait()
    return failed
