"""Where the rows (or columns) of a template sheet come to stand in the filled sheet.

A sheet has one `Lines` for its rows and one for its columns. Blocks are stretches of template lines that repeat;
whatever stands below a block moves with its growth. Nothing is ever inserted one by one: the whole map is known
before the first byte is written.

Example:
    >>> lines = Lines([Block(4, 4, copies=3)])
    >>> lines.first(3), lines.first(4), lines.last(4), lines.first(5)
    (3, 4, 6, 7)
    >>> Lines([Block(4, 9, copies=2)]).first(10)
    6
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """Template lines `first`..`last` that become `copies` times the first `height` of them.

    Lines beyond the pattern are sample lines; they go.
    """

    first: int
    last: int
    height: int = 1
    copies: int = 1

    @property
    def changes(self) -> bool:
        """True unless the block is its pattern alone, once: a range over one sample row means all rows."""
        return self.copies != 1 or self.height != self.last - self.first + 1

    def holds(self, line: int) -> bool:
        """True for a line of the template inside the block."""
        return self.first <= line <= self.last


class Lines:
    """The map from template lines to new lines. Raises ValueError when blocks overlap."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self.blocks = tuple(sorted(blocks, key=lambda block: block.first))
        self._firsts = [block.first for block in self.blocks]
        self._starts: list[int] = []
        shift, end = 0, 0
        for block in self.blocks:
            if block.first <= end:
                raise ValueError(f"two blocks share line {block.first}")
            self._starts.append(block.first + shift)
            shift += block.copies * block.height - (block.last - block.first + 1)
            end = block.last

    @property
    def same(self) -> bool:
        """True if every line stays where it is."""
        return not any(block.changes for block in self.blocks)

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
        return self._starts[self.blocks.index(block)]

    def _at(self, line: int, copy_of: int) -> int:
        found = self._before(line)
        if found is None:
            return line
        block, start = found
        if not block.holds(line):
            return start + block.copies * block.height + line - block.last - 1
        copy = block.copies - 1 if copy_of else 0
        return start + copy * block.height + min(line - block.first, block.height - 1)

    def first(self, line: int) -> int:
        """The new place of a line; of its first copy inside a block."""
        return self._at(line, 0)

    def last(self, line: int) -> int:
        """The new place of a line; of its last copy inside a block."""
        return self._at(line, 1)

    def is_sample(self, line: int) -> bool:
        """True for a line that goes: inside a block but beyond its pattern."""
        block = self.block_at(line)
        return block is not None and line >= block.first + block.height
