"""Take in large files: to a file without a name, which is gone with the request, and say where the disk is full."""

from __future__ import annotations

import errno
import tempfile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class NamelessUpload(FileUploadHandler):
    """Write an upload to a file that nobody can open by name, so that nothing stays when the power goes."""

    file: Any = None

    def new_file(self, *args: Any, **options: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **options)
        folder = settings.VAR / "uploads"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece; what comes after a full disk is passed over, so that the page can answer."""
        if self.file is not None:
            try:
                self.file.write(raw_data)
                self.file.flush()
            except OSError as error:
                self._give_up(error)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Hand the file on, none where it could not be kept."""
        if self.file is None:
            return None
        self.file.seek(0)
        return UploadedFile(
            self.file, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        """Let go of a file whose sender is gone."""
        if self.file is not None:
            self.file.close()

    def _give_up(self, error: OSError) -> None:
        self.file.close()
        self.file = None
        if error.errno not in NO_ROOM:
            raise error
        if self.request is not None:
            self.request.upload_had_no_room = True  # type: ignore[attr-defined]


def had_no_room(request: HttpRequest) -> bool:
    """Say whether a file of this request could not be kept for lack of room."""
    return bool(getattr(request, "upload_had_no_room", False))
