"""Why a record went to quarantine, or a request was turned away: every reason there is, in one place."""

from enum import StrEnum

from hypercare.model.text import Text


class Reason(StrEnum):
    """A stable code. The table `quarantine`, `/metrics` and the debug answers use it."""

    INVALID_JSON = "invalid_json"
    NOT_AN_OBJECT = "not_an_object"
    EVENT_NAME_INVALID = "event_name_invalid"
    EVENT_TOO_LARGE = "event_too_large"
    PROPERTIES_INVALID = "properties_invalid"
    TOO_MANY_PROPERTIES = "too_many_properties"
    PROPERTY_NAME_TOO_LONG = "property_name_too_long"
    TOO_MANY_ITEMS = "too_many_items"
    NESTED_TOO_DEEP = "nested_too_deep"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    TIME_MISSING = "time_missing"
    TIME_INVALID = "time_invalid"
    TIME_BEFORE_1971 = "time_before_1971"
    TIME_IN_FUTURE = "time_in_future"
    ID_MISSING = "id_missing"
    ID_INVALID = "id_invalid"
    ID_PLACEHOLDER = "id_placeholder"
    ID_TOO_SHORT = "id_too_short"
    INSERT_ID_INVALID = "insert_id_invalid"
    KEY_INVALID = "key_invalid"
    SOURCE_INVALID = "source_invalid"
    IDENTITY_INCOMPLETE = "identity_incomplete"
    OPERATION_INVALID = "operation_invalid"
    GROUP_INVALID = "group_invalid"
    KIND_UNKNOWN = "kind_unknown"
    EVENT_RESERVED = "event_reserved"
    TRAIT_INVALID = "trait_invalid"
    FEEDBACK_INVALID = "feedback_invalid"
    HEALTH_INVALID = "health_invalid"
    NOT_UTF8 = "not_utf8"
    CELLS_MISSING = "cells_missing"
    OUT_OF_SCOPE = "out_of_scope"
    TOKEN_UNKNOWN = "token_unknown"  # noqa: S105 a reason, not a secret

    @property
    def text(self) -> Text:
        """The reason in words for people: `source-time-in-future`."""
        return Text("source-" + self.value.replace("_", "-"))

    @property
    def fix(self) -> Text:
        """What to do about it, in words for people: `quarantine-fix-time-in-future`."""
        return Text("quarantine-fix-" + self.value.replace("_", "-"))


class Failure(StrEnum):
    """Why records are in quarantine that no decoder rejected: a payload that broke its decoder, a damaged log."""

    DECODER_FAILED = "decoder_failed"
    SEGMENT_DAMAGED = "segment_damaged"
    UNKNOWN = "unknown"
    """A reason of a version that knew more of them."""

    @property
    def text(self) -> Text:
        """The reason in words for people."""
        return Text("quarantine-" + self.value.replace("_", "-"))

    @property
    def fix(self) -> Text:
        """What to do about it, in words for people."""
        return Text("quarantine-fix-" + self.value.replace("_", "-"))


def why(code: str) -> Reason | Failure:
    """The reason of a code in the table `quarantine`."""
    known: dict[str, Reason | Failure] = {each.value: each for each in (*Reason, *Failure)}
    return known.get(code, Failure.UNKNOWN)


class RequestProblem(StrEnum):
    """Why a request as a whole was turned away. `/metrics` uses these codes beside those of the records."""

    PATH_UNKNOWN = "path_unknown"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    BODY_TOO_LARGE = "body_too_large"
    BODY_TOO_SLOW = "body_too_slow"
    BODY_NOT_DECOMPRESSIBLE = "body_not_decompressible"
    BODY_ENCODING_UNKNOWN = "body_encoding_unknown"
    BODY_EMPTY = "body_empty"
    TOO_MANY_RECORDS = "too_many_records"
    TOKEN_MISSING = "token_missing"  # noqa: S105 a reason, not a secret
    SIGNATURE_INVALID = "signature_invalid"
    SETTING_MISSING = "setting_missing"
    OUT_OF_SCOPE = "out_of_scope"
    RATE_LIMITED = "rate_limited"
    OVERLOADED = "overloaded"
    CALLBACK_REFUSED = "callback_refused"
    REDIRECT_REFUSED = "redirect_refused"


class Unfit(Exception):
    """A record that cannot become a fact: why, in which field, and a sentence about it."""

    def __init__(self, reason: Reason, field: str, message: str) -> None:
        self.reason, self.field, self.message = reason, field, message
        super().__init__(message)
