"""Many makers at once, each in a process of its own with a LibreOffice of its own.

Promises: a dossier that brings its process down is tried once more on a fresh one, then named, and the others are made
all the same; whoever ends first, nothing is left running.

Hides: how processes start and end, how orders and products travel.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType

from docgen.errors import ExitCode
from docgen.finding import Finding, Where
from docgen.line.order import Order, Product

SILENCE_S = 600.0
"""Seconds a process may say nothing once it runs. LibreOffice has its own, shorter time in `office`."""
START_S = 300.0
"""Seconds a process may take to start."""
AHEAD = 2
"""So many orders a process holds while plenty are waiting: it goes on while its last paper is written to disk."""

Serve = Callable[[Connection], None]


class Crew:
    """`size` processes at most, started when first needed. A context manager.

    A process may be silent for `silence_s` over a dossier. `serve` replaces what it runs (tests).
    """

    def __init__(self, size: int, silence_s: float = SILENCE_S, serve: Serve | None = None) -> None:
        self._size = size
        self._silence_s = silence_s
        self._serve = serve or _serve
        self._workers: list[_Worker] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self._workers:
            worker.release()
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def make(self, orders: Iterable[Order]) -> Iterator[Product]:
        """Yield each paper when it is made."""
        waiting = list(orders)[::-1]
        while len(self._workers) < min(self._size, len(waiting)):
            self._workers.append(_Worker(self._serve))
        while waiting or any(worker.orders for worker in self._workers):
            for worker in self._workers:
                plenty = len(waiting) > AHEAD * len(self._workers)
                while waiting and len(worker.orders) < (AHEAD if plenty and waiting[-1].small else 1):
                    worker.take(waiting.pop())
            yield from self._next(waiting)

    def _next(self, waiting: list[Order]) -> Iterator[Product]:
        """Wait until some process says something, or has said nothing for too long."""
        busy = {worker.pipe: worker for worker in self._workers if worker.orders}
        left = min(worker.until(self._silence_s) for worker in busy.values()) - time.monotonic()
        told = set(wait(list(busy), max(left, 0)))
        for pipe, worker in busy.items():
            if pipe in told:
                if worker.listen():
                    yield from worker.products()
                else:
                    yield from self._lost(worker, waiting, "dừng đột ngột")
            elif time.monotonic() > worker.until(self._silence_s):
                yield from self._lost(worker, waiting, "không trả lời")

    def _lost(self, worker: _Worker, waiting: list[Order], how: str) -> Iterator[Product]:
        """Put a fresh process in the place of one that died or hangs; its dossier gets one more try."""
        (order, *untouched), second = worker.orders, worker.second
        waiting += untouched[::-1]
        worker.stop(at_once=True)
        fresh = self._workers[self._workers.index(worker)] = _Worker(self._serve)
        if second:
            where, message = Where(file=order.job.shown), f"tiến trình làm hồ sơ này {how} (đã thử hai lần)"
            yield Product(order.job, [Finding.of("HT048", where, message)], exit_code=ExitCode.EXPORT)
        else:
            fresh.take(order, second=True)


class _Worker:
    """One process, seen from the crew."""

    def __init__(self, serve: Serve) -> None:
        # Not forked: that is unsafe in a program with threads. Not from a fork server: it saves no time that can be
        # measured, and its socket would stay in the temporary folder of a docgen that is killed.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_begin, args=(serve, theirs), name="docgen")
        with _apart():
            self._process.start()
        theirs.close()
        self.orders: deque[Order] = deque()  # the first is being made
        self.second = False  # whether that is its second try
        self._heard = time.monotonic()
        self._runs = False
        self._arrived: list[Product] = []

    def until(self, silence_s: float) -> float:
        """Return when it has been silent for too long."""
        return self._heard + (silence_s if self._runs else START_S)

    def take(self, order: Order, *, second: bool = False) -> None:
        if not self.orders:
            self._heard = time.monotonic()
        self.orders.append(order)
        self.second = self.second or second
        with contextlib.suppress(OSError):  # a dead process: its silence says so
            self.pipe.send(order)

    def listen(self) -> bool:
        """Take in what has arrived; False where the process is dead."""
        try:
            said = self.pipe.recv()
        except (EOFError, OSError):
            return False
        self._heard = time.monotonic()
        if isinstance(said, Product):
            self._arrived.append(said)
        elif self._runs:
            self.orders.popleft()
            self.second = False
        self._runs = True
        return True

    def products(self) -> Iterator[Product]:
        """Yield what has arrived, once."""
        arrived, self._arrived = self._arrived, []
        yield from arrived

    def release(self) -> None:
        """Tell it to end."""
        self.pipe.close()
        if self.orders:
            self._process.terminate()

    def stop(self, *, at_once: bool = False) -> None:
        """End it, by force where it does not obey."""
        self.pipe.close()
        if not at_once:
            self._process.join(10)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._process.close()


def can_start() -> bool:
    """Tell whether processes can be started without a look into the current folder for modules.

    Not where Python is to ignore its variables but not that folder (`-E`).
    """
    return bool(sys.flags.safe_path or not sys.flags.ignore_environment)


_starting = threading.Lock()


@contextlib.contextmanager
def _apart() -> Iterator[None]:
    """Keep a process that starts from running what is not docgen's.

    Files of the current folder: a new Python looks there for its first modules, before it is given docgen's `sys.path`.
    The program that called docgen: it would be run again, down to its call of docgen. A process needs nothing of it, so
    a script needs no `if __name__ == "__main__":`, and one typed in has no file to run.
    """
    with _starting:
        main = sys.modules["__main__"]
        # PYTHONPATH may name that folder: by an empty entry.
        users = {name: os.environ.pop(name) for name in ("PYTHONPATH", "PYTHONSAFEPATH") if name in os.environ}
        sys.modules["__main__"] = ModuleType("__main__")
        os.environ["PYTHONSAFEPATH"] = "1"
        try:
            yield
        finally:
            sys.modules["__main__"] = main
            del os.environ["PYTHONSAFEPATH"]
            os.environ.update(users)


def _begin(serve: Serve, pipe: Connection) -> None:
    """Say that the process runs, and serve."""
    with contextlib.suppress(OSError):  # docgen is gone; reading says so too
        pipe.send(None)
    serve(pipe)


def _serve(pipe: Connection) -> None:
    """Make papers until the pipe is closed or docgen is gone; None ends each dossier."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches docgen, which ends its processes in order
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    office = None
    try:
        order: Order = pipe.recv()
        from docgen.office import Office

        office = Office()
        if "pdf" in order.kinds:
            office.start()  # while the rooms of the steps are loaded
        from docgen.line.maker import Maker, few_collections

        maker = Maker(office)
        with few_collections():
            while True:
                for product in maker.make(order):
                    pipe.send(product)
                pipe.send(None)
                order = pipe.recv()
    except (EOFError, OSError):
        pass
    except Exception:
        if signal.getsignal(signal.SIGTERM) is _end:
            raise
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if office is not None:
            office.close()


def _end(*_: object) -> None:
    """Begin the ending, once; Python makes another error of SystemExit where it comes inside a class statement."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(1)


def _end_with_parent() -> None:
    """End this process when docgen is gone. Its LibreOffice notices that by itself and sweeps up."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
