"""Where the rows (or columns) of a template sheet come to stand in the filled sheet.

A sheet has one `Lines` for its rows and one for its columns. Blocks are stretches of template lines that repeat;
whatever stands below a block moves with its growth. A block may hold blocks, other ones in each of its copies: every
`Copy` has a `Lines` of its own. Nothing is ever inserted one by one: the whole map is known before the first byte is
written.

Example:
    >>> lines = Lines([Block(4, 4, copies=3)])
    >>> lines.first(3), lines.first(4), lines.last(4), lines.first(5)
    (3, 4, 6, 7)
    >>> Lines([Block(4, 9, copies=2)]).first(10)
    6
    >>> nested = Lines([Block(4, 6, 3, 2, inside=((Block(5, 5, copies=2),), (Block(5, 5, copies=3),)))])
    >>> nested.first(5), nested.last(5), nested.last(6), nested.copy(nested.blocks[0], 1).lines.first(5)
    (5, 11, 12, 9)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any


@dataclass(frozen=True)
class Block:
    """Template lines `first`..`last` that become `copies` times the first `height` of them.

    Lines beyond the pattern are sample lines; they go.

    Attributes:
        first: The first template line.
        last: The last.
        height: How many of them repeat.
        copies: How often; 0 for a block that goes.
        inside: The blocks within each copy; empty when there are none.
        owners: What fills it, which is no matter of lines.
    """

    first: int
    last: int
    height: int = 1
    copies: int = 1
    inside: tuple[tuple[Block, ...], ...] = field(default=(), compare=False)
    owners: tuple[Any, ...] = field(default=(), compare=False)

    @property
    def changes(self) -> bool:
        """True unless the block is its pattern alone, once: a range over one sample line means all lines."""
        inner = any(block.changes for blocks in self.inside for block in blocks)
        return self.copies != 1 or self.height != self.last - self.first + 1 or inner

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each copy begins, counted from the first, and the length of all: one entry more than copies."""
        if not self.inside:
            return tuple(range(0, self.height * self.copies + 1, self.height))
        return (0, *accumulate(self.height + sum(block.growth for block in blocks) for blocks in self.inside))

    @property
    def size(self) -> int:
        """The lines of all copies together."""
        return self.starts[-1] if self.inside else self.copies * self.height

    @property
    def growth(self) -> int:
        """How far what stands below moves."""
        return self.size - (self.last - self.first + 1)

    def holds(self, line: int) -> bool:
        """True for a line of the template inside the block."""
        return self.first <= line <= self.last


@dataclass(frozen=True)
class Copy:
    """One copy of a block: its number (0 = the first), the map of its own lines, and the map that it stands in."""

    block: Block
    number: int
    lines: Lines
    outer: Lines

    def sibling(self, number: int) -> Copy:
        """Another copy of the same block; a negative number counts from the last."""
        return self.outer.copy(self.block, number % self.block.copies)


class Lines:
    """The map from template lines to new lines. Raises ValueError when blocks overlap.

    Args:
        blocks: What repeats.
        shift: How far lines above all blocks move: 0 for a sheet, more for a copy of a block.
    """

    def __init__(self, blocks: Iterable[Block] = (), shift: int = 0) -> None:
        self.blocks = tuple(sorted(blocks, key=lambda block: block.first))
        self._firsts = [block.first for block in self.blocks]
        self._shift = shift
        self._starts: list[int] = []
        self._copies: dict[tuple[int, int], Copy] = {}
        end = 0
        for block in self.blocks:
            if block.first <= end:
                raise ValueError(f"two blocks share line {block.first}")
            self._starts.append(block.first + shift)
            shift += block.growth
            end = block.last

    @cached_property
    def same(self) -> bool:
        """True if every line stays where it is."""
        return not self._shift and not any(block.changes for block in self.blocks)

    def _before(self, line: int) -> tuple[Block, int] | None:
        """The last block that begins at or above the line, and its new first line."""
        index = bisect_right(self._firsts, line) - 1
        return (self.blocks[index], self._starts[index]) if index >= 0 else None

    def block_at(self, line: int) -> Block | None:
        """The block that this template line belongs to."""
        found = self._before(line)
        return found[0] if found and found[0].holds(line) else None

    def start(self, block: Block) -> int:
        """The new line on which the block's first copy begins."""
        return self._starts[self._firsts.index(block.first)]

    def copy(self, block: Block, number: int) -> Copy:
        """One copy of a block of this map."""
        if not block.inside:
            shift = self.start(block) - block.first + number * block.height
            return Copy(block, number, Lines((), shift), self)
        key = (block.first, number)
        if key not in self._copies:
            shift = self.start(block) - block.first + block.starts[number]
            self._copies[key] = Copy(block, number, Lines(block.inside[number], shift), self)
        return self._copies[key]

    def copies(self, top: int, bottom: int) -> Iterator[tuple[Copy, ...]]:
        """Every copy of the lines `top`..`bottom`, as the copies of blocks they stand in, outermost first.

        Once and in no block when no block holds all of them; never for sample lines and in vanished blocks.
        """
        block = self.block_at(top)
        if block is None or not block.holds(bottom):
            yield ()
        elif top < block.first + block.height:
            for number in range(block.copies):
                copy = self.copy(block, number)
                for inner in copy.lines.copies(top, bottom):
                    yield (copy, *inner)

    def gone(self, top: int, bottom: int) -> bool:
        """True if nothing is left of the lines `top`..`bottom`."""
        block = self.block_at(top)
        if block is None or not block.holds(bottom):
            return False
        if not block.inside:
            return not block.copies
        return all(self.copy(block, number).lines.gone(top, bottom) for number in range(block.copies))

    def first(self, line: int) -> int:
        """The new place of a line; of its first copy inside a block; of what follows where it is gone."""
        found = self._before(line)
        if found is None:
            return line + self._shift
        block, start = found
        if not block.holds(line):
            return start + block.size + line - block.last - 1
        line = min(line, block.first + block.height - 1)
        if not block.inside:
            return start + (line - block.first if block.copies else 0)
        copies = (self.copy(block, number).lines for number in range(block.copies))
        return next((lines.first(line) for lines in copies if not lines.gone(line, line)), start)

    def last(self, line: int) -> int:
        """The new place of a line; of its last copy inside a block; of what stands above where it is gone."""
        block = self.block_at(line)
        if block is None:
            return self.first(line)
        start = self.start(block)
        line = min(line, block.first + block.height - 1)
        if not block.inside:
            return start + (block.copies - 1) * block.height + line - block.first if block.copies else start - 1
        copies = (self.copy(block, number).lines for number in reversed(range(block.copies)))
        return next((lines.last(line) for lines in copies if not lines.gone(line, line)), start - 1)

    def origin(self, line: int) -> int:
        """The template line that a new line comes from."""
        index = bisect_right(self._starts, line) - 1
        if index < 0:
            return line - self._shift
        block, start = self.blocks[index], self._starts[index]
        if line >= start + block.size:
            return block.last + 1 + line - start - block.size
        if not block.inside:
            return block.first + (line - start) % block.height
        number = bisect_right(block.starts, line - start) - 1
        return self.copy(block, number).lines.origin(line)

    def is_sample(self, line: int) -> bool:
        """True for a line that goes: inside a block but beyond its pattern."""
        block = self.block_at(line)
        return block is not None and line >= block.first + block.height
