"""Make the web fonts from the Python package that carries Source Sans; the repository holds no copy."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

WEIGHTS = ("Regular", "Semibold", "Bold")
RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),  # Latin with every accent of our languages
    (0x02B0, 0x02FF),
    (0x0300, 0x036F),  # accents typed as marks of their own
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x04FF),  # Cyrillic
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),  # dashes and quotation marks
    (0x20A0, 0x20BF),
    (0x2116, 0x2122),
    (0x2190, 0x2199),  # arrows
    (0x2212, 0x2212),
    (0x2260, 0x2265),
    (0x25A0, 0x25FF),
    (0x2713, 0x2717),
)
FEATURES = ("kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum", "lnum", "case")
"""`locl` draws ș and ț as Romanian readers expect them; `tnum` keeps figures in columns."""


def source(weight: str) -> Path:
    """Return the full font of a weight, as the printing of PDFs uses it too."""
    return Path(str(files("font_source_sans_pro").joinpath(f"files/SourceSansPro-{weight}.ttf")))


def make(build: Path) -> list[Path]:
    """Make the fonts under `build/web/fonts` where they are missing; return all of them."""
    folder = build / "web" / "fonts"
    made = []
    for weight in WEIGHTS:
        target = folder / f"source-sans-{weight.lower()}.woff2"
        if not target.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _subset(source(weight), target)
        made.append(target)
    return made


def _subset(font: Path, target: Path) -> None:
    """Write the part of `font` that pages need; a start that was cut off leaves no half file behind."""
    from fontTools import subset  # half a second that only the first start pays

    options = subset.Options(flavor="woff2", layout_features=list(FEATURES), hinting=False)
    loaded = subset.load_font(str(font), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(loaded)
    unfinished = target.with_suffix(".part")
    subset.save_font(loaded, str(unfinished), options)
    loaded.close()
    unfinished.replace(target)


if __name__ == "__main__":
    make(Path(sys.argv[1] if len(sys.argv) > 1 else "var/static-build"))
