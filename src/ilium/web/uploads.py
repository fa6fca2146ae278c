"""How much a person may send in a file: too much is refused before any of it is read."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.urls import reverse

MAXIMUM_BYTES = 100_000_000
"""For the import page of someone who is signed in: more than a lifetime in any program."""

ELSEWHERE_BYTES = 1_000_000
"""No other page takes a file."""

ENVELOPE_BYTES = 10_000
"""What a form adds around its file."""


class BoundedUpload(FileUploadHandler):
    """Keeps a request with too much in it from filling the disk; the other handlers do the work."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002
        META: dict[str, Any],  # noqa: ARG002, N803
        content_length: int,
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Refuses what is announced as too long. A server reads no more than was announced.

        Raises:
            RequestDataTooBig: it is, and Django answers 400.
        """
        request = self.request
        importing = request is not None and request.path == reverse("you-import")
        known = getattr(request, "person", None) is not None
        most = MAXIMUM_BYTES if importing and known else ELSEWHERE_BYTES
        if content_length > most + ENVELOPE_BYTES:
            raise RequestDataTooBig(f"A file is at most {most // 1_000_000} MB.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Leaves the data to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """Leaves the file to the next handler."""
        return
