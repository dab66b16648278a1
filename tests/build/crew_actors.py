"""What the processes of a crew do in tests: well, or badly for a dossier of a telling name."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from docgen.line.order import Order, Product

time.sleep(float(os.environ.get("CREW_START_S", "0")))  # in a process of a crew: while it starts


def serve(pipe: Connection) -> None:
    """Answer each order with a product of no findings; note the process in LOG."""
    log = os.environ["CREW_LOG"]
    with Path(log).open("a") as page:
        page.write(f"{os.getpid()}\n")
    while True:
        try:
            order: Order = pipe.recv()
        except EOFError:
            return
        act(order, log)
        with Path(log + ".done").open("a") as page:
            page.write(f"{order.job.name}\n")
        pipe.send(Product(order.job, []))
        pipe.send(None)


def act(order: Order, log: str) -> None:
    first = log + ".first"
    name = order.job.name
    if name == "crash" or (name == "crash once" and not Path(first).exists()):
        Path(first).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(999)
    if name == "slow":
        time.sleep(0.2)
    while name == "until last" and (
        not Path(log + ".done").exists() or Path(log + ".done").read_text().count("\n") < 3
    ):
        time.sleep(0.01)
