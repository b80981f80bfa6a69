"""Reading ahead: the next chunks are read and mapped in a thread while this one is written.

The engine is pure, so it may run beside the database, which waits outside the interpreter most of its time; on two
processors a harvest gains a third. At most `AHEAD` chunks wait, so that memory stays bounded.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import islice
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

AHEAD = 2
PATIENCE = 0.1  # seconds between two looks at whether anybody still wants chunks
Thing = TypeVar("Thing")


class Reader(Thread, Generic[Thing]):
    """Fills the queue with chunks, then with what ended the reading: None, or the error to be raised."""

    def __init__(self, things: Iterator[Thing], size: int) -> None:
        super().__init__(name="harvest-reader", daemon=True)
        self.things = things
        self.size = size
        self.queue: Queue[list[Thing] | BaseException | None] = Queue(AHEAD)
        self.over = Event()

    def run(self) -> None:
        try:
            while chunk := list(islice(self.things, self.size)):
                if not self.put(chunk):
                    return
        except BaseException as error:  # noqa: BLE001  # raised again where the chunks are taken
            self.put(error)
        else:
            self.put(None)

    def put(self, one: list[Thing] | BaseException | None) -> bool:
        """Wait for room; False when nobody wants it any more."""
        while not self.over.is_set():
            try:
                self.queue.put(one, timeout=PATIENCE)
            except Full:
                continue
            return True
        return False

    def chunks(self) -> Generator[list[Thing], None, None]:
        """The chunks in their order, as they become ready; raises what the reading raised."""
        while True:
            try:
                one = self.queue.get(timeout=PATIENCE)
            except Empty:
                continue
            if one is None:
                return
            if isinstance(one, BaseException):
                raise one
            yield one


@contextmanager
def chunks_ahead(things: Iterator[Thing], size: int) -> Iterator[Iterator[list[Thing]]]:
    """The things in chunks, read ahead; the thread has ended when the block is left."""
    thread = Reader(things, size)
    thread.start()
    try:
        yield thread.chunks()
    finally:
        thread.over.set()
        thread.join()
