"""Long work on a page: refreshed while it goes on, with script and without, and word when it is over."""

from __future__ import annotations

import dataclasses

from django.template.loader import render_to_string
from django.test import RequestFactory

from throughgate.foundation.jobs.progress import Progress, progress_part

GOING_ON = Progress("Importing", "120 rows", 30, "/imports/1")
OVER = dataclasses.replace(GOING_ON, percent=100, is_over=True)


def asked(progress, **headers):
    return progress_part(RequestFactory().get("/imports/1", headers=headers), progress)


def test_the_part_asks_again_while_the_work_goes_on():
    """It shows how far the work is, and asks its page every other second; a whole page is not its business."""
    shown = asked(GOING_ON, hx_request="true").content.decode()
    for text in ('hx-get="/imports/1"', 'hx-trigger="every 2s"', "Importing", "120 rows", 'value="30"'):
        assert text in shown
    assert asked(GOING_ON) is None
    assert asked(OVER) is None


def test_the_end_refreshes_the_page():
    """Once it is over, the whole page is fetched: it looks otherwise now; nothing asks again."""
    answer = asked(OVER, hx_request="true")
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    assert "hx-get" not in render_to_string("jobs/progress.html", {"progress": OVER})


def test_without_script_the_page_refreshes_itself():
    """A page without script is fetched again while the work goes on, and only then."""
    head = {
        progress: render_to_string("jobs/progress_head.html", {"progress": progress})
        for progress in (GOING_ON, OVER, None)
    }
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in head[GOING_ON]
    assert head[OVER].strip() == head[None].strip() == ""
