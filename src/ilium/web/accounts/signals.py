"""What follows from a user's coming and going."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from ilium.store.models import Person
from ilium.web.accounts.models import Account


@receiver(post_save, sender=get_user_model())
def begin_diary(instance: Any, created: bool, raw: bool, **_: Any) -> None:
    """A new user, however made, gets a diary."""
    if created and not raw:
        # Within the transaction that makes the user, so that there is never one without the other.
        Account.objects.create(user=instance, person=Person.objects.create(created=timezone.now()))


@receiver(post_delete, sender=Account)
def end_diary(instance: Account, **_: Any) -> None:
    """Whoever leaves leaves nothing behind."""
    Person.objects.filter(pk=instance.person_id).delete()  # pyright: ignore[reportAttributeAccessIssue]
