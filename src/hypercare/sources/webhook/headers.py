"""The headers that a webhook may carry something in. Others are not read at all."""

TOKEN = "x-hypercare-token"  # noqa: S105 a header's name
SIGNATURES = (
    "x-hub-signature-256",
    "x-signature",
    "x-signature-256",
    "x-signature-sha256",
    "x-webhook-signature",
    "x-webhook-signature-256",
    "x-hmac-sha256",
    "x-hmac-signature",
    "x-request-signature",
    "x-shopify-hmac-sha256",
    "x-wc-webhook-signature",
    "typeform-signature",
    "signature",
)
"""In which a sender may sign its body."""
TOPICS = (
    "x-event-id",
    "x-event-key",
    "x-event-name",
    "x-event-type",
    "x-github-delivery",
    "x-github-event",
    "x-gitlab-event",
    "x-gitlab-event-uuid",
    "x-request-id",
    "x-shopify-shop-domain",
    "x-shopify-topic",
    "x-shopify-webhook-id",
    "x-wc-webhook-delivery-id",
    "x-wc-webhook-topic",
    "x-webhook-event",
    "x-webhook-id",
    "x-webhook-topic",
)
"""In which a sender may say what a body is about: a mapping reads them as `header:x-github-event`."""
HEADERS = (TOKEN, *SIGNATURES, *TOPICS)
