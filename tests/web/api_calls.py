"""Calls of the JSON API, as a program makes them."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.test import Client
from signed_in import client_of

API = "/api/v1"
NOW = datetime.now(UTC)


class Caller:
    """A person's calls; answers with the response, its JSON beside it."""

    def __init__(self, person: UUID | None, **options: Any) -> None:
        self.person = person
        self.client = Client(SERVER_NAME="localhost", **options)
        if person is not None:
            self.client = client_of(person, **options)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> "Answer":
        sent = body if isinstance(body, bytes) else b"" if body is None else encode(body)
        response = self.client.generic(
            method,
            path if path.startswith("/") else f"{API}/{path}",
            sent,
            content_type=headers.pop("content_type", "application/json"),
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        return Answer(response)


class Answer:
    """A response, and its JSON."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status: int = response.status_code
        self.headers = response.headers
        self.content: bytes = response.content

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    def fails(self, status: int) -> Any:
        """The problem document of an answer that has to be one."""
        assert self.status == status, (self.status, self.content[:500])
        assert self.headers["Content-Type"] == "application/problem+json"
        problem = self.json
        assert problem["status"] == status
        assert problem["detail"].endswith((".", "?")), problem
        assert {"type", "title"} <= set(problem)
        return problem

    def works(self, status: int = 200) -> Any:
        """The JSON of an answer that is one."""
        assert self.status == status, (self.status, self.content[:2000])
        return self.json if self.content else None


def encode(value: Any) -> bytes:
    """A value as a program sends it."""
    return msgspec.json.encode(value)
