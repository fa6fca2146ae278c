"""What follows from a user's coming and going."""

import logging
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from ilium.store import deleting, incoming
from ilium.store.models import Person
from ilium.web.accounts.models import Account

logger = logging.getLogger(__name__)


@receiver(post_save, sender=get_user_model())
def begin_diary(instance: Any, created: bool, raw: bool, **_: Any) -> None:
    """A new user, however made, gets a diary."""
    if created and not raw:
        # Within the transaction that makes the user, so that there is never one without the other.
        Account.objects.create(user=instance, person=Person.objects.create(created=timezone.now()))


@receiver(post_delete, sender=Account)
def end_diary(instance: Account, **_: Any) -> None:
    """Whoever leaves leaves nothing behind."""
    person: UUID = instance.person_id  # pyright: ignore[reportAttributeAccessIssue]
    deleting.delete_rows(person)
    transaction.on_commit(partial(_forget, person))


def _forget(person: UUID) -> None:
    incoming.discard(person)
    if left := deleting.forget():
        logger.warning("An account was deleted. %s", left)
