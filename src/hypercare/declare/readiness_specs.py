"""What must stand before go-live, as declared: sanity checks."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StrictInt, StrictStr

from hypercare.declare.complaints import shown
from hypercare.declare.rejections import reject
from hypercare.declare.spec import Name, Spec
from hypercare.model.launch import SanityCheck

MOST_URL = 2000
_URL = re.compile(r"https?://[^\s/?#@]+([/?#]\S*)?")


def _url(written: str) -> str:
    if len(written) > MOST_URL or not _URL.fullmatch(written):
        raise reject(f"{shown(written)} is not an address to request", "http:// or https://, without a user name in it")
    return written


Url = Annotated[StrictStr, AfterValidator(_url), Field(title="address")]


class SanitySpec(Spec):
    """A request to production that must answer as expected."""

    name: Name = Field(description="What it shows.", examples=["upload page answers"])
    get: Url = Field(description="The address to request.", examples=["https://example.com/bulk"])
    expect: Annotated[StrictInt, Field(ge=100, le=599, title="HTTP status")] = Field(
        default=200, description="The HTTP status of the answer."
    )

    def check(self) -> SanityCheck:
        """The check meant."""
        return SanityCheck(self.name, self.get, self.expect)
