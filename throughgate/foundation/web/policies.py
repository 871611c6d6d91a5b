"""Why the web's own tables stand outside row security."""

from __future__ import annotations

from throughgate.foundation.database.policies import Open

OPEN = (Open("web_once", "keys of forms with a hash; read before the change is known"),)
