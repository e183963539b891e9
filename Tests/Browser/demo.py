"""The program under test: `gapura demo`, started on a free port in a folder of its own and stopped at the end."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Demo:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.errors = self.folder / "stderr.txt"
        self.output = self.folder / "stdout.txt"
        self.process = None

    @property
    def reports(self):
        return sorted((self.folder / "demo" / "reports").glob("*.html")) + [self.linking]

    @property
    def linking(self):
        """The report of a run of linking on three of the bundled lists; made when it is first asked for."""
        report = self.folder / "link" / "report.html"
        if not report.exists():
            lists = [
                str(ROOT / "Examples" / "one-gate" / name)
                for name in ("bpum-usulan-2021.csv", "mekaar-nasabah.csv", "pelatihan-kehadiran.csv")]
            subprocess.run(
                [os.environ["GAPURA"], "link", *lists, "--out", str(report.parent), "--report", "--quiet"], check=True,
                stdout=subprocess.DEVNULL)
        return report

    def start(self, patience=180):
        command = [os.environ["GAPURA"], "demo", "--dir", str(self.folder / "demo"), "--port", str(self.port)]
        with open(self.output, "wb") as out, open(self.errors, "wb") as errors:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"gapura demo ended with {self.process.returncode}:\n{self.errors.read_text()[-3000:]}")
            try:
                urllib.request.urlopen(self.origin + "/", timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"the portal did not answer within {patience} s:\n{self.errors.read_text()[-3000:]}")

    def is_running(self):
        return self.process.poll() is None

    def stop(self, patience=15):
        """Asks as Ctrl-C does; returns the exit status, or None when it had to be killed."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None


def example_numbers():
    """All identity and family-card numbers in the example lists: none of them may be readable on a page."""
    found = set()
    for file in sorted((ROOT / "Examples").glob("*/*.csv")):
        found.update(re.findall(r"(?<!\d)\d{16}(?!\d)", file.read_text(encoding="utf-8", errors="replace")))
    return found
