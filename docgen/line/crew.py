"""Many makers at once, each in its own process with its own LibreOffice.

Promises: a dossier that crashes its process is tried once more in a new one, then reported, and the others are still
built; whichever process ends first, nothing is left running.

Hides: how processes start and end, and how orders and products are passed.
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
"""Seconds that a running process may stay silent. LibreOffice has its own, shorter time limit in `office`."""
START_S = 300.0
"""Seconds a process may take to start."""
AHEAD = 2
"""Orders per process while plenty are waiting: it goes on with the next while its last paper is written to disk."""

Serve = Callable[[Connection], None]


class Crew:
    """At most `size` processes, started when first needed. A context manager.

    A process may stay silent for `silence_s` over a dossier. Tests replace `serve`, which the processes run.
    """

    def __init__(self, size: int, silence_s: float = SILENCE_S, serve: Serve | None = None) -> None:
        self._size = size
        self._silence_s = silence_s
        self._serve = serve or _serve
        self._workers: list[_CrewMember] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self._workers:
            worker.release()
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def make(self, orders: Iterable[Order]) -> Iterator[Product]:
        """Yield each paper as soon as it is built."""
        waiting = list(orders)[::-1]
        while len(self._workers) < min(self._size, len(waiting)):
            self._workers.append(_CrewMember(self._serve))
        while waiting or any(worker.orders for worker in self._workers):
            for worker in self._workers:
                self._fill(worker, waiting)
            yield from self._next(waiting)

    def _fill(self, worker: _CrewMember, waiting: list[Order]) -> None:
        """Give a process its next orders: several while plenty are waiting, unless they are large."""
        plenty = len(waiting) > AHEAD * len(self._workers)
        while waiting:
            most = AHEAD if plenty and waiting[-1].small else 1
            if len(worker.orders) >= most:
                return
            worker.take(waiting.pop())

    def _next(self, waiting: list[Order]) -> Iterator[Product]:
        """Wait until a process reports or was silent for too long; yield what arrived."""
        busy = {worker.pipe: worker for worker in self._workers if worker.orders}
        left = min(worker.until(self._silence_s) for worker in busy.values()) - time.monotonic()
        ready = set(wait(list(busy), max(left, 0)))
        for pipe, worker in busy.items():
            if pipe in ready:
                if worker.listen():
                    yield from worker.products()
                else:
                    yield from self._lost(worker, waiting, "dừng đột ngột")
            elif time.monotonic() > worker.until(self._silence_s):
                yield from self._lost(worker, waiting, "không trả lời")

    def _lost(self, worker: _CrewMember, waiting: list[Order], how: str) -> Iterator[Product]:
        """Replace a process that died or hangs; its dossier gets one more try."""
        (order, *untouched), second = worker.orders, worker.second
        waiting += untouched[::-1]
        worker.stop(at_once=True)
        fresh = self._workers[self._workers.index(worker)] = _CrewMember(self._serve)
        if second:
            where, message = Where(file=order.job.shown), f"tiến trình làm hồ sơ này {how} (đã thử hai lần)"
            yield Product(order.job, [Finding.of("HT048", where, message)], exit_code=ExitCode.EXPORT)
        else:
            fresh.take(order, second=True)


class _CrewMember:
    """The crew's view of one process."""

    def __init__(self, serve: Serve) -> None:
        # Not "fork": unsafe in a program with threads. Not "forkserver": not measurably faster, and if docgen is
        # killed, its socket stays in the temporary folder.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_begin, args=(serve, theirs), name="docgen")
        with _isolated():
            self._process.start()
        theirs.close()
        self.orders: deque[Order] = deque()  # the first is in progress
        self.second = False  # whether the first is tried for the second time
        self._heard = time.monotonic()
        self._runs = False
        self._arrived: list[Product] = []

    def until(self, silence_s: float) -> float:
        """Return the time (monotonic) at which it will have been silent for too long."""
        return self._heard + (silence_s if self._runs else START_S)

    def take(self, order: Order, *, second: bool = False) -> None:
        if not self.orders:
            self._heard = time.monotonic()
        self.orders.append(order)
        self.second = self.second or second
        with contextlib.suppress(OSError):  # the process is dead, which `listen` will notice
            self.pipe.send(order)

    def listen(self) -> bool:
        """Receive one message; return False if the process is dead."""
        try:
            message = self.pipe.recv()
        except (EOFError, OSError):
            return False
        self._heard = time.monotonic()
        if isinstance(message, Product):
            self._arrived.append(message)
        elif self._runs:
            self.orders.popleft()
            self.second = False
        self._runs = True
        return True

    def products(self) -> Iterator[Product]:
        """Yield the products that arrived since the last call."""
        arrived, self._arrived = self._arrived, []
        yield from arrived

    def release(self) -> None:
        """Tell it to end."""
        self.pipe.close()
        if self.orders:
            self._process.terminate()

    def stop(self, *, at_once: bool = False) -> None:
        """End it, by force if it does not obey."""
        self.pipe.close()
        if not at_once:
            self._process.join(10)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._process.close()


def can_start() -> bool:
    """Return whether processes can be started that do not import modules from the current folder.

    They cannot if Python ignores its environment variables but not that folder (`-E`).
    """
    return bool(sys.flags.safe_path or not sys.flags.ignore_environment)


_starting = threading.Lock()


@contextlib.contextmanager
def _isolated() -> Iterator[None]:
    """Keep a starting process from running code that is not docgen's.

    Neither modules of the current folder: a new Python looks there for its first modules, before it receives docgen's
    `sys.path`. Nor the program that called docgen: it would run again, down to its call of docgen. As a process needs
    nothing of that program, scripts need no `if __name__ == "__main__":`, and docgen works from a Python prompt.
    """
    with _starting:
        main = sys.modules["__main__"]
        # An empty entry of PYTHONPATH means the current folder.
        removed: dict[str, str] = {}
        for name in ("PYTHONPATH", "PYTHONSAFEPATH"):
            if name in os.environ:
                removed[name] = os.environ.pop(name)
        sys.modules["__main__"] = ModuleType("__main__")
        os.environ["PYTHONSAFEPATH"] = "1"
        try:
            yield
        finally:
            sys.modules["__main__"] = main
            del os.environ["PYTHONSAFEPATH"]
            os.environ.update(removed)


def _begin(serve: Serve, pipe: Connection) -> None:
    """Report that the process runs, then serve."""
    with contextlib.suppress(OSError):  # docgen is gone: `serve` notices when it reads
        pipe.send(None)
    serve(pipe)


def _serve(pipe: Connection) -> None:
    """Build papers until the pipe is closed or docgen is gone; None marks the end of each dossier."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches docgen, which ends its processes in order
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    office = None
    try:
        order: Order = pipe.recv()
        from docgen.office import Office

        office = Office()
        if "pdf" in order.formats:
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
    """End the process, once. In a class statement Python turns SystemExit into another error, caught in `_serve`."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(1)


def _end_with_parent() -> None:
    """End this process when docgen is gone. Its LibreOffice notices that by itself and cleans up."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
