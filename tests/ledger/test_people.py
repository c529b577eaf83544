from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from hypercare.ledger.models import Role, User

AT = datetime(2026, 9, 1, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("ledger")


def test_a_person_may_only_look_until_given_more() -> None:
    person = User.objects.create(email="putri@example.com", name="A. Putri", created_at=AT)
    assert Role(person.role) is Role.VIEWER
    assert User.objects.get_by_natural_key("putri@example.com") == person


def test_addresses_that_differ_in_case_are_one_person() -> None:
    User.objects.create(email="putri@example.com", name="A. Putri", created_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Putri@Example.com", name="A. Putri", created_at=AT)
