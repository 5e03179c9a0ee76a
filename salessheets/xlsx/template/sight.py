"""How the lines of a sheet look from one place: own copy, first copy, previous copy, all copies, or what stands still.

Example:
    >>> block = Block(4, 4, copies=3)
    >>> inside = Sight(Lines([block]), block=block, here=4)
    >>> [end.at(2) for end in inside.pair((Mark(4, fixed=True), Mark(4)), as_range=False)]
    ['$4', '6']
"""

from __future__ import annotations

from dataclasses import dataclass

from salessheets.core.addresses import MAX_ROW, column_letter
from salessheets.xlsx.template.lines import Block, Copy, Lines
from salessheets.xlsx.template.references import Mark


@dataclass(frozen=True, slots=True)
class Moving:
    """A line number that differs from copy to copy: `base + step * copy`. `letters` for columns."""

    base: int
    step: int = 0
    fixed: bool = False
    letters: bool = False

    def at(self, copy: int) -> str:
        """As it stands in a formula."""
        line = self.base + self.step * copy
        return ("$" if self.fixed else "") + (column_letter(line) if self.letters else str(line))


@dataclass(frozen=True, slots=True)
class Sight:
    """The lines of one axis as a formula sees them.

    Attributes:
        lines: The map of the sheet that the formula speaks of.
        copies: The copies of blocks that the formula stands in, outermost first.
        block: The innermost block, when all its copies are wanted at once.
        here: The template line of the formula.
    """

    lines: Lines
    copies: tuple[Copy, ...] = ()
    block: Block | None = None
    here: int = 0

    def pair(self, marks: tuple[Mark, ...], *, as_range: bool) -> tuple[Moving, ...] | None:
        """The new lines of a reference, two where a single cell stretches; None when nothing is left of them."""
        if self.block is not None and any(self._touches(mark, self.block) for mark in marks):
            return self._own_pair(marks, self.block)
        for copy in reversed(self.copies):
            if any(self._touches(mark, copy.block) for mark in marks):
                return self._copy_pair(marks, copy, as_range=as_range)
        top, bottom = marks[0].line, marks[-1].line
        if self.lines.gone(min(top, bottom), max(top, bottom)):
            return None
        return _ends(marks, self.lines.first(top), self.lines.last(bottom), as_range=as_range)

    def narrows(self, line: int) -> bool:
        """True if one line stands for several copies of it, seen from outside their block."""
        if self.block is not None and self.block.holds(line):
            return False
        for copy in reversed(self.copies):
            if copy.block.holds(line):
                return copy.lines.first(line) != copy.lines.last(line)
        return self.lines.first(line) != self.lines.last(line)

    def _touches(self, mark: Mark, block: Block) -> bool:
        return block.holds(mark.line) or self._above(mark, block)

    def _above(self, mark: Mark, block: Block) -> bool:
        """True if a line without `$` stands right above the block, or one pattern above the formula."""
        near = {block.first - 1, self.here - block.height}
        return not mark.fixed and mark.line < block.first and mark.line in near

    def _copy_pair(self, marks: tuple[Mark, ...], copy: Copy, *, as_range: bool) -> tuple[Moving, ...] | None:
        """Both ends as the formula's own copy sees them; all copies when both have a `$`."""
        block = copy.block
        if len(marks) == 2 and all(mark.fixed and block.holds(mark.line) for mark in marks):
            whole = copy.outer
            if whole.gone(marks[0].line, marks[1].line):
                return None
            return _ends(marks, whole.first(marks[0].line), whole.last(marks[1].line), as_range=as_range)
        top, bottom = sorted((marks[0].line, marks[-1].line))
        if block.holds(top) and block.holds(bottom) and copy.lines.gone(top, bottom):
            return None
        first, last = self._still(marks[0], last=False), self._still(marks[-1], last=True)
        return _ends(marks, *(sorted((first, last)) if len(marks) == 2 else (first, last)), as_range=as_range)

    def _still(self, mark: Mark, *, last: bool) -> int:
        """The one new line of a mark that does not lie in the moving block."""
        for copy in reversed(self.copies):
            if copy.block.holds(mark.line):
                lines = copy.sibling(0).lines if mark.fixed else copy.lines
                return lines.last(mark.line) if last else lines.first(mark.line)
            if copy.number and self._above(mark, copy.block):
                return copy.sibling(copy.number - 1).lines.last(mark.line + copy.block.height)
        return self.lines.last(mark.line) if last else self.lines.first(mark.line)

    def _own_pair(self, marks: tuple[Mark, ...], block: Block) -> tuple[Moving, ...]:
        """The ends of a reference from inside the moving block that it touches."""
        lines = self.copies[-1].lines if self.copies else self.lines
        if len(marks) == 2 and all(mark.fixed and block.holds(mark.line) for mark in marks):
            return (
                Moving(lines.first(marks[0].line), 0, fixed=True),
                Moving(lines.last(marks[1].line), 0, fixed=True),
            )
        ends = [self._own(mark, lines.start(block), lines, block) for mark in marks]
        if len(ends) == 2 and not ends[1].step and ends[0].step and ends[0].base >= ends[1].base:
            ends.reverse()
        return tuple(ends)

    def _own(self, mark: Mark, start: int, lines: Lines, block: Block) -> Moving:
        """One end: of the formula's own copy, of the previous copy, of the first copy, or a cell elsewhere."""
        if block.holds(mark.line):
            if mark.fixed:
                return Moving(lines.first(mark.line), 0, fixed=True)
            return Moving(start + mark.line - block.first, block.height)
        if self._above(mark, block):
            offset = -1 if mark.line == block.first - 1 else self.here - block.height - block.first
            return Moving(start + offset, block.height)
        return Moving(self._still(mark, last=False), 0, mark.fixed)


def _ends(marks: tuple[Mark, ...], first: int, last: int, *, as_range: bool) -> tuple[Moving, ...]:
    one = Moving(min(first, MAX_ROW), 0, marks[0].fixed)
    two = Moving(min(last, MAX_ROW), 0, marks[-1].fixed)
    return (one,) if len(marks) == 1 and (not as_range or one == two) else (one, two)
