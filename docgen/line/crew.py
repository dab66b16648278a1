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
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType

from docgen.errors import ExitCode
from docgen.finding import Finding, Where
from docgen.line.order import Order, Product

SILENCE_S = 600.0
"""Seconds a process may say nothing. LibreOffice has its own, shorter time in `office`."""

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
        while waiting or any(worker.order for worker in self._workers):
            for worker in self._workers:
                if waiting and worker.order is None:
                    worker.take(waiting.pop())
            yield from self._next()

    def _next(self) -> Iterator[Product]:
        """Wait until some process says something, or has said nothing for too long."""
        busy = {worker.pipe: worker for worker in self._workers if worker.order}
        left = min(worker.heard for worker in busy.values()) + self._silence_s - time.monotonic()
        told = set(wait(list(busy), max(left, 0)))
        for pipe, worker in busy.items():
            if pipe in told:
                if worker.listen():
                    yield from worker.products()
                else:
                    yield from self._lost(worker, "dừng đột ngột")
            elif time.monotonic() - worker.heard > self._silence_s:
                yield from self._lost(worker, "không trả lời")

    def _lost(self, worker: _Worker, how: str) -> Iterator[Product]:
        """Put a fresh process in the place of one that died or hangs; its dossier gets one more try."""
        order, second = worker.order, worker.second
        assert order is not None
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
        self._process: BaseProcess = context.Process(target=serve, args=(theirs,), name="docgen")
        with _without_main():
            self._process.start()
        theirs.close()
        self.order: Order | None = None
        self.heard = 0.0
        self.second = False
        self._arrived: list[Product] = []

    def take(self, order: Order, *, second: bool = False) -> None:
        self.order, self.heard, self.second = order, time.monotonic(), second
        with contextlib.suppress(OSError):  # a dead process: its silence says so
            self.pipe.send(order)

    def listen(self) -> bool:
        """Take in what has arrived; False where the process is dead."""
        try:
            said = self.pipe.recv()
        except (EOFError, OSError):
            return False
        self.heard = time.monotonic()
        if isinstance(said, Product):
            self._arrived.append(said)
        else:
            self.order = None
        return True

    def products(self) -> Iterator[Product]:
        """Yield what has arrived, once."""
        arrived, self._arrived = self._arrived, []
        yield from arrived

    def release(self) -> None:
        """Tell it to end."""
        self.pipe.close()
        if self.order is not None:
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


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Hide the program that called docgen: a new process would run it again, down to its call of docgen.

    It needs nothing of it, so a script needs no `if __name__ == "__main__":`, and one typed in has no file to run.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(pipe: Connection) -> None:
    """Make papers until the pipe is closed or docgen is gone; None ends each dossier."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches docgen, which ends its processes in order
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from docgen.line.maker import Maker

    maker = Maker()
    try:
        while True:
            for product in maker.make(pipe.recv()):
                pipe.send(product)
            pipe.send(None)
    except (EOFError, OSError):
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        maker.close()


def _end_with_parent() -> None:
    """End this process when docgen is gone. Its LibreOffice notices that by itself and sweeps up."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
