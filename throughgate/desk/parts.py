"""What the desk itself shows in the frame and on Today."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.desk.oversight import today as oversight
from throughgate.desk.today_house import NewHerePage, UnheardPage, house_parts
from throughgate.desk.today_parts import MovedPage, people_parts
from throughgate.foundation.web.parts import Place
from throughgate.foundation.web.work_page import Source

IN_FRAME = (
    Place("oversight", _("Oversight"), "oversight:looks", lambda actor: actor.may("read", "access_log")),
)
ON_TODAY = (
    Source(oversight.work, {"purposes": oversight.PurposesPage}),
    Source(people_parts, {"moved": MovedPage}),
    Source(house_parts, {"german": UnheardPage, "new": NewHerePage}),
)
