"""Which user keeps which diary, and the tokens that programs sign in with."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CASCADE, PROTECT

from ilium.store.models import Person

NAME_LENGTH = 60


class Account(models.Model):
    """The diary of a user."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, CASCADE, primary_key=True)
    person = models.OneToOneField(Person, PROTECT)

    def __str__(self) -> str:
        return str(self.user)


class ApiToken(models.Model):
    """A secret that a program sends in place of a sign-in. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, CASCADE, related_name="tokens")
    name = models.CharField(max_length=NAME_LENGTH)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField()
    used = models.DateField(null=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.name
