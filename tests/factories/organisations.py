"""Authorities, districts and members for tests."""

from typing import Any

import factory
from django.utils import timezone

from foundation.accounts.models import Person
from foundation.organisations.models import Authority, Department, District, Role
from foundation.organisations.services import create_authority, grant_role
from tests.factories.accounts import PersonFactory


class AuthorityFactory(factory.django.DjangoModelFactory):
    """Made by the service, so that its collection, groups and pages stand too."""

    class Meta:
        model = Authority

    slug = factory.Sequence(lambda n: f"authority-{n}")
    name_ar = factory.Sequence(lambda n: f"بلدية المرفأ {n}")
    name_en = factory.Sequence(lambda n: f"Harbour Municipality {n}")

    @classmethod
    def _create(
        cls, model_class: type[Authority], *args: Any, **kwargs: Any
    ) -> Authority:
        return create_authority(now=timezone.now(), **kwargs)


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District

    authority = factory.SubFactory(AuthorityFactory)
    slug = factory.Sequence(lambda n: f"district-{n}")
    name_ar = factory.Sequence(lambda n: f"حي الياسمين {n}")
    name_en = factory.Sequence(lambda n: f"Jasmine Quarter {n}")


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    authority = factory.SubFactory(AuthorityFactory)
    name_ar = factory.Sequence(lambda n: f"إدارة الطرق {n}")
    name_en = factory.Sequence(lambda n: f"Roads Department {n}")


def member_of(authority: Authority, *roles: Role) -> Person:
    """Make a person with these roles at the authority."""
    person = PersonFactory(verified=True)
    for role in roles:
        grant_role(authority=authority, person=person, role=role, now=timezone.now())
    return Person.objects.get(pk=person.pk)
