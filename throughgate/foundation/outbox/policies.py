"""Why the outbox stands outside row security."""

from __future__ import annotations

from throughgate.foundation.database.policies import Open

OPEN = (
    Open(
        "outbox_mail",
        "the worker sends for nobody in particular; addresses of staff until a mail is settled, texts encrypted, "
        "no case data",
    ),
)
