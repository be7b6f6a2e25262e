"""What all figures are drawn with: the frame of a plot, its axes, rectangles and words, as inline SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawing area of a plot; shares from 0 to 1 become places in it."""

    width: float = 440
    height: float = 280
    left: float = 48
    right: float = 24
    top: float = 46
    bottom: float = 44

    def x(self, share: float) -> float:
        """From the left edge at 0 to the right one at 1."""
        return self.left + share * (self.width - self.left - self.right)

    def y(self, share: float) -> float:
        """From the lower edge at 0 to the upper one at 1."""
        return self.height - self.bottom - share * (self.height - self.top - self.bottom)


FRAME = Frame()


def grid(ticks: Sequence[tuple[float, str]]) -> Iterator[str]:
    """Marks along the lower edge with what they stand for."""
    base = FRAME.y(0)
    for share, label in ticks:
        x = FRAME.x(share)
        yield f'<path class="rule" d="M{length(x)} {length(base)}v5"/>'
        yield text(x, base + 18, label, "tick", "middle")


def levels(levels: Sequence[tuple[float, str]]) -> Iterator[str]:
    """Lines across with what they stand for."""
    for share, label in levels:
        y = FRAME.y(share)
        yield f'<path class="rule" d="M{length(FRAME.x(0))} {length(y)}H{length(FRAME.x(1))}"/>'
        yield text(FRAME.left - 6, y + 4, label, "tick", "end")


def axis_names(along: str, up: str) -> str:
    """What is drawn along and up."""
    below = text(FRAME.x(0.5), FRAME.height - 6, along, "name", "middle")
    return below + text(8, FRAME.top - 14, up, "name")


def figure(title: str, told: str, body: Sequence[str]) -> str:
    """A whole plot, with its title and what it shows in words."""
    size = f'viewBox="0 0 {length(FRAME.width)} {length(FRAME.height)}"'
    return f'<svg class="plot" role="img" {size}><title>{title}</title><desc>{told}</desc>{"".join(body)}</svg>'


def rect(kind: str, x: float, width: float, y: float = 0, height: float = 12) -> str:
    """A rectangle, or nothing where it would have no width."""
    box = f'x="{length(x)}" y="{length(y)}" width="{length(width)}" height="{length(height)}"'
    return f'<rect class="{kind}" {box}/>' if width > 0 else ""


def text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    """Words at a place."""
    return f'<text class="{kind}" x="{length(x)}" y="{length(y)}" text-anchor="{anchor}">{words}</text>'


def length(value: float) -> str:
    """A length in as few digits as can be seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
