"""What happens to imports, as the audit calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "import.answer": _("Row of an import corrected"),
    "import.cancel": _("Import stopped"),
    "import.done": _("Import finished"),
    "import.download": _("Rows of an import downloaded"),
    "import.failed": _("Import failed"),
    "import.preview": _("Preview of an import begun"),
    "import.previewed": _("Preview of an import finished"),
    "import.run": _("Import begun"),
    "import.undo": _("Undo of an import begun"),
    "import.undone": _("Import undone"),
    "import.upload": _("File for an import uploaded"),
}
