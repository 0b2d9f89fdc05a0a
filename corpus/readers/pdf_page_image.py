"""Draws one page of a PDF as a grey picture; run as a program of its own.

A process apart can be ended when it takes too long, and takes nothing with it when a
hostile file brings it down. Arguments: the file, the page (from 0), the resolution
(dots an inch), the most dots. Writes a PGM picture to standard output.
"""

from __future__ import annotations

import sys
from importlib import import_module


def main(path: str, page: int, dpi: float, most: float) -> None:
    """Write the picture of one page to standard output."""
    pypdfium2 = import_module("pypdfium2")  # an extra: it may not be installed
    held = pypdfium2.PdfDocument(path)[page]
    width, height = (max(side / 72 * dpi, 1.0) for side in held.get_size())
    scale = dpi / 72 * min(1.0, (most / (width * height)) ** 0.5)
    drawn = held.render(scale=scale, grayscale=True).to_numpy()
    rows, columns = drawn.shape[:2]
    sys.stdout.buffer.write(b"P5 %d %d 255\n" % (columns, rows))
    sys.stdout.buffer.write(drawn.reshape(rows, columns).tobytes())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
