"""Files are linked by the name that a build gave them."""

from __future__ import annotations

from pathlib import Path

import pytest

from throughgate.foundation.web.static_files import Files


def test_address_tells_the_content(tmp_path: Path) -> None:
    """Each file has the address of its own build; one that no build has made is a fault, each time it is asked for."""
    files = Files(location=tmp_path, base_url="/static/")
    files.hashed_files = {"a.css": "a.1111.css", "b.css": "b.2222.css"}
    for _time in range(2):
        assert files.url("a.css") == "/static/a.1111.css"
        assert files.url("b.css") == "/static/b.2222.css"
        with pytest.raises(ValueError, match=r"c\.css"):
            files.url("c.css")
